// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.durable;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.memory.Push;
import io.leat.engine.Item;
import io.leat.inspect.KeptJob;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory of jobs can be looked at, and a job be packed and unpacked. */
class InspectTest {
    @TempDir
    private Path directory;

    private final Bank<Count> bank = new Bank<>();

    record Count(String key, long count) {}

    private Pipeline pipeline(String name, Push<Item> push) {
        return Pipeline.of(
                name,
                p -> p.from("items", push, Watermarks.outOfOrder(Duration.ofSeconds(1)))
                        .keyBy(Item::key)
                        .window(Windows.tumbling(Duration.ofSeconds(10)))
                        .aggregate("counts", row(Count.class, Count::new, key(), count()))
                        .to("bank", bank));
    }

    private static Push<Item> pushed(String... keys) throws InterruptedException {
        Push<Item> push = Push.of(Item.class).timedByMillis(Item::time);
        for (int i = 0; i < keys.length; i++) {
            push.emit(new Item(i, keys[i], 1_000 + i));
        }
        return push;
    }

    private Leat open() {
        return Leat.open(directory, options -> options.epochs(Duration.ofMillis(3)));
    }

    private void suspended(String name, String... keys) throws InterruptedException {
        try (Leat leat = open()) {
            Job job = leat.start(pipeline(name, pushed(keys)));
            await().until(() -> job.metrics().step("counts").in() == keys.length);
        }
    }

    @Test
    void whenAJobGoesOn_thenItTellsFromWhere() throws Exception {
        assertThat(Leat.jobs(directory.resolve("none"))).isEmpty();
        suspended("the second", "a", "b");
        assertThat(Leat.jobs(directory)).containsExactly("the second");
        KeptJob kept = Leat.inspect(directory).get(0);
        try (Leat leat = open()) {
            assertThat(leat.start(pipeline("the second", pushed())).resumedFrom())
                    .contains(new Job.Resumed(kept.epoch(), kept.sealedAt(), 2));
            assertThat(leat.start(pipeline("first", pushed())).resumedFrom()).isEmpty();
        }
    }

    @Test
    void whenJobsAreSuspended_thenTheirStandIsTold() throws Exception {
        suspended("first", "a", "b", "a");
        suspended("the second", "a");

        List<KeptJob> jobs = Leat.inspect(directory);

        assertThat(jobs).extracting(KeptJob::name).containsExactlyInAnyOrder("first", "the second");
        KeptJob job = Leat.inspect(directory.resolve("first")).get(0);
        assertThat(job.directory()).isEqualTo(directory.resolve("first"));
        assertThat(job.epoch()).isPositive();
        assertThat(job.sealedAt()).isNotNull();
        assertThat(job.completed()).isFalse();
        assertThat(job.holder()).isNull();
        assertThat(job.damage()).isNull();
        assertThat(job.in()).isEqualTo(3);
        assertThat(job.steps()).singleElement().satisfies(step -> {
            assertThat(step.name()).isEqualTo("counts");
            assertThat(step.kind()).isEqualTo("window");
            assertThat(step.in()).isEqualTo(3);
            assertThat(step.entries()).isEqualTo(2);
            assertThat(step.timers()).isEqualTo(1);
            assertThat(step.bytes()).isPositive();
            assertThat(step.watermark()).isEqualTo(1_002 - 1_000 - 1);
        });
        assertThat(job.partitions()).singleElement().satisfies(partition -> {
            assertThat(partition.step()).isEqualTo("items");
            assertThat(partition.position()).isEqualTo("3");
            assertThat(partition.ended()).isFalse();
        });
        assertThat(job.sinks()).singleElement().satisfies(sink -> {
            assertThat(sink.step()).isEqualTo("bank");
            assertThat(sink.kind()).isEqualTo("Bank");
            assertThat(sink.epochsWaiting()).isZero();
        });
        assertThat(job.files())
                .extracting(file -> file.kind())
                .containsExactlyInAnyOrder(
                        "manifest", "segment", "event log", "dead letters", "dead letters to be tried again");
    }

    @Test
    void whenAJobRuns_thenItCanBeLookedAtAndStaysLocked() throws Exception {
        try (Leat leat = open()) {
            Job job = leat.start(pipeline("first", pushed("a")));
            await().until(() -> Leat.inspect(directory).get(0).in() == 1);
            assertThat(Leat.inspect(directory).get(0).holder()).endsWith(", which is this one");
            assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class);
            assertThat(job.status()).isEqualTo(Job.Status.RUNNING);
        }
    }

    @Test
    void whenPackedAndUnpacked_thenItGoesOn(@TempDir Path elsewhere) throws Exception {
        suspended("the job", "a", "b", "a");
        Path file = elsewhere.resolve("job.pack");

        assertThat(Leat.pack(directory, file).in()).isEqualTo(3);
        KeptJob job = Leat.unpack(file, elsewhere.resolve("jobs"));

        assertThat(job.name()).isEqualTo("the job");
        assertThat(job.in()).isEqualTo(3);
        Push<Item> more = pushed("a");
        more.close();
        try (Leat leat = Leat.open(elsewhere.resolve("jobs"))) {
            leat.start(pipeline("the job", more)).awaitCompletion();
        }
        assertThat(bank.committed()).containsExactlyInAnyOrder(new Count("a", 3), new Count("b", 1));
    }

    @Test
    void whenThereIsNoJobOrMoreThanOne_thenItIsRefused() throws Exception {
        assertThatThrownBy(() -> Leat.inspect(directory))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("there is no job in " + directory);
        suspended("first", "a");
        suspended("second", "a");
        assertThatThrownBy(() -> Leat.pack(directory, directory.resolve("x.pack")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("several jobs")
                .hasMessageContaining("second");
    }
}
