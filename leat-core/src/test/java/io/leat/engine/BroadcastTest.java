// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.Broadcast;
import io.leat.EventStream;
import io.leat.Pipeline;
import io.leat.PipelineBuilder;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Generator;
import io.leat.connector.memory.Push;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.run.InlineHost;
import io.leat.engine.run.RunningJob;
import io.leat.failure.DeadLetter;
import io.leat.failure.PipelineException;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small changing streams as tables: what they hold, who sees it, what a restart leaves. */
@Timeout(60)
class BroadcastTest {
    record Limit(String key, long value, long time) {}

    private final Push<Limit> limits = Push.of(Limit.class).timedByMillis(Limit::time);
    private final Push<Item> calls = Push.of(Item.class).timedByMillis(Item::time);
    private final Collector<String> out = new Collector<>();

    private static Limit limit(String key, long value, long time) {
        return new Limit(key, value, time);
    }

    private Broadcast<String, Limit> table(PipelineBuilder p, Source<Limit> from) {
        return p.from("limit-changes", from, Watermarks.outOfOrder(Duration.ofMillis(10)))
                .broadcast("limits", Limit::key)
                .removedWhen(l -> l.value() < 0);
    }

    /** Tells each call what its limit is. */
    private final Pipeline pipeline = Pipeline.of("limits", p -> {
        Broadcast<String, Limit> table = table(p, limits);
        p.from("calls", calls)
                .with("limited", table, (call, limit) -> call.id() + ": " + limit.get(call.key()))
                .to("out", out);
    });

    private InlineHost open(Snapshot from) {
        return InlineHost.open(pipeline.graph(), InstantSource.fixed(InlineRun.NOW), from);
    }

    /** Drains a host, has it make a call, and returns what that was told. */
    private String seen(InlineHost host, String key, long time) throws InterruptedException {
        host.drain();
        out.clear();
        calls.emit(new Item(1, key, time));
        host.drain();
        return out.values().get(0);
    }

    // ---- what the table holds -------------------------------------------------------------------------------------

    @Test
    void whenValuesChange_thenCallsSeeTheLatestByTimeAndOlderOnesAreCounted() throws Exception {
        try (InlineHost host = open(null)) {
            assertThat(seen(host, "a", 1)).isEqualTo("1: null");
            limits.emit(limit("a", 10, 100));
            limits.emit(limit("a", 11, 99));
            assertThat(seen(host, "a", 2)).isEqualTo("1: " + limit("a", 10, 100));
            limits.emit(limit("a", 12, 100));
            assertThat(seen(host, "a", 3)).as("of equal times the last").isEqualTo("1: " + limit("a", 12, 100));
            assertThat(host.metrics().step("limits").in()).isEqualTo(3);
            assertThat(host.metrics().step("limits").late()).isEqualTo(1);
            assertThat(host.metrics().step("limited").in()).isEqualTo(3);
            assertThat(host.metrics().step("limited").out()).isEqualTo(3);
        }
    }

    @Test
    void whenAKeyIsRemoved_thenOnlySomethingNewerBringsItBack() throws Exception {
        try (InlineHost host = open(null)) {
            limits.emit(limit("a", 10, 100));
            limits.emit(limit("a", -1, 110));
            limits.emit(limit("a", 11, 109));
            assertThat(seen(host, "a", 1)).isEqualTo("1: null");
            limits.emit(limit("b", 20, 1_000)); // the removal is forgotten now
            host.drain();
            assertThat(host.state("limits").table().size()).isEqualTo(1);
            limits.emit(limit("a", 12, 108));
            assertThat(seen(host, "a", 2))
                    .as("too late to be told from an older one")
                    .isEqualTo("1: null");
            limits.emit(limit("a", 13, 991));
            assertThat(seen(host, "a", 3)).isEqualTo("1: " + limit("a", 13, 991));
            assertThat(host.metrics().step("limits").late()).isEqualTo(2);
        }
    }

