// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.graph;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Broadcast;
import io.leat.EventStream;
import io.leat.JoinResults;
import io.leat.KeyedStream;
import io.leat.Pipeline;
import io.leat.WindowResults;
import io.leat.connector.Guarantee;
import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.engine.InlineRun;
import io.leat.engine.Item;
import io.leat.join.JoinBounds;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A pipeline as a picture. */
class DescribeTest {
    @Test
    void whenDescribed_thenATreeOfItsSteps() {
        Pipeline pipeline = Pipeline.of("picture", p -> {
            EventStream<Item> calls = p.from(
                            "calls", InlineRun.source(at(1, 1)), Watermarks.outOfOrder(Duration.ofSeconds(5)))
                    .filter(i -> i.id() > 0);
            WindowResults<String, Item, Long> load = calls.keyBy(Item::key)
                    .window(Windows.sliding(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(1)))
                    .allowedLateness(Duration.ofMinutes(1))
                    .finalOnly()
                    .aggregate("load", count());
            load.to("table", Sink.of(n -> {}));
            load.late().to("late", new Collector<>());
            load.panes().to("panes", new Collector<>());
            EventStream<Item> answers = p.from("answers", Push.of(Item.class).timedByMillis(Item::time));
            JoinResults<Item, Item, Long> joined = calls.keyBy(Item::id)
                    .join(
                            "join",
                            answers.keyBy(Item::id),
                            JoinBounds.between(Duration.ofSeconds(-1), Duration.ofSeconds(2)))
                    .inner((a, b) -> a.id());
            joined.lateLeft().to("late-calls", new Collector<>());
            joined.lateRight().to("late-answers", new Collector<>());
            EventStream.Split<Long> split = joined.split(n -> n > 1);
            split.rest().union(split.matching()).to("all", new Collector<>());
        });
        assertThat(pipeline.describe()).isEqualTo("""
                        picture
                        ├─ from calls: Trickle, out of order by PT5S
                        │  └─ filter filter-1
                        │     ├─ keyBy keyBy-2: String
                        │     │  └─ window load: sliding PT10S every PT5S offset PT1S, allowed lateness PT1M, final results only
                        │     │     ├─ to table: action, at least once
                        │     │     ├─ late: to late: Collector, at least once
                        │     │     └─ panes: to panes: Collector, at least once
                        │     └─ keyBy keyBy-8: Long
                        │        └─ join join: right from left - PT1S to left + PT2S, keeps left PT2S, right PT1S
                        │           ├─ split split-13
                        │           │  ├─ union union-14
                        │           │  │  └─ to all: Collector, at least once
                        │           │  └─ rest: union union-14 (above)
                        │           ├─ late left: to late-calls: Collector, at least once
                        │           └─ late right: to late-answers: Collector, at least once
                        └─ from answers: push of Item, live, monotone
                           └─ keyBy keyBy-9: Long
                              └─ join join (above)
                        """);
        assertThat(pipeline).hasToString("pipeline picture");
        assertThat(pipeline.name()).isEqualTo("picture");
    }

    @Test
    void whenStepsGoByKey_thenWithTheirTimes() {
        Pipeline pipeline = Pipeline.of("picture", p -> {
            KeyedStream<String, Item> keyed =
                    p.from("calls", InlineRun.source(at(1, 1))).keyBy(Item::key);
            keyed.running("totals", count(), Duration.ofHours(1));
            keyed.deduplicate("once", Duration.ofMinutes(10), late -> late.to("late", new Collector<>()));
            keyed.window(Windows.tumbling(Duration.ofSeconds(10)))
                    .aggregate("load", count())
                    .top("hot", 3, n -> n);
        });
        assertThat(pipeline.describe()).isEqualTo("""
                        picture
                        └─ from calls: Trickle, monotone
                           └─ keyBy keyBy-1: String
                              ├─ running totals: time to live PT1H
                              ├─ deduplicate once: within PT10M
                              │  └─ late: to late: Collector, at least once
                              └─ window load: tumbling PT10S
                                 └─ panes: keyBy keyBy-6
                                    └─ window hot: results of tumbling PT10S, final results only
                        """);
    }

