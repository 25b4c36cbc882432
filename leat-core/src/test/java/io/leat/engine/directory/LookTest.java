// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.tuple;

import io.leat.engine.disk.HeapDisk;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LookTest {
    private final HeapDisk disk = new HeapDisk();
    private final Model model = new Model(1, 20);

    private void seal(JobDirectory directory, int epochs) throws IOException {
        for (int i = 0; i < epochs; i++) {
            directory.seal(model.next());
            while (directory.compact()) {
                // all there is to do
            }
        }
    }

    @Test
    void whenLookedAtARunningJob_thenEverythingIsTold() throws IOException {
        try (JobDirectory directory = JobDirectory.open(disk, JobDirectoryTest.SMALL.withHistoryMs(50_000))) {
            seal(directory, 95);
            directory.acknowledge("sink", 90);
            Look look = JobDirectory.look(disk);
            assertThat(look.run()).isEqualTo(directory.run());
            assertThat(look.last()).isNotNull();
            assertThat(look.last().number()).isEqualTo(95);
            assertThat(look.last().sealedAtMs()).isEqualTo(95_000);
            assertThat(look.last().hasEnded()).isFalse();
            assertThat(look.content()).isEqualTo(Model.content(95));
            assertThat(look.points()).isEqualTo(directory.points()).isNotEmpty();
            assertThat(look.results())
                    .extracting(Look.Results::epoch)
                    .isEqualTo(directory.unacknowledged("sink"))
                    .isNotEmpty();
            assertThat(look.epochs()).isNotEmpty().allSatisfy(epoch -> {
                assertThat(epoch.bytes()).isPositive();
                assertThat(disk.files()).contains(epoch.file());
            });
            assertThat(look.files())
                    .extracting(Look.File::kind)
                    .containsOnly("manifest", "segment", "base")
                    .contains("manifest", "segment", "base");
            for (Look.File file : look.files()) {
                assertThat(file.bytes()).isEqualTo(Disks.read(disk, file.name()).length);
            }
            checkSteps(look);
        }
    }

    private void checkSteps(Look look) {
        Map<String, Long> entries = new TreeMap<>();
        Map<String, Long> timers = new TreeMap<>();
        model.expected().forEach((place, state) -> {
            String step = place.substring(0, place.lastIndexOf('/'));
            String[] keys = state.substring(1, state.length() - 1).split(", ", -1);
            long ofTables =
                    Arrays.stream(keys).filter(key -> key.startsWith("0")).count();
            entries.merge(step, ofTables, Long::sum);
            timers.merge(step, keys.length - ofTables, Long::sum);
        });
        assertThat(look.steps())
                .extracting(Look.Step::name, Look.Step::entries, Look.Step::timers)
                .containsExactlyElementsOf(entries.keySet().stream()
                        .map(step -> tuple(step, entries.get(step), timers.get(step)))
                        .toList());
        assertThat(look.steps()).allSatisfy(step -> {
            assertThat(step.bytes()).isPositive();
            assertThat(step.groups()).isBetween(1, 3);
        });
    }

    @Test
    void whenNothingIsSealed_thenThereIsNoLastEpoch() throws IOException {
        JobDirectory.open(disk, JobDirectoryTest.SMALL).close();
        Look look = JobDirectory.look(disk);
        assertThat(look.last()).isNull();
        assertThat(look.content()).isNull();
        assertThat(look.steps()).isEmpty();
        assertThat(look.files())
                .containsExactly(new Look.File("MANIFEST", "manifest", Disks.read(disk, "MANIFEST").length));
    }

    @Test
    void whenThereIsNoJob_thenThatIsTold() {
        assertThatIOException()
                .isThrownBy(() -> JobDirectory.look(disk))
                .withMessage("there is no job in memory: it has no file MANIFEST; give the directory of a job");
    }

    @Test
    void whenACrashLeftThings_thenTheyAreToldAndStay() throws IOException {
        try (JobDirectory directory = JobDirectory.open(disk, Limits.standard())) {
            seal(directory, 5);
        }
        byte[] manifest = Disks.read(disk, "MANIFEST");
        Disks.write(disk, "MANIFEST", Arrays.copyOf(manifest, manifest.length - 1));
        Disks.write(disk, "base-0000000009", new byte[7]);
        Disks.write(disk, "notes.txt", new byte[9]);
        HeapDisk before = Disks.copy(disk);
        Look look = JobDirectory.look(disk);
        assertThat(look.last()).isNotNull();
        assertThat(look.last().number()).isEqualTo(4);
        assertThat(look.files())
                .contains(
                        new Look.File("base-0000000009", "being made, or left by a crash", 7),
                        new Look.File("notes.txt", "not of the job", 9));
        assertThat(disk.files()).isEqualTo(before.files());
        for (String file : disk.files()) {
            assertThat(Disks.read(disk, file)).isEqualTo(Disks.read(before, file));
        }
    }

    @Test
    @Timeout(120)
    void whenTheJobGoesOnMeanwhile_thenTheLookIsOfOneMoment() throws Exception {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try (JobDirectory directory = JobDirectory.open(disk, JobDirectoryTest.SMALL)) {
            Thread job = new Thread(() -> {
                try {
                    while (!Thread.interrupted()) {
                        seal(directory, 1);
                        directory.acknowledge("sink", model.epoch() - 1);
                        Thread.sleep(1);
                    }
                } catch (InterruptedException e) {
                    return;
                } catch (Throwable e) {
                    failure.set(e);
                }
            });
            job.start();
            long last = 0;
            for (int i = 0; i < 300 || last < 100; i++) {
                assertThat(failure.get()).isNull();
                Look look = JobDirectory.look(disk);
                if (look.last() != null) {
                    assertThat(look.last().number()).isGreaterThanOrEqualTo(last);
                    last = look.last().number();
                    assertThat(look.content()).isEqualTo(Model.content(last));
                }
            }
            job.interrupt();
            job.join();
        }
        assertThat(failure.get()).isNull();
    }
}