    @Test
    void whenNothingIsEverRemoved_thenALateValueMakesANewKey() throws Exception {
        Pipeline kept = Pipeline.of("kept", p -> {
            Broadcast<String, Limit> table = p.from("limit-changes", limits).broadcast("limits", Limit::key);
            p.from("calls", calls)
                    .with("limited", table, (call, view) -> call.id() + ": " + view.get(call.key()))
                    .to("out", out);
        });
        try (InlineHost host = InlineHost.open(kept.graph(), InstantSource.fixed(InlineRun.NOW), null)) {
            limits.emit(limit("a", 1, 1_000));
            host.drain();
            limits.emit(limit("b", 2, 5));
            assertThat(seen(host, "b", 1)).isEqualTo("1: " + limit("b", 2, 5));
        }
    }

    @Test
    void whenTheSourceKnowsNoTime_thenTheLastToArrive() throws Exception {
        Push<Item> asked = Push.of(Item.class);
        Pipeline untimed = Pipeline.of("untimed", p -> {
            Broadcast<String, Limit> table = p.from(
                            "limit-changes", Source.of(limit("a", 1, 5), limit("a", 2, 4), limit("b", -1, 0)))
                    .broadcast("limits", Limit::key)
                    .removedWhen(l -> l.value() < 0);
            p.from("calls", asked)
                    .with("with", table, (call, view) -> view.all().toString())
                    .to("out", out);
        });
        try (InlineHost host = InlineHost.open(untimed.graph(), InstantSource.fixed(InlineRun.NOW), null)) {
            host.drain();
            asked.emit(InlineRun.at(1, 1));
            host.drain();
            assertThat(out.values()).containsExactly("{a=" + limit("a", 2, 4) + "}");
        }
    }

