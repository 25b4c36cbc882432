// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.pattern;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.engine.collection.TimedBuffer;
import io.leat.engine.port.StateCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes matches under way with what they share written once: the events, then what has been taken, each after what was taken
 * before it, then the matches by the numbers of these.
 *
 * @param stages how many steps take events
 */
record PatternStateCodec(int stages, Codec<@Nullable Object> events) implements StateCodec<PatternState> {
    /** The number of what was taken before the first event. */
    private static final int NOTHING = -1;

    @Override
    public void write(PatternState state, BinaryWriter out) {
        List<Taken> nodes = nodes(state);
        Map<Taken, Integer> numbers = new HashMap<>();
        state.queue.write(out, events);
        out.writeLong(state.nextPlace);
        writeNodes(nodes, numbers, out);
        out.writeInt(state.partials.size());
        for (PartialMatch partial : state.partials) {
            out.writeInt(numberOf(partial.last, numbers));
            out.writeLong(partial.waiting);
            out.writeBoolean(partial.isFresh);
        }
        out.writeInt(state.held.size());
        for (Taken last : state.held) {
            out.writeInt(numberOf(last, numbers));
        }
    }

    /** All that has been taken, in the order of the events. */
    private static List<Taken> nodes(PatternState state) {
        Set<Taken> found = new HashSet<>();
        state.partials.forEach(partial -> addChain(partial.last, found));
        state.held.forEach(last -> addChain(last, found));
        List<Taken> nodes = new ArrayList<>(found);
        nodes.sort(Comparator.comparingLong(taken -> taken.place));
        return nodes;
    }

    private static void addChain(Taken last, Set<Taken> found) {
        for (Taken taken = last; taken != null && found.add(taken); taken = taken.before) {
            // as far as it is new
        }
    }

    private static int numberOf(Taken taken, Map<Taken, Integer> numbers) {
        return Objects.requireNonNull(numbers.get(taken));
    }

    @SuppressWarnings("NullAway") // the codec takes null, which NullAway does not read from type arguments
    private void writeNodes(List<Taken> nodes, Map<Taken, Integer> numbers, BinaryWriter out) {
        out.writeInt(nodes.size());
        long place = -1;
        for (Taken taken : nodes) {
            boolean isNewEvent = taken.place != place;
            out.writeBoolean(isNewEvent);
            if (isNewEvent) {
                out.writeLong(taken.place);
                out.writeLong(taken.ts);
                events.write(taken.value, out);
                place = taken.place;
            }
            out.writeInt(taken.stage);
            out.writeInt(taken.before == null ? NOTHING : numberOf(taken.before, numbers));
            numbers.put(taken, numbers.size());
        }
    }

    @Override
    public PatternState read(BinaryReader in) {
        PatternState state = new PatternState();
        state.queue.read(in, events);
        state.nextPlace = in.readLong();
        List<Taken> nodes = readNodes(in);
        for (int n = in.readInt(); n > 0; n--) {
            state.partials.add(new PartialMatch(nodes.get(in.readInt()), in.readLong(), in.readBoolean()));
        }
        for (int n = in.readInt(); n > 0; n--) {
            state.held.add(nodes.get(in.readInt()));
        }
        return state;
    }

    @Override
    public String describe() {
        return "pattern[queue:" + TimedBuffer.describe(events) + ",place:long,"
                + "taken:many<taken[event:maybe<event[place:long,time:long,value:" + events.schema()
                + "]>,step:int,before:int]>,"
                + "underway:many<match[last:int,waiting:long,fresh:boolean]>,held:many<int>]";
    }

    private List<Taken> readNodes(BinaryReader in) {
        List<Taken> nodes = new ArrayList<>();
        Object value = null;
        long ts = 0;
        long place = -1;
        for (int n = in.readInt(); n > 0; n--) {
            if (in.readBoolean()) {
                place = in.readLong();
                ts = in.readLong();
                value = events.read(in);
            }
            int stage = in.readInt();
            if (stage >= stages) {
                throw in.damaged(
                        "step number " + stage + " of a pattern that has " + stages + ": it was another pattern");
            }
            int before = in.readInt();
            nodes.add(new Taken(value, ts, place, stage, before == NOTHING ? null : nodes.get(before)));
        }
        return nodes;
    }
}
