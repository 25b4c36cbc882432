// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.engine.checkpoint.HeapState;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import java.util.List;

/** What is left inside a job that has ended. */
public final class JobInsides {
    private JobInsides() {}

    /** Returns how many entries and timers each step still has, those with none left out. */
    public static List<String> remains(InlineHost host, Graph graph) {
        return graph.steps().stream()
                .map(step -> remains(step, host.state(step.name())))
                .filter(remains -> !remains.isEmpty())
                .toList();
    }

    private static String remains(Step step, HeapState<Object, ?> state) {
        if (state == null || step instanceof Step.Broadcast) { // a table stays
            return "";
        }
        long size = state.entries();
        long next = state.nextTimer();
        return size == 0 && next == Long.MAX_VALUE ? "" : step.name() + ": " + size + " entries, next timer " + next;
    }
}