    @Test
    void whenAllIsAskedFor_thenItFollowsTheChangesAndCannotBeChanged() throws Exception {
        List<Map<String, Limit>> seen = new ArrayList<>();
        Pipeline all = Pipeline.of("all", p -> {
            Broadcast<String, Limit> table = table(p, limits);
            p.from("calls", calls)
                    .with("all", table, (Item call, io.leat.state.TableView<String, Limit> view) -> {
                        seen.add(view.all());
                        return call;
                    })
                    .to("out", new Collector<>());
        });
        try (InlineHost host = InlineHost.open(all.graph(), InstantSource.fixed(InlineRun.NOW), null)) {
            limits.emit(limit("a", 1, 1));
            limits.emit(limit("b", 2, 2));
            host.drain();
            calls.emit(InlineRun.at(1, 1));
            calls.emit(InlineRun.at(2, 2));
            host.drain();
            limits.emit(limit("a", -1, 3));
            host.drain();
            calls.emit(InlineRun.at(3, 3));
            host.drain();
        }
        assertThat(seen.get(0)).containsOnlyKeys("a", "b").isSameAs(seen.get(1));
        assertThat(seen.get(2)).containsOnlyKeys("b");
        assertThatThrownBy(() -> seen.get(2).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whenAKeyOrItsRemovalCannotBeTold_thenOneDeadLetterWithAnyParallelism() throws Exception {
        Pipeline broken = Pipeline.of("broken", p -> {
            Broadcast<String, Limit> table = p.from(
                            "limit-changes", Source.of(limit(null, 1, 1), limit("bad", 2, 2), limit("a", 3, 3)))
                    .broadcast("limits", Limit::key)
                    .removedWhen(l -> {
                        if (l.key().equals("bad")) {
                            throw new IllegalStateException("no");
                        }
                        return false;
                    });
            numbers(p, 4).with("with", table, (n, view) -> n).to("out", new Collector<>());
        });
        RunningJob job = RunningJob.start(broken.graph(), 4, InstantSource.system(), null);
        job.awaitCompletion();
        assertThat(job.deadLetters()).extracting(DeadLetter::step).containsExactly("limits", "limits");
        assertThat(job.metrics().step("limits").in()).isEqualTo(3);
        assertThat(job.metrics().step("limits").failed()).isEqualTo(2);
    }

    // ---- time -----------------------------------------------------------------------------------------------------

    @Test
    void whenTheTableIsQuiet_thenItDoesNotHoldBackWhatReadsIt() throws Exception {
        Pipeline windows = Pipeline.of("windows", p -> {
            Broadcast<String, Limit> table = table(p, limits);
            p.from("calls", calls)
                    .with("limited", table, (call, view) -> call)
                    .keyBy(Item::key)
                    .window(Windows.tumbling(Duration.ofMillis(10)))
                    .aggregate("counts", io.leat.aggregate.Aggregates.count())
                    .map(n -> n + " calls")
                    .to("out", out);
        });
        try (InlineHost host = InlineHost.open(windows.graph(), InstantSource.fixed(InlineRun.NOW), null)) {
            calls.emit(InlineRun.at(1, 5));
            calls.emit(InlineRun.at(2, 25));
            host.drain();
            assertThat(out.values()).containsExactly("1 calls");
        }
    }

    @Test
    void whenACallIsTold_thenTheResultHasItsTime() {
        Collector<Long> results = new Collector<>();
        InlineRun.of(p -> {
            Broadcast<String, Limit> table =
                    p.from("limit-changes", Source.of(limit("a", 1, 99))).broadcast("limits", Limit::key);
            p.from("calls", InlineRun.source(InlineRun.at(7, 70), InlineRun.at(8, 80)))
                    .with(
                            "twice",
                            table,
                            (Item call,
                                    io.leat.state.TableView<String, Limit> view,
                                    java.util.function.Consumer<? super Long> to) -> {
                                to.accept(call.id());
                                to.accept(-call.id());
                            })
                    .to("out", results);
        });
        assertThat(results.timed())
                .extracting(c -> c.value() + "@" + c.timestamp())
                .containsExactly("7@70", "-7@70", "8@80", "-8@80");
    }

    // ---- on threads -----------------------------------------------------------------------------------------------

    private static EventStream<Long> numbers(PipelineBuilder p, int partitions) {
        return p.from("numbers", Generator.of(partitions, n -> n).partitions(partitions));
    }

    /** Calls of four partitions, and of the results of windows, each told its limit; nothing but the table is shared. */
    private Pipeline onThreads(Source<Limit> changes, Source<Item> asked) {
        return Pipeline.of("threads", p -> {
            Broadcast<String, Limit> table = table(p, changes);
            p.from("calls", asked, Watermarks.outOfOrder(Duration.ofMillis(10)))
                    .keyBy(Long.class, Item::id)
                    .window(Windows.tumbling(Duration.ofMillis(1)))
                    .aggregate("calls-by-id", io.leat.aggregate.Aggregates.<Long>key())
                    .with("limited", table, (id, view) -> id + ": " + new java.util.TreeMap<>(view.all()))
                    .to("out", out);
        });
    }

    private void askAll(int ids, long time) throws InterruptedException {
        for (long id = 0; id < ids; id++) {
            calls.emit(new Item(id, "a", time));
        }
        calls.emit(new Item(-1, "a", time + 1_000)); // so that the windows close
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whenTheTableChanges_thenAllWorkersSeeIt(int parallelism) throws Exception {
        RunningJob job = RunningJob.start(onThreads(limits, calls).graph(), parallelism, InstantSource.system(), null);
        Map<String, Limit> expected = new HashMap<>();
        for (int round = 1; round <= 3; round++) {
            for (String key : List.of("a", "b", "c")) {
                Limit limit = limit(key, round, 10L * round);
                limits.emit(limit);
                expected.put(key, limit);
            }
            long sent = 3L * round;
            await().until(() -> job.metrics().step("limits").in() == sent);
            await().pollDelay(Duration.ofMillis(60)).until(() -> true); // it is on all workers by then
            askAll(100, 10_000L * round);
            int results = 100 * round + round - 1;
            await().until(() -> out.values().size() == results);
            assertThat(out.values().subList(results - 100, results))
                    .allSatisfy(line -> assertThat(line).endsWith(": " + new java.util.TreeMap<>(expected)));
        }
        assertThat(job.metrics().step("limits").late()).isZero();
        job.cancel();
        assertThat(job.await(Duration.ofSeconds(20))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 4", "2, 4", "4, 1", "4, 2", "4, 4"})
    void whenRestoredWithAnotherParallelism_thenAllWorkersHaveTheTableAndItIsInTheSnapshotOnce(int before, int after)
            throws Exception {
        Map<String, Limit> expected = new HashMap<>();
        RunningJob job = RunningJob.start(onThreads(limits, calls).graph(), before, InstantSource.system(), null);
        for (int i = 0; i < 300; i++) {
            Limit limit = limit("key " + i, i, 5);
            limits.emit(limit);
            expected.put(limit.key(), limit);
        }
        await().until(() -> job.metrics().step("limits").in() == 300);
        Snapshot snapshot = job.snapshot().get(20, TimeUnit.SECONDS);
        job.cancel();
        assertThat(job.await(Duration.ofSeconds(20))).isTrue();
        assertThat(snapshot.groups().get("limits")).as("each key group once").hasSize(128);

        RunningJob next = RunningJob.start(onThreads(limits, calls).graph(), after, InstantSource.system(), snapshot);
        askAll(50, 100);
        await().until(() -> out.values().size() == 50);
        assertThat(out.values())
                .allSatisfy(line -> assertThat(line).endsWith(": " + new java.util.TreeMap<>(expected)));
        next.cancel();
        assertThat(next.await(Duration.ofSeconds(20))).isTrue();
    }

    /** The limits come in on one worker and are read on another one alone. */
    @ParameterizedTest
    @CsvSource({"2, 1", "1, 4", "4, 2"})
    void whenOneWorkerReadsTheTable_thenItAloneHasItAndTakesItAlong(int before, int after) throws Exception {
        RunningJob job = RunningJob.start(pipeline.graph(), before, InstantSource.system(), null);
        limits.emit(limit("a", 1, 5));
        await().until(() -> job.metrics().step("limits").in() == 1);
        Snapshot snapshot = job.snapshot().get(20, TimeUnit.SECONDS);
        job.cancel();
        assertThat(job.await(Duration.ofSeconds(20))).isTrue();
        assertThat(snapshot.groups().get("limits")).hasSize(128);
        RunningJob next = RunningJob.start(pipeline.graph(), after, InstantSource.system(), snapshot);
        calls.emit(InlineRun.at(1, 1));
        limits.close();
        calls.close();
        next.awaitCompletion();
        assertThat(out.values()).containsExactly("1: " + limit("a", 1, 5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void whenNobodyReadsATable_thenItIsKeptAllTheSame(int parallelism) throws Exception {
        Pipeline unread = Pipeline.of("unread", p -> numbers(p, 4).broadcast("table", n -> n));
        RunningJob job = RunningJob.start(unread.graph(), parallelism, InstantSource.system(), null);
        assertThat(job.awaitCompletion().step("table").in()).isEqualTo(4);
    }

    /** Two partitions say something else at the same time: whichever it is, all workers must take the same. */
    @Test
    void whenPartitionsDisagreeAtTheSameTime_thenAllWorkersHaveTheSameTable() throws Exception {
        List<List<Limit>> partitions = new ArrayList<>();
        for (int partition = 0; partition < 4; partition++) {
            List<Limit> changes = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                changes.add(limit("key " + i % 50, partition, i));
            }
            partitions.add(changes);
        }
        Source<Limit> changes = Source.ofPartitions(partitions).timedByMillis(Limit::time);
        RunningJob job = RunningJob.start(onThreads(changes, calls).graph(), 4, InstantSource.system(), null);
        await().until(() -> job.metrics().step("limits").watermark() == Long.MAX_VALUE);
        askAll(100, 100);
        await().until(() -> out.values().size() == 100);
        assertThat(out.values().stream()
                        .map(line -> line.substring(line.indexOf(':')))
                        .distinct())
                .hasSize(1);
        job.cancel();
        assertThat(job.await(Duration.ofSeconds(20))).isTrue();
    }

    // ---- what is refused ------------------------------------------------------------------------------------------

    @Test
    void whenATableIsFromAnotherPipeline_thenRefused() {
        List<Broadcast<String, Limit>> other = new ArrayList<>();
        Pipeline.of("other", p -> other.add(table(p, limits)));
        assertThatThrownBy(() ->
                        Pipeline.of("p", p -> p.from("calls", calls).with("with", other.get(0), (call, view) -> call)))
                .isInstanceOf(PipelineException.class)
                .hasMessage("step 'with' reads a table of another pipeline: define both in the same pipeline");
    }

    @Test
    void whenKeysHaveNoHash_thenRefused() {
        assertThatThrownBy(() -> Pipeline.of(
                        "p", p -> p.from("limit-changes", limits).broadcast("limits", l -> new long[] {l.value()})))
                .isInstanceOf(PipelineException.class)
                .hasMessage("pipeline 'p' has keys of long[] in 'limits', which two equal events would not share:"
                        + " use a text, a number or a record");
    }
}
