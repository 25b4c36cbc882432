// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.written;

import io.leat.EventStream;
import io.leat.testkit.host.Probe;
import io.leat.testkit.reference.Item;
import java.util.List;

/** What stands between the events of a case and its results: one step, or a few. */
public interface Form {
    /** The name of the step whose counts a case may tell. */
    String STEP = "step";

    /** Returns how many inputs it has: 1, or 2 for the sides of a join. */
    default int inputs() {
        return 1;
    }

    /** Builds its steps, up to the sinks. */
    void define(List<EventStream<Item>> inputs, Probe probe);

    /** Returns what has come out, in order, as the lines that a case has for it. */
    List<String> results(Probe probe);

    /** Returns the ids of the events that were too late. */
    default List<Long> late(Probe probe) {
        return probe.results("late").stream()
                .map(out -> ((Item) out.value()).id())
                .toList();
    }
}
