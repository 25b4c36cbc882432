// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.pattern;

import io.leat.pattern.Match;
import io.leat.pattern.Matched;
import io.leat.time.Millis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has been taken up to some event, by the names of the steps. One object for all events, pointed at one after the other. */
final class SoFar implements Matched<Object> {
    private final Automaton automaton;
    private @Nullable Taken last;

    SoFar(Automaton automaton) {
        this.automaton = automaton;
    }

    /** Points at an event that was taken; null for none. */
    SoFar upTo(@Nullable Taken taken) {
        last = taken;
        return this;
    }

    @Override
    public List<Object> all(String step) {
        return Collections.unmodifiableList(taken(stage(step)));
    }

    private int stage(String step) {
        for (int stage = 0; stage < automaton.size(); stage++) {
            if (automaton.name(stage).equals(step)) {
                return stage;
            }
        }
        throw new IllegalArgumentException("the pattern has no step '" + step + "' that takes events");
    }

    private List<Object> taken(int stage) {
        List<Object> events = new ArrayList<>();
        for (Taken taken = last; taken != null && taken.stage >= stage; taken = taken.before) {
            if (taken.stage == stage) {
                events.add(taken.value);
            }
        }
        Collections.reverse(events);
        return events;
    }

    /** Returns it as a match. */
    static Match<Object> match(Automaton automaton, Taken last) {
        SoFar soFar = new SoFar(automaton).upTo(last);
        Map<String, List<Object>> events = new LinkedHashMap<>();
        for (int stage = 0; stage < automaton.size(); stage++) {
            events.put(automaton.name(stage), soFar.taken(stage));
        }
        return new Match<>(events, Millis.instant(last.startTime()), Millis.instant(last.ts));
    }
}
