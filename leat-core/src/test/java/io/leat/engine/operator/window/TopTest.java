// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.topN;
import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Pipeline;
import io.leat.WindowResults;
import io.leat.connector.memory.Collector;
import io.leat.engine.InlineRun;
import io.leat.engine.Item;
import io.leat.failure.PipelineException;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The best results of each window. */
class TopTest {
    private static final Windows TEN = Windows.tumbling(Duration.ofMillis(10));

    private final Collector<Object> out = new Collector<>();

    /** A key with its number of events. */
    public record Count(Object key, long events) {
        @Override
        public String toString() {
            return key + "=" + events;
        }
    }

    private static InlineRun counts(Windows windows, Consumer<WindowResults<String, Item, Count>> body, Item... items) {
        return InlineRun.of(
                Pipeline.of(
                        "test",
                        p -> body.accept(p.from("events", InlineRun.source(items))
                                .keyBy(Item::key)
                                .window(windows)
                                .aggregate("counts", row(Count.class, Count::new, key(), count())))),
                0);
    }

    private static final Item[] ITEMS = {
        new Item(1, "c", 1),
        new Item(2, "b", 2),
        new Item(3, "a", 3),
        new Item(4, "b", 4),
        new Item(5, "z", 11),
        at(6, 12)
    };

    @Test
    void whenWindowsAreComplete_thenTheBestOfAllKeysAndOfEqualOnesBySmallerKey() {
        counts(TEN, c -> c.top("hot", 2, Count::events).to("out", out), ITEMS);
        assertThat(out.timed())
                .extracting(c -> c.value() + " @" + c.timestamp())
                .containsExactly("[b=2, a=1] @9", "[a=1, z=1] @19");
    }

    @Test
    void whenPerAnotherKey_thenTheBestOfEach() {
        InlineRun run = counts(
                TEN,
                c -> c.top(
                                "hot",
                                count -> count.key().equals("c") ? null : "b".equals(count.key()) ? "B" : "A",
                                1,
                                Count::events)
                        .panes()
                        .to("out", out),
                ITEMS);
        assertThat(out.values())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "WindowResult[key=A, start=1970-01-01T00:00:00Z, end=1970-01-01T00:00:00.010Z, value=[a=1], pane=ON_TIME, index=0]",
                        "WindowResult[key=B, start=1970-01-01T00:00:00Z, end=1970-01-01T00:00:00.010Z, value=[b=2], pane=ON_TIME, index=0]",
                        "WindowResult[key=A, start=1970-01-01T00:00:00.010Z, end=1970-01-01T00:00:00.020Z, value=[a=1], pane=ON_TIME, index=0]");
        assertThat(run.deadLetters()).hasSize(1);
        assertThat(run.deadLetters().get(0).reason()).contains("the key is null");
    }

    @Test
    void whenKeysHaveNoOrder_thenEqualOnesByTheirBytes() {
        for (Item[] items : new Item[][] {{at(1, 1), new Item(2, "b", 2)}, {new Item(2, "b", 1), at(1, 2)}}) {
            InlineRun.of(p -> p.from("events", InlineRun.source(items))
                    .keyBy(i -> List.of(i.key(), i.id()))
                    .window(TEN)
                    .aggregate("counts", row(Count.class, Count::new, key(), count()))
                    .top("hot", 2, Count::events)
                    .to("out", out));
        }
        assertThat(out.values())
                .extracting(Object::toString)
                .containsExactly("[[a, 1]=1, [b, 2]=1]", "[[a, 1]=1, [b, 2]=1]");
    }

    @Test
    void whenPerKey_thenTheAggregateDoesIt() {
        InlineRun.of(p -> p.from("events", InlineRun.source(ITEMS))
                .keyBy(Item::key)
                .window(TEN)
                .aggregate("top", topN(1, Item::id, Item::id))
                .to("out", out));
        assertThat(out.values())
                .containsExactlyInAnyOrder(List.of(1L), List.of(3L), List.of(4L), List.of(5L), List.of(6L));
    }

    @Test
    void whenTopOfTop_thenOfTheSameWindows() {
        counts(
                TEN,
                c -> c.top("hot", Count::key, 1, Count::events)
                        .top("hottest", 1, best -> best.get(0).events())
                        .to("out", out),
                ITEMS);
        assertThat(out.values()).extracting(Object::toString).containsExactly("[[b=2]]", "[[a=1]]");
    }

    @Test
    void whenDaysAreRanked_thenWithTheirBounds() {
        counts(
                Windows.daily(ZoneId.of("Europe/Berlin")),
                c -> c.top("hot", 1, Count::events).panes().to("out", out),
                at(1, 0));
        assertThat(out.values())
                .extracting(Object::toString)
                .containsExactly(
                        "WindowResult[key=null, start=1969-12-31T23:00:00Z, end=1970-01-01T23:00:00Z, value=[a=1], pane=ON_TIME, index=0]");
    }

    @Test
    void whenWindowsAreNotTheSameForAllKeys_thenRefused() {
        String message =
                "windows of kind '%s' are not the same for all keys, so their results have no window in common:"
                        + " use windows of time, such as tumbling(…)";
        for (Windows windows : List.of(Windows.session(Duration.ofMillis(100)), Windows.count(3), Windows.global())) {
            assertThatThrownBy(() -> counts(windows, c -> c.top("hot", 1, Count::events), ITEMS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message.formatted(windows));
        }
    }

    @Test
    void whenResultsAreUpdated_thenRefusedUnlessFinal() {
        Pipeline.Definition updated = p -> p.from("events", InlineRun.source(ITEMS))
                .keyBy(Item::key)
                .window(TEN)
                .allowedLateness(Duration.ofMillis(5))
                .aggregate("counts", row(Count.class, Count::new, key(), count()))
                .top("hot", 1, Count::events);
        assertThatThrownBy(() -> Pipeline.of("test", updated))
                .isInstanceOf(PipelineException.class)
                .hasMessage(
                        "pipeline 'test' window 'hot' would count results of 'counts' more than once, since each late event"
                                + " gives an updated result: make 'counts' .finalOnly(), or read its .asChangelog()");
        InlineRun.of(p -> p.from("events", InlineRun.source(ITEMS))
                .keyBy(Item::key)
                .window(TEN)
                .allowedLateness(Duration.ofMillis(5))
                .finalOnly()
                .aggregate("counts", row(Count.class, Count::new, key(), count()))
                .top("hot", 1, Count::events)
                .to("out", out));
        assertThat(out.values()).extracting(Object::toString).containsExactly("[b=2]", "[a=1]");
    }

    @Test
    void whenTopOfNothing_thenRefused() {
        assertThatThrownBy(() -> counts(TEN, c -> c.top("hot", 0, Count::events), ITEMS))
                .hasMessage("the top 0: give a number from 1 up");
    }
}