    @Test
    void whenThereAreLookupsAndTables_thenEachStepIsShownAndWhatItReads() {
        Pipeline pipeline = Pipeline.of("picture", p -> {
            Broadcast<String, Item> table =
                    p.from("changes", InlineRun.source(at(1, 1))).broadcast("limits", Item::key);
            p.from("calls", InlineRun.source(at(1, 1)))
                    .with("limited", table, (call, limits) -> call)
                    .lookup("user", call -> CompletableFuture.completedStage("a"), (call, user) -> user)
                    .to("out", new Collector<>());
        });
        assertThat(pipeline.describe()).isEqualTo("""
                        picture
                        ├─ from changes: Trickle, monotone
                        │  └─ broadcast limits: String
                        └─ from calls: Trickle, monotone
                           └─ with limited: reads limits
                              └─ lookup user: 100 in flight, timeout PT10S
                                 └─ to out: Collector, at least once
                        """);
    }

    @Test
    void whenASinkHasAGuarantee_thenItIsShown() {
        Pipeline pipeline = Pipeline.of("picture", p -> {
            EventStream<Item> calls = p.from("calls", InlineRun.source(at(1, 1)));
            calls.to("files", new Promising(Guarantee.EXACTLY_ONCE));
            calls.to("cache", new Promising(Guarantee.IDEMPOTENT));
            calls.to("screen", Sink.console());
        });
        assertThat(pipeline.describe()).isEqualTo("""
                        picture
                        └─ from calls: Trickle, monotone
                           ├─ to files: Promising, exactly once
                           ├─ to cache: Promising, exactly once by key
                           └─ to screen: action, at least once
                        """);
    }

    private static final class Promising extends Sink<Object> {
        private final Guarantee guarantee;

        Promising(Guarantee guarantee) {
            this.guarantee = guarantee;
        }

        @Override
        public SinkWriter<Object> open() {
            return (value, timestamp) -> {};
        }

        @Override
        public Guarantee guarantee() {
            return guarantee;
        }
    }

    @Test
    void whenWindowsAndBoundsAreShown_thenInWords() {
        assertThat(Windows.tumbling(Duration.ofMinutes(1))).hasToString("tumbling PT1M");
        assertThat(Windows.session(Duration.ofSeconds(30))).hasToString("session PT30S");
        assertThat(JoinBounds.sameWindow(Windows.session(Duration.ofSeconds(30))))
                .hasToString("same window, session PT30S");
        assertThat(JoinBounds.after(Duration.ofSeconds(3))).hasToString("right from left + PT0S to left + PT3S");
        assertThat(Watermarks.monotone()).hasToString("monotone");
    }

    @Test
    void whenAJoinOrATableIsDescribed_thenWithWhatItKeeps() {
        Pipeline pipeline = Pipeline.of("picture", p -> {
            KeyedStream<String, Item> keyed =
                    p.from("calls", InlineRun.source(at(1, 1))).keyBy(Item::key);
            keyed.join("priced", keyed, JoinBounds.asOf(Duration.ofDays(1))).left((a, b) -> a);
            keyed.join("known", keyed, JoinBounds.latest(Duration.ofHours(1))).inner((a, b) -> a);
            keyed.latest("table", Duration.ofHours(2), late -> late.to("old", new Collector<>()));
        });
        assertThat(pipeline.describe())
                .contains(
                        "join priced: left, right as of left, keeps left until its time, right PT24H\n",
                        "join known: latest right, keeps right PT1H\n",
                        "latest table: keeps PT2H\n",
                        "late: to old: Collector, at least once\n");
    }

    @Test
    void whenOffsetsDifferByTheSize_thenTheWindowsAreTheSame() {
        Duration ten = Duration.ofMillis(10);
        assertThat(Windows.tumbling(ten, Duration.ofMillis(-7)))
                .isEqualTo(Windows.tumbling(ten, Duration.ofMillis(13)));
    }
}
