// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.written;

import io.leat.EventStream;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.testkit.host.Probe;
import io.leat.testkit.reference.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A process with timers: {@code timers MS}. Each event sets a timer so much after its time. A result is a key and the time of a
 * timer that has fired: {@code a @110}.
 */
record TimersForm(Duration after) implements Form {
    static TimersForm read(Words words) {
        return new TimersForm(Duration.ofMillis(words.number()));
    }

    @Override
    public void define(List<EventStream<Item>> inputs, Probe probe) {
        inputs.get(0).keyBy(Item::key).process(STEP, () -> new Timers(after)).to("results", probe.sink("results"));
    }

    @Override
    public List<String> results(Probe probe) {
        return probe.results("results").stream()
                .map(out -> out.value() + " @" + out.time())
                .toList();
    }

    @Override
    public List<Long> late(Probe probe) {
        return List.of();
    }

    private static final class Timers extends KeyedProcess<String, Item, String> {
        private final Duration after;

        Timers(Duration after) {
            this.after = after;
        }

        @Override
        protected void onEvent(Item event, ProcessContext<String, String> context) {
            context.timer(context.time().plus(after));
        }

        @Override
        protected void onTimer(Instant at, ProcessContext<String, String> context) {
            context.emit(context.key());
        }
    }
}
