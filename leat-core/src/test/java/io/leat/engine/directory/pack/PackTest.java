// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.engine.directory.Disks;
import io.leat.engine.directory.EpochData;
import io.leat.engine.directory.JobDirectory;
import io.leat.engine.directory.Limits;
import io.leat.engine.directory.format.DamagedDirectoryException;
import io.leat.engine.directory.format.FileHeader;
import io.leat.engine.directory.format.FileKind;
import io.leat.engine.directory.format.FrameWriter;
import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskLockedException;
import io.leat.engine.disk.HeapDisk;
import io.leat.engine.disk.LocalDisk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackTest {
    private static final String NAME = "job.pack";

    private final HeapDisk job = new HeapDisk();
    private final HeapDisk shelf = new HeapDisk();

    @BeforeEach
    void makeAJob() throws IOException {
        try (JobDirectory directory = JobDirectory.open(job, Limits.standard())) {
            for (int epoch = 1; epoch <= 3; epoch++) {
                Map<String, byte[]> results = Map.of("sink", new byte[] {(byte) epoch});
                directory.seal(new EpochData(epoch, epoch, new byte[] {1, 2}, List.of(), results, false));
            }
        }
        Disks.write(job.directory("log-calls"), "big", new byte[3_000_000]);
        Disks.write(job.directory("log-calls"), "empty", new byte[0]);
        Disks.write(job.directory("log-calls").directory("deeper \u00e4"), "x", new byte[] {7});
        job.directory("nothing");
    }

    private static void assertSame(Disk actual, Disk expected) throws IOException {
        assertThat(actual.files()).isEqualTo(expected.files());
        assertThat(actual.directories()).isEqualTo(expected.directories());
        for (String name : expected.files()) {
            assertThat(Disks.read(actual, name)).isEqualTo(Disks.read(expected, name));
        }
        for (String name : expected.directories()) {
            assertSame(actual.directory(name), expected.directory(name));
        }
    }

    @Test
    void whenPackedAndUnpacked_thenItIsTheSameAndGoesOn() throws IOException {
        Pack.write(job, "fleet", shelf, NAME);
        HeapDisk again = new HeapDisk();
        assertThat(Pack.nameOfJob(shelf, NAME)).isEqualTo("fleet");
        Pack.read(shelf, NAME, again);
        assertSame(again, job);
        try (JobDirectory directory = JobDirectory.open(again, Limits.standard())) {
            assertThat(directory.epoch()).isEqualTo(3);
            assertThat(directory.results("sink", 2)).containsExactly(2);
        }
    }

    @Test
    void whenOnARealDisk_thenItIsTheSameAndTheLockIsNoPartOfIt(@TempDir Path path) throws IOException {
        LocalDisk real = new LocalDisk(path.resolve("job"));
        JobDirectory.open(real, Limits.standard()).close();
        Disks.write(real.directory("sub"), "x", new byte[100]);
        Pack.write(real, "fleet", new LocalDisk(path), NAME);
        LocalDisk again = new LocalDisk(path.resolve("again"));
        Pack.read(new LocalDisk(path), NAME, again);
        assertThat(real.files()).containsExactly("LOCK", "MANIFEST");
        real.delete("LOCK");
        assertSame(again, real);
    }

    @Test
    void whenTheJobIsRunning_thenItIsNotPacked() throws IOException {
        try (Closeable lock = job.lock()) {
            assertThatThrownBy(() -> Pack.write(job, "fleet", shelf, NAME)).isInstanceOf(DiskLockedException.class);
            assertThat(lock).isNotNull();
        }
        assertThat(shelf.files()).isEmpty();
    }

    @Test
    void whenTheJobIsDamaged_thenItIsNotPacked() throws IOException {
        byte[] segment = Disks.read(job, "segment-0000000001");
        Disks.write(job, "segment-0000000001", Arrays.copyOf(segment, segment.length - 1));
        assertThatThrownBy(() -> Pack.write(job, "fleet", shelf, NAME)).isInstanceOf(DamagedDirectoryException.class);
        assertThat(shelf.files()).isEmpty();
    }

    @Test
    void whenAFileOfTheNameIsThere_thenItStays() throws IOException {
        Disks.write(shelf, NAME, new byte[] {1});
        assertThatIOException().isThrownBy(() -> Pack.write(job, "fleet", shelf, NAME));
        assertThat(Disks.read(shelf, NAME)).containsExactly(1);
    }

    @Test
    void whenThePlaceIsAJob_thenItIsRefused() {
        assertThatIOException()
                .isThrownBy(() -> Pack.write(job, "fleet", job, NAME))
                .withMessage("cannot pack into memory: that is the directory of a job; give another one");
    }

    @Test
    void whenTheDirectoryIsNotEmpty_thenItIsNotUnpackedThere() throws IOException {
        Pack.write(job, "fleet", shelf, NAME);
        assertThatIOException()
                .isThrownBy(() -> Pack.read(shelf, NAME, shelf))
                .withMessage("the directory memory is not empty; give one that is, or that is not there yet");
    }

    @Test
    void whenABitIsWrongOrTheEndIsMissing_thenThatIsDamageAndNoJobIsMade() throws IOException {
        job.directory("log-calls").delete("big");
        Pack.write(job, "fleet", shelf, NAME);
        byte[] pack = Disks.read(shelf, NAME);
        for (int at = 0; at < pack.length; at++) {
            byte[] flipped = pack.clone();
            flipped[at] ^= (byte) (1 << (at % 8));
            assertDamaged(flipped);
            assertDamaged(Arrays.copyOf(pack, at));
        }
        assertDamaged(Arrays.copyOf(pack, pack.length + 1));
    }

    private void assertDamaged(byte[] pack) throws IOException {
        Disks.write(shelf, NAME, pack);
        HeapDisk into = new HeapDisk();
        assertThatThrownBy(() -> Pack.read(shelf, NAME, into)).isInstanceOf(DamagedDirectoryException.class);
        assertThat(into.files()).doesNotContain("MANIFEST");
    }

    @Test
    void whenAPathLeadsOut_thenItIsRefused() throws IOException {
        for (String name : List.of("..", ".", "", "a/b", "/etc", "a\\b", "a\0b", "x\n/y")) {
            FileHeader header = new FileHeader(FileKind.PACK, new UUID(1, 2), 0);
            shelf.delete(NAME);
            try (FrameWriter out = FrameWriter.begin(shelf.create(NAME), header, 100)) {
                out.frame(new PackRecord.Name("fleet").encode());
                out.frame(new PackRecord.File(List.of("sub", name), 0).encode());
                out.force();
            }
            HeapDisk into = new HeapDisk();
            assertThatThrownBy(() -> Pack.read(shelf, NAME, into))
                    .isInstanceOf(DamagedDirectoryException.class)
                    .hasMessageContaining("in a path");
            assertThat(into.directories()).isEmpty();
        }
    }
}
