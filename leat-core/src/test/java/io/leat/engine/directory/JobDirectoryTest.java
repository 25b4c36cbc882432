// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.codec.BinaryReader;
import io.leat.engine.directory.format.FileHeader;
import io.leat.engine.directory.format.FileKind;
import io.leat.engine.directory.format.NewerFormatException;
import io.leat.engine.disk.DiskLockedException;
import io.leat.engine.disk.HeapDisk;
import io.leat.engine.disk.LocalDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobDirectoryTest {
    /** So small that segments roll and bases are made all the time. */
    static final Limits SMALL = new Limits(2_000, 3_000, 0);

    private final HeapDisk disk = new HeapDisk();

    private JobDirectory open() throws IOException {
        return JobDirectory.open(disk, SMALL);
    }

    private static EpochData epoch(long number, Map<String, byte[]> results) {
        return new EpochData(number, number, Model.content(number), List.of(), results, false);
    }

    @Test
    void whenDirectoryIsNew_thenItHasNothing() throws IOException {
        try (JobDirectory directory = open()) {
            assertThat(directory.epoch()).isZero();
            assertThat(directory.content()).isNull();
            assertThat(directory.hasEnded()).isFalse();
            assertThat(directory.steps()).isEmpty();
            assertThat(directory.unacknowledged("sink")).isEmpty();
            assertThat(directory.compact()).isFalse();
        }
    }

    @Test
    void whenOpenedAgain_thenTheRunIsTheSame() throws IOException {
        String run;
        try (JobDirectory directory = open()) {
            run = directory.run();
        }
        try (JobDirectory directory = open()) {
            assertThat(directory.run()).isEqualTo(run).hasSize(36);
        }
        try (JobDirectory another = JobDirectory.open(new HeapDisk(), SMALL)) {
            assertThat(another.run()).isNotEqualTo(run);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whenSealedAndOpenedAgain_thenEverythingIsThere(long seed) throws IOException {
        Model model = new Model(seed, 20);
        for (int run = 0; run < 20; run++) {
            try (JobDirectory directory = open()) {
                check(directory, model);
                for (int i = 0; i < 7; i++) {
                    directory.seal(model.next());
                    check(directory, model);
                }
            }
        }
    }

    static void check(JobDirectory directory, Model model) throws IOException {
        assertThat(directory.epoch()).isEqualTo(model.epoch());
        assertThat(directory.content()).isEqualTo(model.epoch() == 0 ? null : Model.content(model.epoch()));
        assertThat(Model.read(directory::readState)).isEqualTo(model.expected());
        for (long epoch : directory.unacknowledged("sink")) {
            assertThat(directory.results("sink", epoch)).isEqualTo(Model.results(epoch));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whenCompacted_thenStateIsTheSameAndFilesGo(long seed) throws IOException {
        Model model = new Model(seed, 10);
        for (int run = 0; run < 10; run++) {
            try (JobDirectory directory = open()) {
                for (int i = 0; i < 30; i++) {
                    directory.seal(model.next());
                    directory.acknowledge("sink", model.epoch());
                    while (directory.compact()) {
                        check(directory, model);
                    }
                }
                assertThat(disk.files().stream().filter(name -> name.startsWith("base-")))
                        .hasSize(1);
                assertThat(disk.files()).hasSizeLessThan(8);
            }
            try (JobDirectory directory = open()) {
                check(directory, model);
            }
        }
    }

    @Test
    void whenSealingBesideCompaction_thenNothingIsLost() throws Exception {
        Model model = new Model(6, 50);
        AtomicBoolean sealing = new AtomicBoolean(true);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try (JobDirectory directory = open()) {
            Thread compactor = new Thread(() -> {
                try {
                    while (directory.compact() || sealing.get()) {
                        Thread.onSpinWait();
                    }
                } catch (Throwable e) {
                    failure.set(e);
                }
            });
            compactor.start();
            for (int i = 0; i < 2_000; i++) {
                directory.seal(model.next());
                if (i % 7 == 0) {
                    directory.acknowledge("sink", model.epoch() - 3);
                    assertThat(Model.read(directory::readState)).isEqualTo(model.expected());
                }
            }
            sealing.set(false);
            compactor.join();
            assertThat(failure.get()).isNull();
            check(directory, model);
        }
        try (JobDirectory directory = open()) {
            check(directory, model);
        }
    }

    @Test
    void whenResultsAreAcknowledged_thenTheOthersWait() throws IOException {
        try (JobDirectory directory = open()) {
            directory.seal(epoch(1, Map.of("a", new byte[] {1}, "b", new byte[] {11})));
            directory.seal(epoch(2, Map.of("a", new byte[0])));
            directory.seal(epoch(3, Map.of()));
            directory.seal(epoch(4, Map.of("a", new byte[] {4})));
            assertThat(directory.unacknowledged("a")).containsExactly(1L, 2L, 4L);
            directory.acknowledge("a", 3);
            assertThat(directory.unacknowledged("a")).containsExactly(4L);
            assertThat(directory.unacknowledged("b")).containsExactly(1L);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> directory.results("a", 2))
                    .withMessage(
                            "step 'a' has no results of epoch 2 that wait for an acknowledgement; those that have: [4]");
        }
        try (JobDirectory directory = open()) {
            assertThat(directory.unacknowledged("a")).containsExactly(4L);
            assertThat(directory.results("a", 4)).containsExactly(4);
            assertThat(directory.results("b", 1)).containsExactly(11);
        }
    }

    @Test
    void whenResultsWait_thenTheirSegmentStaysThroughCompactions() throws IOException {
        Model model = new Model(7, 10);
        try (JobDirectory directory = open()) {
            EpochData first = model.next();
            directory.seal(
                    new EpochData(1, 1, first.content(), first.changes(), Map.of("slow", new byte[] {7}), false));
            for (int i = 0; i < 100; i++) {
                directory.seal(model.next());
                directory.acknowledge("sink", model.epoch());
                while (directory.compact()) {
                    // all there is to do
                }
            }
            assertThat(disk.files()).contains("segment-0000000001");
        }
        try (JobDirectory directory = open()) {
            assertThat(directory.results("slow", 1)).containsExactly(7);
            check(directory, model);
            directory.acknowledge("slow", 1);
            assertThat(directory.compact()).isTrue();
            assertThat(disk.files()).doesNotContain("segment-0000000001");
        }
    }

    @Test
    void whenJobHasEnded_thenTheLastEpochSaysSo() throws IOException {
        try (JobDirectory directory = open()) {
            directory.seal(new EpochData(1, 5, new byte[0], List.of(), Map.of(), true));
            assertThat(directory.hasEnded()).isTrue();
        }
        try (JobDirectory directory = open()) {
            assertThat(directory.hasEnded()).isTrue();
            assertThat(directory.content()).isEmpty();
        }
    }

    @Test
    void whenStepIsDropped_thenItHasNeitherStateNorResults() throws IOException {
        Model model = new Model(8, 10);
        try (JobDirectory directory = open()) {
            for (int i = 0; i < 40; i++) {
                directory.seal(model.next());
                directory.compact();
            }
            directory.drop("load");
            directory.drop("sink");
            assertThat(directory.steps()).isNotEmpty().doesNotContain("load");
            assertThat(directory.unacknowledged("sink")).isEmpty();
        }
        try (JobDirectory directory = open()) {
            assertThat(directory.steps()).isNotEmpty().doesNotContain("load");
            assertThat(directory.unacknowledged("sink")).isEmpty();
            model.expected().forEach((place, state) -> assertThat(state).isNotEmpty());
            for (int i = 0; i < 40; i++) {
                directory.seal(epoch(directory.epoch() + 1, Map.of("sink", new byte[100])));
                directory.compact();
            }
            assertThat(directory.steps()).isNotEmpty().doesNotContain("load");
            assertThat(directory.unacknowledged("sink")).hasSize(40);
        }
    }

    @Test
    void whenEpochIsNotTheNext_thenItIsRefusedAndNothingBreaks() throws IOException {
        try (JobDirectory directory = open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> directory.seal(epoch(2, Map.of())))
                    .withMessage("epoch 2 after epoch 0");
            directory.seal(epoch(1, Map.of()));
        }
    }

    @Test
    void whenAnEpochThatIsNotSealedIsAcknowledged_thenItIsRefused() throws IOException {
        try (JobDirectory directory = open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> directory.acknowledge("a", 1))
                    .withMessage("epoch 1 is acknowledged, 0 is the last sealed one");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MANIFEST", "segment-0000000001", "base-0000000002"})
    void whenANewerVersionWroteAFile_thenItIsRefused(String file) throws IOException {
        Model model = new Model(12, 10);
        try (JobDirectory directory = JobDirectory.open(disk, new Limits(1 << 20, 1, 0))) {
            directory.seal(model.next());
            while (directory.points().isEmpty()) {
                assertThat(directory.compact()).isTrue();
            }
        }
        byte[] bytes = Disks.read(disk, file);
        FileKind kind =
                file.equals("MANIFEST") ? FileKind.MANIFEST : file.startsWith("b") ? FileKind.BASE : FileKind.SEGMENT;
        BinaryReader in = new BinaryReader(bytes, 8, 24);
        FileHeader header = new FileHeader(kind, new UUID(in.readFixedLong(), in.readFixedLong()), in.readFixedLong());
        System.arraycopy(header.encode(2), 0, bytes, 0, FileHeader.LENGTH);
        Disks.write(disk, file, bytes);
        assertThatThrownBy(this::open)
                .isInstanceOf(NewerFormatException.class)
                .hasMessage("the file memory/" + file
                        + " has format version 2, this version of Leat knows up to 1. Cure: use the version of Leat that wrote it, or"
                        + " a newer one");
    }

    @Test
    void whenDirectoryIsInUse_thenItIsRefused(@TempDir Path path) throws IOException {
        try (JobDirectory directory = JobDirectory.open(new LocalDisk(path), SMALL)) {
            assertThat(directory.epoch()).isZero();
            assertThatThrownBy(() -> JobDirectory.open(new LocalDisk(path), SMALL))
                    .isInstanceOf(DiskLockedException.class)
                    .hasMessageContaining("the directory " + path + " is in use by process");
        }
        JobDirectory.open(new LocalDisk(path), SMALL).close();
    }

    @Test
    void whenOnARealDisk_thenEverythingIsThere(@TempDir Path path) throws IOException {
        Model model = new Model(9, 50);
        for (int run = 0; run < 5; run++) {
            try (JobDirectory directory = JobDirectory.open(new LocalDisk(path.resolve("a/b")), SMALL)) {
                check(directory, model);
                for (int i = 0; i < 20; i++) {
                    directory.seal(model.next());
                    directory.acknowledge("sink", model.epoch() - 1);
                    directory.compact();
                }
                check(directory, model);
            }
        }
    }

    @Test
    void whenAnyCallFails_thenAllLaterOnesFailAndWhatWasSealedIsGood() throws IOException {
        for (long failAt = 1; ; failAt++) {
            HeapDisk heap = new HeapDisk();
            FailingDisk failing = new FailingDisk(heap, Long.MAX_VALUE);
            Model model = new Model(10, 10);
            long sealed = 0;
            try (JobDirectory directory = JobDirectory.open(failing, SMALL)) {
                failing.failAfter(failAt - 1);
                try {
                    for (int i = 0; i < 20; i++) {
                        directory.seal(model.next());
                        sealed = model.epoch();
                        directory.acknowledge("sink", sealed - 2);
                        directory.compact();
                    }
                } catch (IOException e) {
                    assertThat(e).hasMessageContaining("on purpose");
                    assertThatIOException()
                            .isThrownBy(() -> directory.seal(model.next()))
                            .withMessageContaining("is not used any more since this failed: failed on purpose")
                            .withCause(e);
                    assertThatIOException().isThrownBy(directory::compact).withCause(e);
                    assertThatIOException()
                            .isThrownBy(() -> directory.acknowledge("sink", 1))
                            .withCause(e);
                }
            }
            try (JobDirectory directory = JobDirectory.open(heap, SMALL)) {
                assertThat(directory.epoch()).isBetween(sealed, sealed + 1);
                Model again = new Model(10, 10);
                while (again.epoch() < directory.epoch()) {
                    again.next();
                }
                check(directory, again);
            }
            if (!failing.hasFailed()) {
                return;
            }
        }
    }

    @Test
    void whenFilesAreLeftByACrash_thenTheyAreDeletedAndForeignOnesStay() throws IOException {
        Model model = new Model(11, 10);
        try (JobDirectory directory = open()) {
            directory.seal(model.next());
        }
        Disks.write(disk, "segment-0000000002", new byte[0]);
        Disks.write(disk, "base-0000000003", new byte[100]);
        Disks.write(disk, "MANIFEST.new", new byte[10]);
        Disks.write(disk, "notes.txt", new byte[10]);
        try (JobDirectory directory = open()) {
            check(directory, model);
            assertThat(disk.files()).containsExactly("MANIFEST", "notes.txt", "segment-0000000001");
        }
    }
}
