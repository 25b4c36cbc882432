// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.KeyedStream;
import io.leat.Pipeline;
import io.leat.PipelineBuilder;
import io.leat.codec.Codec;
import io.leat.codec.DynamicCodec;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.engine.Item;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.plan.StateSignatures;
import io.leat.engine.plan.StoredClasses;
import io.leat.engine.plan.StoredState;
import io.leat.join.JoinBounds;
import io.leat.pattern.Pattern;
import io.leat.window.Change;
import io.leat.window.Pane;
import io.leat.window.WindowResult;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The results of {@code panes()} and {@code asChangelog()}, and matches, are of generic classes. They change threads, wait in joins
 * and windows, are keys, and go on in another process that knows their classes by name.
 */
@Timeout(120)
class WindowResultStateTest {
    private static final int KEYS = 8;
    private static final Duration SECOND = Duration.ofSeconds(1);

    record Load(String key, long calls) {}

    /** One run: of its results and its sources, nothing is shared with another. */
    private static final class Run {
        final Push<Item> events = Push.of(Item.class).timedByMillis(Item::time);
        final Push<Item> questions = Push.of(Item.class).timedByMillis(Item::time);
        final Collector<Object> out = new Collector<>();
        final Pipeline pipeline = Pipeline.of("results", this::define);

        private void define(PipelineBuilder p) {
            var asked = p.from("questions", questions).keyBy(String.class, Item::key);
            KeyedStream<String, Item> keyed = p.from("events", events).keyBy(String.class, Item::key);
            var load = keyed.window(Windows.tumbling(Duration.ofMillis(10)))
                    .aggregate("load", row(Load.class, Load::new, key(), count()));
            load.panes()
                    .keyBy(String.class, WindowResult::key)
                    .join("panes", asked, JoinBounds.within(SECOND))
                    .inner((result, question) -> result)
                    .to("out panes", out);
            load.asChangelog()
                    .keyBy(String.class, change -> change.value().key())
                    .join("changes", asked, JoinBounds.sameWindow(Windows.tumbling(SECOND)))
                    .left((change, question) -> change)
                    .to("out changes", out);
            load.panes()
                    .keyBy(result -> result)
                    .window(Windows.tumbling(SECOND))
                    .aggregate("by result", row(Object[].class, (k, n) -> new Object[] {k, n}, key(), count()))
                    .to("out counts", out);
            keyed.match("matches", Pattern.<Item>begin("one", item -> true).within(Duration.ofMillis(5)))
                    .keyBy(String.class, match -> match.all("one").get(0).key())
                    .join("matched", asked, JoinBounds.asOf(SECOND))
                    .left((match, question) -> match.all("one"))
                    .to("out matches", out);
        }

        RunningJob start(int parallelism, Snapshot from) {
            return RunningJob.start(pipeline.graph(), parallelism, InstantSource.system(), from);
        }

        void emitFirst() throws Exception {
            for (int i = 0; i < KEYS; i++) {
                events.emit(new Item(i, "k" + i, 5));
            }
            events.emit(new Item(99, "end", 25)); // the windows before are complete
        }

        void emitRest() throws Exception {
            for (int i = 0; i < KEYS; i++) {
                questions.emit(new Item(i, "k" + i, 30));
            }
            events.close();
            questions.close();
        }
    }

    private static List<Object> expected() {
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            Load load = new Load("k" + i, 1);
            WindowResult<String, Load> result =
                    new WindowResult<>("k" + i, Instant.EPOCH, Instant.ofEpochMilli(10), load, Pane.ON_TIME, 0);
            expected.add(result);
            expected.add(new Change<>(Change.Kind.INSERT, load));
            expected.add(List.of(result, 1L));
            expected.add(List.of(new Item(i, "k" + i, 5)));
        }
        Load load = new Load("end", 1);
        expected.add(new Change<>(Change.Kind.INSERT, load));
        expected.add(List.of(
                new WindowResult<>("end", Instant.ofEpochMilli(20), Instant.ofEpochMilli(30), load, Pane.ON_TIME, 0),
                1L));
        expected.add(List.of(new Item(99, "end", 25)));
        return expected;
    }

    /** In another process only the names of the classes are known. */
    private static Snapshot inAnotherProcess(Snapshot snapshot, Pipeline pipeline) {
        DynamicCodec met = Codec.dynamic();
        snapshot.types().forEach(met::allow);
        StoredState stored = new StoredState("DIR", StateSignatures.of(pipeline.graph()), StoredClasses.of(met));
        DynamicCodec allowed = Codec.dynamic();
        stored.check(pipeline.graph(), Set.of(), WindowResultStateTest.class.getClassLoader())
                .classes()
                .allowIn(allowed);
        return new Snapshot(snapshot.epoch(), snapshot.groups(), snapshot.standing(), allowed.classes());
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "2, 1", "1, 2"})
    void whenTheJobGoesOn_thenResultsOfWindowsAreAsTheyWere(int before, int after) throws Exception {
        Run first = new Run();
        RunningJob job = first.start(before, null);
        first.emitFirst();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> job.metrics().step("panes").in() == KEYS
                        && job.metrics().step("changes").in() == KEYS
                        && job.metrics().step("by result").in() == KEYS
                        && job.metrics().step("matched").in() == KEYS);
        Snapshot snapshot = job.snapshot().get(60, TimeUnit.SECONDS);
        job.cancel();
        assertThat(job.await(Duration.ofSeconds(20))).isTrue();
        assertThat(first.out.values()).isEmpty();
        assertThat(snapshot.types()).contains(WindowResult.class, Change.class, Load.class);

        Run second = new Run();
        RunningJob next = second.start(after, inAnotherProcess(snapshot, second.pipeline));
        second.emitRest();
        next.awaitCompletion();
        assertThat(second.out.values().stream()
                        .map(value -> value instanceof Object[] array ? List.of(array) : value)
                        .toList())
                .containsExactlyInAnyOrderElementsOf(expected());
    }
}
