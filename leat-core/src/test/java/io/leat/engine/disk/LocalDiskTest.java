// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The disks do the same, in memory and for real. */
class LocalDiskTest {
    @TempDir
    private Path path;

    private Disk disk(boolean real) {
        return real ? new LocalDisk(path.resolve("not/there/yet")) : new HeapDisk();
    }

    private static void write(Disk disk, String name, int... values) throws IOException {
        try (DiskOutput out = disk.create(name)) {
            write(out, values);
            out.force();
        }
    }

    private static void write(DiskOutput out, int... values) throws IOException {
        byte[] bytes = new byte[values.length + 2];
        for (int i = 0; i < values.length; i++) {
            bytes[i + 1] = (byte) values[i];
        }
        out.write(bytes, 1, values.length);
    }

    private static byte[] read(Disk disk, String name) throws IOException {
        try (DiskInput in = disk.open(name)) {
            byte[] bytes = new byte[(int) in.length()];
            in.read(0, bytes, 0, bytes.length);
            return bytes;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenFileIsWritten_thenItCanBeReadAnywhere(boolean real) throws IOException {
        Disk disk = disk(real);
        assertThat(disk.files()).isEmpty();
        write(disk, "b", 1, 2, 3);
        write(disk, "a");
        disk.sync();
        assertThat(disk.files()).containsExactly("a", "b");
        assertThat(disk.directories()).isEmpty();
        try (DiskInput in = disk.open("b")) {
            byte[] into = {9, 9, 9, 9};
            in.read(1, into, 2, 2);
            assertThat(into).containsExactly(9, 9, 2, 3);
            assertThatThrownBy(() -> in.read(2, into, 0, 2)).isInstanceOf(EOFException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenAppended_thenWhatIsBehindTheLengthIsGone(boolean real) throws IOException {
        Disk disk = disk(real);
        write(disk, "a", 1, 2, 3);
        try (DiskOutput out = disk.append("a", 2)) {
            assertThat(out.length()).isEqualTo(2);
            write(out, 4, 5);
            assertThat(out.length()).isEqualTo(4);
        }
        assertThat(read(disk, "a")).containsExactly(1, 2, 4, 5);
        assertThatIOException()
                .isThrownBy(() -> disk.append("a", 5))
                .withMessageContaining("has 4 bytes, 5 were expected");
        assertThatThrownBy(() -> disk.append("none", 0)).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenMuchIsWritten_thenAllOfItIsThere(boolean real) throws IOException {
        Disk disk = disk(real);
        byte[] some = new byte[100_003];
        for (int i = 0; i < some.length; i++) {
            some[i] = (byte) ((i * 31) >> 3);
        }
        try (DiskOutput out = disk.create("a")) {
            out.write(some, 0, some.length);
            out.write(some, 5, some.length - 5);
        }
        byte[] all = read(disk, "a");
        assertThat(all).hasSize(2 * some.length - 5).startsWith(some).endsWith(some[some.length - 1]);
        byte[] end = new byte[some.length - 5];
        System.arraycopy(all, some.length, end, 0, end.length);
        assertThat(end).isEqualTo(Arrays.copyOfRange(some, 5, some.length));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenRenamed_thenItTakesThePlaceOfTheOther(boolean real) throws IOException {
        Disk disk = disk(real);
        write(disk, "a", 1);
        write(disk, "b", 2);
        disk.rename("a", "b");
        assertThat(disk.files()).containsExactly("b");
        assertThat(read(disk, "b")).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenDeleted_thenWhoHasItOpenReadsOn(boolean real) throws IOException {
        Disk disk = disk(real);
        write(disk, "a", 1);
        try (DiskInput in = disk.open("a")) {
            disk.delete("a");
            disk.delete("a");
            byte[] into = new byte[1];
            in.read(0, into, 0, 1);
            assertThat(into).containsExactly(1);
        }
        assertThatThrownBy(() -> disk.open("a")).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenFileIsThere_thenItIsNotMadeAgain(boolean real) throws IOException {
        Disk disk = disk(real);
        write(disk, "a", 1);
        assertThatIOException().isThrownBy(() -> disk.create("a"));
        assertThat(read(disk, "a")).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenDirectoryIsAskedFor_thenItIsMade(boolean real) throws IOException {
        Disk disk = disk(real);
        write(disk.directory("sub"), "a", 7);
        assertThat(disk.directories()).containsExactly("sub");
        assertThat(disk.files()).isEmpty();
        assertThat(read(disk.directory("sub"), "a")).containsExactly(7);
        assertThat(disk.directory("sub").toString()).isEqualTo(disk + "/sub");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenLocked_thenASecondLockIsRefusedUntilItIsClosed(boolean real) throws IOException {
        Disk disk = disk(real);
        Closeable lock = disk.lock();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(disk::lock)
                    .isInstanceOf(DiskLockedException.class)
                    .hasMessageContaining("the directory " + disk + " is in use by ")
                    .hasMessageEndingWith("; stop that first, or give another directory");
        }
        lock.close();
        Closeable next = disk.lock();
        lock.close();
        assertThatThrownBy(disk::lock).isInstanceOf(DiskLockedException.class);
        next.close();
    }

    private Process holder() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        return new ProcessBuilder(java, "-cp", classPath, LockHolder.class.getName(), path.toString()).start();
    }

    @Test
    void whenAnotherProcessHasTheLock_thenItIsNamed() throws Exception {
        Process other = holder();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('L');
            assertThatThrownBy(() -> new LocalDisk(path).lock())
                    .isInstanceOf(DiskLockedException.class)
                    .hasMessageStartingWith(
                            "the directory " + path + " is in use by process " + other.pid() + " since 20");
        } finally {
            other.destroyForcibly();
            assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        new LocalDisk(path).lock().close();
    }

    @Test
    void whenThisProcessHasTheLockByOtherCode_thenThatKeepsIt() throws Exception {
        Path file = path.resolve("LOCK");
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(other.lock().isValid()).isTrue();
            assertThatThrownBy(() -> new LocalDisk(path).lock())
                    .isInstanceOf(DiskLockedException.class)
                    .hasMessageContaining("which is this one");
            Process third = holder();
            assertThat(third.getInputStream().read()).isEqualTo(-1);
            assertThat(third.waitFor()).isEqualTo(1);
        }
    }

    @Test
    void whenThreadIsInterrupted_thenWritingGoesOn() throws IOException {
        Disk disk = disk(true);
        try (DiskOutput out = disk.create("a")) {
            Thread.currentThread().interrupt();
            write(out, 1, 2);
            out.force();
            disk.sync();
            assertThat(read(disk, "a")).containsExactly(1, 2);
            write(out, 3);
            out.force();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(read(disk, "a")).containsExactly(1, 2, 3);
    }

    @Test
    void whenDiskIsFull_thenFileCauseAndCureAreTold() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        Files.createSymbolicLink(path.resolve("a"), full);
        try (DiskOutput out = new LocalDisk(path).append("a", 0)) {
            assertThatIOException()
                    .isThrownBy(() -> write(out, 1))
                    .withMessage("cannot write to " + path.resolve("a")
                            + ": No space left on device; make room on that disk and start again: what was sealed before is still"
                            + " good");
        }
        Files.delete(path.resolve("a"));
    }

    @Test
    void whenPathIsAFile_thenThatIsTold() throws IOException {
        Path file = Files.writeString(path.resolve("file"), "x");
        assertThatIOException()
                .isThrownBy(() -> new LocalDisk(file).create("a"))
                .withMessage("cannot make the directory " + file + ": a file of that name is there");
    }

    @Test
    void whenWritingIsNotAllowed_thenThatIsTold() {
        IOException told =
                LocalFailure.of("write to", Path.of("/x/y"), new IOException("/x/y (Read-only file system)"));
        assertThat(told)
                .hasMessage(
                        "cannot write to /x/y: /x/y (Read-only file system); give a directory that this user can write to:"
                                + " what was sealed before is still good");
        IOException denied = LocalFailure.of("write to", Path.of("/x/y"), new AccessDeniedException("/x/y"));
        assertThat(denied).hasMessageStartingWith("cannot write to /x/y: no permission; give a directory");
    }
}
