// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.pattern;

import io.leat.codec.Codec;
import io.leat.codec.DynamicCodec;
import io.leat.engine.collection.TimedBuffer;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import io.leat.pattern.Pattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pattern keeps of a key: events that wait for the watermark, and matches under way. */
public final class PatternState extends Entry {
    final TimedBuffer queue = new TimedBuffer();

    /**
     * The matches under way, in the order of their events: compared event by event the earlier comes first, then the one with
     * the lower step; what continues another comes before it. So those that began first are at the front.
     */
    List<PartialMatch> partials = new ArrayList<>();

    /** Matches that wait for one that began before them, in the order of their first events, of which each has another. */
    final List<Taken> held = new ArrayList<>();

    /** The place of the next event. */
    long nextPlace;

    boolean isEmpty() {
        return queue.isEmpty() && partials.isEmpty() && held.isEmpty();
    }

    /** Returns how many matches are under way or wait. */
    int size() {
        return partials.size() + held.size();
    }

    /** Returns the codec; {@code values} writes the events. */
    public static StateCodec<PatternState> codec(Pattern<?> pattern, DynamicCodec values) {
        Codec<@Nullable Object> events = values.nullable();
        return new PatternStateCodec(new Automaton(pattern).size(), events);
    }
}
