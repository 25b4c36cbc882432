// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.plan;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.engine.InlineRun.at;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.EventStream;
import io.leat.KeyedStream;
import io.leat.Pipeline;
import io.leat.connector.memory.Collector;
import io.leat.engine.InlineRun;
import io.leat.engine.Item;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.run.InlineHost;
import io.leat.join.JoinBounds;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.state.Value;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What of a definition may change while there is state: what was kept goes on, and what comes meets the new one. */
class ChangedDefinitionTest {
    /** Steps between events and results. */
    @FunctionalInterface
    private interface Steps {
        EventStream<?> define(EventStream<Item> events);
    }

    private final Collector<Object> out = new Collector<>();

    private static KeyedStream<String, Item> keyed(EventStream<Item> events) {
        return events.keyBy(String.class, Item::key);
    }

    private Pipeline pipeline(Steps steps, Item... items) {
        return Pipeline.of(
                "changed",
                p -> steps.define(p.from("events", InlineRun.source(items), Watermarks.outOfOrder(Duration.ZERO)))
                        .to("out", out));
    }

    /** Runs the first events by one definition and the others by another, and returns what came out of these. */
    private List<Object> results(Steps was, Steps is, int first, Item... items) throws IOException {
        Pipeline before = pipeline(was, items);
        Pipeline after = pipeline(is, items);
        new StoredState("DIR", StateSignatures.of(before.graph()), Map.of())
                .check(after.graph(), Set.of(), getClass().getClassLoader());
        Snapshot snapshot;
        try (InlineHost host = open(before, null)) {
            for (int i = 0; i < first; i++) {
                host.step();
            }
            snapshot = host.snapshot();
        }
        out.clear();
        try (InlineHost host = open(after, snapshot)) {
            while (!host.hasEnded()) {
                host.step();
            }
            assertThat(host.deadLetters()).isEmpty();
        }
        return out.values();
    }

    private static InlineHost open(Pipeline pipeline, Snapshot from) {
        return InlineHost.open(pipeline.graph(), InstantSource.fixed(InlineRun.NOW), from);
    }

    private static Steps running(long timeToLive) {
        return e -> keyed(e).running("state", count(), ofMillis(timeToLive));
    }

    @Test
    void whenARunningAggregateLivesLongerOrShorter_thenFromNowOn() throws IOException {
        Item[] items = {at(1, 0), at(2, 5), at(3, 50)};
        assertThat(results(running(10), running(100), 2, items)).containsExactly(3L);
        assertThat(results(running(100), running(10), 2, items)).containsExactly(1L);
        assertThat(results(running(10), running(10), 2, items)).containsExactly(1L);
    }

    /** A join of the events with those of an even number. */
    private static Steps joined(JoinBounds bounds, boolean outer) {
        return events -> {
            KeyedStream<String, Item> even = keyed(events.filter(item -> item.id() % 2 == 0));
            return outer
                    ? keyed(events).join("state", even, bounds).left(ChangedDefinitionTest::pair)
                    : keyed(events).join("state", even, bounds).inner(ChangedDefinitionTest::pair);
        };
    }

    private static String pair(Item left, Item right) {
        return left.id() + "+" + (right == null ? "" : right.id());
    }

    @Test
    void whenAJoinInAWindowBecomesAnOuterOne_thenOpenWindowsAreToo() throws IOException {
        JoinBounds window = JoinBounds.sameWindow(Windows.tumbling(ofMillis(10)));
        Item[] items = {at(1, 1), at(3, 15), at(4, 16)};
        assertThat(results(joined(window, false), joined(window, true), 1, items))
                .containsExactly("1+", "3+4", "4+4");
        assertThat(results(joined(window, true), joined(window, false), 1, items))
                .containsExactly("3+4", "4+4");
    }

    @Test
    void whenVersionsLiveLongerOrShorter_thenFromNowOn() throws IOException {
        Item[] items = {at(2, 0), at(5, 30), at(3, 50)};
        for (Function<Duration, JoinBounds> bounds :
                List.<Function<Duration, JoinBounds>>of(JoinBounds::asOf, JoinBounds::latest)) {
            JoinBounds brief = bounds.apply(ofMillis(10));
            JoinBounds lasting = bounds.apply(ofMillis(100));
            assertThat(results(joined(brief, false), joined(lasting, true), 1, items))
                    .endsWith("3+2");
            assertThat(results(joined(lasting, false), joined(brief, true), 1, items))
                    .endsWith("3+");
            assertThat(results(joined(lasting, true), joined(brief, false), 1, items))
                    .doesNotContain("3+");
        }
    }

    /** Gives what it remembers of the event before. */
    private static final class Memory extends KeyedProcess<String, Item, Object> {
        private final Value<Long> last;

        Memory(long timeToLive) {
            last = value("last", Long.class, ofMillis(timeToLive));
        }

        @Override
        protected void onEvent(Item event, ProcessContext<String, Object> context) {
            context.emit(last.get() == null ? 0L : last.get());
            last.set(event.id());
        }
    }

    private static Steps memory(long timeToLive) {
        return e -> keyed(e).process("state", () -> new Memory(timeToLive));
    }

    @Test
    void whenAStateLivesLongerOrShorter_thenFromNowOn() throws IOException {
        Item[] items = {at(1, 0), at(2, 5), at(3, 50)};
        assertThat(results(memory(10), memory(100), 2, items)).containsExactly(2L);
        assertThat(results(memory(100), memory(10), 2, items)).containsExactly(0L);
    }

    @Test
    void whenEarlyResultsComeMoreOften_thenTheLastOneIsTheSame() throws IOException {
        Item[] items = {at(1, 0), at(2, 5), at(3, 12), at(4, 90), at(5, 120)};
        for (int first = 0; first < items.length; first++) {
            assertThat(results(early(40), early(7), first, items)).contains(4L).endsWith(1L);
            assertThat(results(early(7), early(40), first, items)).contains(4L).endsWith(1L);
        }
    }

    private static Steps early(long every) {
        return k ->
                k.window(Windows.tumbling(ofMillis(100))).early(ofMillis(every)).aggregate("state", count());
    }
}
