// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.durable;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;
import static io.leat.aggregate.Aggregates.windowStart;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Push;
import io.leat.engine.Item;
import io.leat.failure.IncompatibleStateException;
import io.leat.failure.PipelineException;
import io.leat.metric.JobMetrics;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job in a directory goes on where it was. */
class DurableJobTest {
    private static final int EVENTS = 300_000;
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("leat.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Bank<Load> bank = new Bank<>();

    record Load(String key, Instant start, long count, long sum) {}

    private static List<Item> items() {
        List<Item> items = new ArrayList<>();
        Random fixed = new Random(1);
        for (int i = 0; i < EVENTS; i++) {
            items.add(new Item(i, "k" + fixed.nextInt(500), i + fixed.nextInt(2_000)));
        }
        return items;
    }

    private Pipeline pipeline(Source<Item> source, Bank<Load> to) {
        return Pipeline.of(
                "loads",
                p -> p.from("items", source, Watermarks.outOfOrder(Duration.ofSeconds(2)))
                        .keyBy(Item::key)
                        .window(Windows.tumbling(Duration.ofSeconds(10)))
                        .aggregate("load", row(Load.class, Load::new, key(), windowStart(), count(), sum(Item::id)))
                        .to("bank", to));
    }

    private static Source<Item> source() {
        return Source.of(items()).timedByMillis(Item::time);
    }

    private List<Load> undisturbed() throws InterruptedException {
        Bank<Load> undisturbed = new Bank<>();
        try (Leat leat = Leat.inMemory()) {
            leat.start(pipeline(source(), undisturbed)).awaitCompletion();
        }
        return undisturbed.committed();
    }

    private Leat open(int parallelism) {
        return Leat.open(directory, options -> options.parallelism(parallelism).epochs(Duration.ofMillis(3)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whenCancelledAgainAndAgain_thenResultsAreThoseOfAnUndisturbedRun(int parallelism) throws Exception {
        bank.failing(5);
        int lives = 0;
        long in = 0;
        for (boolean ended = false; !ended; lives++) {
            try (Leat leat = open(lives == 0 ? parallelism : 1 + random.nextInt(4))) {
                Job job = leat.start(pipeline(source(), bank));
                ended = job.await(Duration.ofMillis(random.nextInt(60)));
                job.cancel();
                assertThat(job.await(LONG)).isTrue();
                assertThat(job.failure()).as("seed %d", seed).isEmpty();
                in = job.metrics().in();
            }
        }
        assertThat(bank.committed())
                .as("seed %d, %d lives", seed, lives)
                .containsExactlyInAnyOrderElementsOf(undisturbed());
        assertThat(lives).isGreaterThan(1);
        assertThat(in).isEqualTo(EVENTS);
    }

    @Test
    void whenStartedAfterItsEnd_thenItSaysSoAndDoesNothing() throws Exception {
        try (Leat leat = open(2)) {
            leat.start(pipeline(source(), bank)).awaitCompletion();
        }
        List<Load> once = bank.committed();
        try (Leat leat = open(2)) {
            Job job = leat.start(pipeline(source(), bank));
            assertThat(job.hadEnded()).isTrue();
            assertThat(job.awaitCompletion().in()).isEqualTo(EVENTS);
            assertThat(job.status()).isEqualTo(Job.Status.COMPLETED);
        }
        assertThat(bank.committed()).isEqualTo(once).hasSameElementsAs(undisturbed());
    }

    @Test
    void whenSuspended_thenOpenWindowsAreKeptAndGiveTheirResultsLater() throws Exception {
        try (Leat leat = open(1)) {
            Job job = leat.start(pipeline(pushed(5), bank));
            await().until(() -> job.metrics().step("load").in() == 5);
            job.suspend();
            assertThat(job.await(LONG)).isTrue();
            assertThat(job.status()).isEqualTo(Job.Status.SUSPENDED);
        }
        assertThat(bank.committed()).isEmpty();
        try (Leat leat = open(1)) {
            Push<Item> more = pushed(3);
            more.close();
            JobMetrics metrics = leat.start(pipeline(more, bank)).awaitCompletion();
            assertThat(metrics.in()).as("of both lives").isEqualTo(8);
            assertThat(metrics.lateness().get(0).events()).as("of this life").isEqualTo(3);
        }
        assertThat(bank.committed()).containsExactly(new Load("a", Instant.EPOCH, 8, 0 + 1 + 2 + 3 + 4 + 0 + 1 + 2));
    }

    private static Push<Item> pushed(int events) throws InterruptedException {
        Push<Item> push = Push.of(Item.class).timedByMillis(Item::time);
        for (int i = 0; i < events; i++) {
            push.emit(new Item(i, "a", 1_000 + i));
        }
        return push;
    }

    @Test
    void whenAPartitionIsGone_thenTheJobIsRefusedWithItsPosition() throws Exception {
        List<List<Item>> two = List.of(items(), items());
        Semaphore suspended = new Semaphore(0);
        try (Leat leat = open(1)) {
            Job job = leat.start(pipeline(
                    Source.ofPartitions(two).timedByMillis(item -> {
                        if (item.id() == EVENTS / 2) {
                            suspended.acquireUninterruptibly();
                        }
                        return item.time();
                    }),
                    bank));
            await().until(() -> job.metrics().in() > 10_000);
            job.suspend();
            suspended.release(two.size());
            assertThat(job.await(LONG)).isTrue();
        }
        try (Leat leat = open(1)) {
            assertThatThrownBy(() -> leat.start(pipeline(source(), bank)))
                    .isInstanceOf(PipelineException.class)
                    .hasMessageMatching(
                            "partition '.*' of source 'items' is not there any more, and was not read to its end:"
                                    + " its position is \\d+. Put it back, or begin anew in another directory");
        }
    }

    @Test
    void whenTheWindowHasChanged_thenTheJobIsRefusedAndCanDropItsState() throws Exception {
        suspendedWithOpenWindow();
        try (Leat leat = open(1)) {
            assertThatThrownBy(() -> leat.start(minutes(pushed(1))))
                    .isInstanceOf(IncompatibleStateException.class)
                    .hasMessageContaining("step 'load'")
                    .hasMessageContaining("PT10S")
                    .hasMessageContaining("PT1M")
                    .hasMessageContaining("Leat.Options.dropState(\"load\")");
        }
        try (Leat leat = Leat.open(directory, options -> options.dropState("load"))) {
            Push<Item> more = pushed(1);
            more.close();
            leat.start(minutes(more)).awaitCompletion();
        }
        assertThat(bank.committed()).containsExactly(new Load("a", Instant.EPOCH, 1, 0));
    }

    @Test
    void whenStatelessStepsAreAddedAndMoved_thenStateIsKept() throws Exception {
        suspendedWithOpenWindow();
        Push<Item> more = pushed(1);
        more.close();
        try (Leat leat = open(2)) {
            leat.start(Pipeline.of(
                            "loads",
                            p -> p.from("items", more, Watermarks.outOfOrder(Duration.ofSeconds(2)))
                                    .filter(item -> true)
                                    .map("same", item -> item)
                                    .keyBy(Item::key)
                                    .window(Windows.tumbling(Duration.ofSeconds(10)))
                                    .aggregate(
                                            "load",
                                            row(Load.class, Load::new, key(), windowStart(), count(), sum(Item::id)))
                                    .filter(load -> true)
                                    .to("bank", bank)))
                    .awaitCompletion();
        }
        assertThat(bank.committed()).containsExactly(new Load("a", Instant.EPOCH, 6, 0 + 1 + 2 + 3 + 4 + 0));
    }

    private void suspendedWithOpenWindow() throws Exception {
        try (Leat leat = open(1)) {
            Job job = leat.start(pipeline(pushed(5), bank));
            await().until(() -> job.metrics().step("load").in() == 5);
        }
    }

    private Pipeline minutes(Source<Item> source) {
        return Pipeline.of(
                "loads",
                p -> p.from("items", source, Watermarks.outOfOrder(Duration.ofSeconds(2)))
                        .keyBy(Item::key)
                        .window(Windows.tumbling(Duration.ofMinutes(1)))
                        .aggregate("load", row(Load.class, Load::new, key(), windowStart(), count(), sum(Item::id)))
                        .to("bank", bank));
    }

    @Test
    void whenOpenedTwice_thenTheSecondIsRefused() {
        try (Leat first = open(1)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> open(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("in use");
        }
        open(1).close();
    }

    @Test
    void whenInMemory_thenSuspendIsRefused() throws Exception {
        try (Leat leat = Leat.inMemory()) {
            Job job = leat.start(pipeline(pushed(1), bank));
            assertThatThrownBy(job::suspend)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Leat.open");
        }
    }
}
