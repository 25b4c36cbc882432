// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.durable;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.KeyedStream;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.engine.Item;
import io.leat.engine.disk.Disk;
import io.leat.engine.disk.HeapDisk;
import io.leat.engine.run.EpochSetup;
import io.leat.engine.run.RunningJob;
import io.leat.window.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job whose state has no room on the heap. */
class StateOnHeapTest {
    private static final int EVENTS = 25_000;
    private static final int KEYS = 3_000;
    private static final long LITTLE = 20_000;
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("leat.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Bank<Load> windows = new Bank<>();
    private final Bank<Load> sessions = new Bank<>();
    private final Bank<Load> slides = new Bank<>();

    record Load(String key, long count, long sum) {}

    private static Source<Item> source() {
        List<Item> items = new ArrayList<>();
        Random fixed = new Random(1);
        for (int i = 0; i < EVENTS; i++) {
            items.add(new Item(i, "key-" + fixed.nextInt(KEYS), i));
        }
        return Source.of(items).timedByMillis(Item::time);
    }

    /** Sessions have a timer each, windows share theirs; those that overlap look for slices while they are swept. */
    private static Pipeline pipeline(Bank<Load> windows, Bank<Load> sessions, Bank<Load> slides) {
        return Pipeline.of("loads", p -> {
            KeyedStream<String, Item> keyed = p.from("items", source()).keyBy(Item::key);
            keyed.window(Windows.tumbling(Duration.ofSeconds(20)))
                    .aggregate("in windows", row(Load.class, Load::new, key(), count(), sum(Item::id)))
                    .to("windows", windows);
            keyed.window(Windows.session(Duration.ofSeconds(5)))
                    .aggregate("in sessions", row(Load.class, Load::new, key(), count(), sum(Item::id)))
                    .to("sessions", sessions);
            keyed.window(Windows.sliding(Duration.ofSeconds(20), Duration.ofSeconds(10)))
                    .aggregate("in slides", row(Load.class, Load::new, key(), count(), sum(Item::id)))
                    .to("slides", slides);
        });
    }

    private void requireResultsOfAnUndisturbedRun() throws InterruptedException {
        Bank<Load> allWindows = new Bank<>();
        Bank<Load> allSessions = new Bank<>();
        Bank<Load> allSlides = new Bank<>();
        try (Leat leat = Leat.inMemory()) {
            leat.start(pipeline(allWindows, allSessions, allSlides)).awaitCompletion();
        }
        assertThat(windows.committed()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(allWindows.committed());
        assertThat(sessions.committed())
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(allSessions.committed());
        assertThat(slides.committed()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(allSlides.committed());
    }

    private Leat open(int parallelism, Duration epochs) {
        return Leat.open(
                directory,
                options -> options.parallelism(parallelism).epochs(epochs).stateOnHeap(LITTLE));
    }

    private Path scratch() {
        return directory.resolve("loads").resolve(Disk.SCRATCH);
    }

    private List<Path> scratchFiles() throws IOException {
        try (Stream<Path> files = Files.list(scratch())) {
            return files.toList();
        }
    }

    /** Epochs of an hour: all that end do so because there is no more room. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whenThereIsLittleRoom_thenTheJobGoesOn(int parallelism) throws Exception {
        try (Leat leat = open(parallelism, Duration.ofHours(1))) {
            Job job = leat.start(pipeline(windows, sessions, slides));
            await().until(() ->
                    job.status() == Job.Status.COMPLETED || !scratchFiles().isEmpty());
            assertThat(job.status()).as("with files").isEqualTo(Job.Status.RUNNING);
            job.awaitCompletion();
        }
        requireResultsOfAnUndisturbedRun();
        assertThat(scratchFiles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whenCancelledAgainAndAgain_thenResultsAreThoseOfAnUndisturbedRun(int parallelism) throws Exception {
        int lives = 0;
        for (boolean ended = false; !ended; lives++) {
            try (Leat leat = open(lives == 0 ? parallelism : 1 + random.nextInt(4), Duration.ofMillis(3))) {
                Job job = leat.start(pipeline(windows, sessions, slides));
                ended = job.await(Duration.ofMillis(10 + random.nextInt(150)));
                job.cancel();
                assertThat(job.await(LONG)).isTrue();
                assertThat(job.failure()).as("seed %d", seed).isEmpty();
            }
        }
        requireResultsOfAnUndisturbedRun();
        assertThat(lives).isGreaterThan(1);
    }

    /** Also if there is room for all now. */
    @Test
    void whenAKillHasLeftFiles_thenTheyAreDeleted() throws Exception {
        startAndCancel();
        Files.createDirectories(scratch());
        Path left = Files.createFile(scratch().resolve("worker0-0-1"));
        assertThat(Leat.inspect(directory).get(0).files())
                .anySatisfy(file -> assertThat(file.kind()).isEqualTo("state without room on the heap"));
        startAndCancel();
        assertThat(left).doesNotExist();
    }

    private void startAndCancel() throws InterruptedException {
        try (Leat leat = Leat.open(directory)) {
            Job job = leat.start(pipeline(windows, sessions, slides));
            job.cancel();
            assertThat(job.await(LONG)).isTrue();
        }
    }

    @Test
    void whenTheDiskIsFull_thenTheJobFailsAndTheDirectoryStaysGood() throws Exception {
        HeapDisk disk = new HeapDisk();
        requireFailure(disk, start(BadScratch.full(disk, 150_000)), "No space left on device");
    }

    @Test
    void whenTheDiskCannotBeRead_thenTheJobFailsAndTheDirectoryStaysGood() throws Exception {
        HeapDisk disk = new HeapDisk();
        requireFailure(disk, start(BadScratch.unreadable(disk, 5_000)), "Input/output error");
    }

    private void requireFailure(HeapDisk disk, RunningJob job, String cause) throws Exception {
        assertThatThrownBy(job::awaitCompletion)
                .hasMessageContaining("job 'loads' failed: state for which there is no room on the heap: " + cause);
        assertThat(disk.files()).as("with epochs before").anyMatch(name -> name.startsWith("segment"));
        assertThat(disk.directory(Disk.SCRATCH).files()).isEmpty();

        start(disk).awaitCompletion();
        requireResultsOfAnUndisturbedRun();
    }

    private RunningJob start(Disk disk) throws IOException {
        return RunningJob.start(
                EpochSetup.open(pipeline(windows, sessions, slides).graph(), 2, InstantSource.system(), disk, LITTLE));
    }

    @Test
    void whenThereIsNoDirectory_thenALimitIsRefused() {
        assertThatThrownBy(() -> Leat.inMemory(options -> options.stateOnHeap(1_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stateOnHeap(1000)")
                .hasMessageContaining("Leat.open(directory");
    }

    @Test
    void whenTheLimitIsNone_thenRefused() {
        assertThatThrownBy(() -> Leat.open(directory, options -> options.stateOnHeap(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give 1 or more");
    }
}
