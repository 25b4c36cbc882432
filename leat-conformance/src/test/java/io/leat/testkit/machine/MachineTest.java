// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.machine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskInput;
import io.leat.engine.disk.DiskLockedException;
import io.leat.engine.disk.DiskOutput;
import io.leat.testkit.machine.Operation.Kind;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MachineTest {
    private static final int OUTCOMES = 400;

    private final Machine machine = Machine.of(1);
    private final Disk disk = machine.disk();

    // ---- as long as it runs ---------------------------------------------------------------------------------------

    @Test
    void whenFileIsWritten_thenItIsRead() throws IOException {
        write(disk.create("a"), "one");
        write(disk.append("a", 2), "two");

        assertThat(text(disk, "a")).isEqualTo("ontwo");
        assertThatThrownBy(() -> disk.append("a", 6)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> disk.open("b")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk.create("a")).hasMessageContaining("a");
        try (DiskInput in = disk.open("a")) {
            assertThatThrownBy(() -> in.read(3, new byte[3], 0, 3)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void whenFilesAreRenamedAndDeleted_thenNamesFollow() throws IOException {
        write(disk.create("a"), "a");
        write(disk.create("b"), "b");
        disk.rename("a", "b");
        disk.delete("never");

        assertThat(disk.files()).containsExactly("b");
        assertThat(text(disk, "b")).isEqualTo("a");
        disk.delete("b");
        assertThat(disk.files()).isEmpty();
    }

    @Test
    void whenDirectoryIsAskedFor_thenItIsThereForGood() throws IOException {
        write(disk.directory("inner").create("a"), "x");

        assertThat(disk.directories()).containsExactly("inner");
        assertThat(disk.directory("inner").files()).containsExactly("a");
        assertThat(machine.crash().disk().directories()).containsExactly("inner");
    }

    @Test
    void whenDirectoryIsLocked_thenItIsUntilTheLockIsClosedOrTheProcessIsGone() throws IOException {
        Closeable lock = disk.lock();
        assertThatThrownBy(disk::lock).isInstanceOf(DiskLockedException.class);
        lock.close();

        Closeable again = disk.lock();
        assertThat(again).isNotNull();
        assertThat(machine.kill().disk().lock()).isNotNull();
    }

    @Test
    void whenFilesAreOpen_thenTheyAreListedUntilTheyAreClosed() throws IOException {
        DiskOutput out = disk.create("a");
        DiskInput in = disk.open("a");
        assertThat(machine.open()).containsExactly("a", "a");

        out.close();
        out.close();
        in.close();
        assertThat(machine.open()).isEmpty();
        assertThatThrownBy(() -> in.length()).isInstanceOf(IOException.class);
    }

    // ---- what is left of it ---------------------------------------------------------------------------------------

    @Test
    void whenDataIsForcedAndTheNameSynced_thenEveryCrashLeavesIt() throws IOException {
        DiskOutput out = disk.create("a");
        write(out, "certain");
        out.force();
        disk.sync();
        write(out, "not");

        for (int i = 0; i < OUTCOMES; i++) {
            assertThat(text(machine.crash().disk(), "a")).startsWith("certain");
        }
    }

    @Test
    void whenDataIsNotForced_thenItIsThereOrPartlyOrNotOrTorn() throws IOException {
        DiskOutput out = disk.create("a");
        disk.sync();
        String data = "x".repeat(1500);
        write(out, data);

        Set<String> found = outcomes("a");
        assertThat(found).contains("", data);
        assertThat(found).anyMatch(text -> data.startsWith(text) && !text.isEmpty() && text.length() < data.length());
        assertThat(found).anyMatch(text -> text.length() > 1024 && text.startsWith("\0".repeat(512) + "x"));
        assertThat(found)
                .anyMatch(text -> !text.replace("x", "").replace("\0", "").isEmpty());
    }

    @Test
    void whenNameIsNotSynced_thenItMayBeLost() throws IOException {
        DiskOutput out = disk.create("a");
        write(out, "x");
        out.force();

        assertThat(names()).containsOnly(List.of(), List.of("a"));
    }

    @Test
    void whenRenameIsNotSynced_thenItHasHappenedOrNot() throws IOException {
        forced("old", "1");
        forced("new", "2");
        disk.sync();
        disk.rename("new", "old");

        Set<String> found = new HashSet<>();
        for (int i = 0; i < OUTCOMES; i++) {
            Disk left = machine.crash().disk();
            found.add(left.files() + text(left, "old"));
        }
        assertThat(found).containsOnly("[old]2", "[new, old]1");
    }

    @Test
    void whenSeveralChangesOfNamesAreNotSynced_thenAnyOfThemMayHaveHappened() throws IOException {
        forced("a", "1");
        disk.sync();
        disk.delete("a");
        forced("b", "2");

        assertThat(names()).containsOnly(List.of(), List.of("a"), List.of("b"), List.of("a", "b"));
    }

    @Test
    void whenCutIsNotForced_thenWhatWasBehindItMayBeBack() throws IOException {
        forced("a", "0123456789");
        disk.sync();
        write(disk.append("a", 4), "xy");

        Set<String> found = outcomes("a");
        assertThat(found).contains("0123", "0123xy", "0123456789").allMatch(text -> text.startsWith("0123"));
    }

    @Test
    void whenProcessIsKilled_thenNothingIsLostAndACrashOfTheNextMayLoseIt() throws IOException {
        write(disk.create("a"), "written");

        Machine next = machine.kill();
        assertThat(text(next.disk(), "a")).isEqualTo("written");
        Set<List<String>> found = new HashSet<>();
        for (int i = 0; i < OUTCOMES; i++) {
            found.add(next.crash().disk().files());
        }
        assertThat(found).containsOnly(List.of(), List.of("a"));
    }

    @Test
    void whenMachineHasEnded_thenItsProcessTouchesNothing() throws IOException {
        DiskOutput out = disk.create("a");
        Machine next = machine.kill();

        assertThatThrownBy(() -> write(out, "x")).isInstanceOf(MachineStopped.class);
        assertThatThrownBy(disk::files).isInstanceOf(MachineStopped.class);
        assertThat(text(next.disk(), "a")).isEmpty();
    }

    @Test
    void whenSeedIsTheSame_thenWhatIsLeftIs() throws IOException {
        assertThat(crashes(7)).isEqualTo(crashes(7)).isNotEqualTo(crashes(8));
    }

    private static List<String> crashes(long seed) throws IOException {
        Machine machine = Machine.of(seed);
        DiskOutput out = machine.disk().create("a");
        machine.disk().sync();
        write(out, "x".repeat(2000));
        List<String> found = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            found.add(text(machine.crash().disk(), "a"));
        }
        return found;
    }

    // ---- where it is stopped --------------------------------------------------------------------------------------

    @Test
    void whenMachineStopsBeforeAnOperation_thenThatIsNotDone() throws IOException {
        machine.stopBefore(2);
        DiskOutput out = disk.create("a");

        assertThatThrownBy(() -> write(out, "x")).isInstanceOf(MachineStopped.class);
        assertThat(machine.isStopped()).isTrue();
        assertThat(text(machine.kill().disk(), "a")).isEmpty();
    }

    @Test
    void whenMachineStopsAfterAnOperation_thenThatIsDone() throws IOException {
        machine.stopAfter(2);
        DiskOutput out = disk.create("a");

        assertThatThrownBy(() -> write(out, "x")).isInstanceOf(MachineStopped.class);
        assertThat(text(machine.kill().disk(), "a")).isEqualTo("x");
    }

    @Test
    void whenOperationsAreDone_thenTheyAreCountedAndNamed() throws IOException {
        DiskOutput out = disk.directory("in").create("a");
        write(out, "xyz");
        out.force();
        disk.directory("in").append("a", 1).close();
        disk.directory("in").rename("a", "b");
        disk.directory("in").delete("b");
        disk.directory("in").sync();

        assertThat(machine.latest())
                .extracting(Operation::toString)
                .containsExactly(
                        "1: make directory in",
                        "2: create in/a",
                        "3: write in/a",
                        "4: force in/a",
                        "5: cut in/a",
                        "6: rename in/a to b",
                        "7: delete in/b",
                        "8: sync in/");
        assertThat(machine.operations()).isEqualTo(8);
        assertThat(machine.counts()).containsEntry(Kind.WRITE, 1L).hasSize(8);
    }

    // ---- what fails on it -----------------------------------------------------------------------------------------

    @Test
    void whenDiskIsFull_thenAWriteFailsWithAPartWrittenAndDeletingHelps() throws IOException {
        machine.faults().capacity(10);
        write(disk.create("a"), "12345678");
        DiskOutput out = disk.create("b");

        assertThatThrownBy(() -> write(out, "abcd")).hasMessage("b: No space left on device");
        assertThat(text(disk, "b")).isEqualTo("ab");
        disk.delete("a");
        write(out, "cd");
        assertThat(text(disk, "b")).isEqualTo("abcd");
    }

    @Test
    void whenDiskIsReadOnly_thenNothingChangesAndReadingGoesOn() throws IOException {
        write(disk.create("a"), "x");
        machine.faults().readOnlyFrom(3);

        assertThatThrownBy(() -> disk.create("b")).hasMessage("b: Read-only file system");
        assertThatThrownBy(() -> disk.delete("a")).isInstanceOf(IOException.class);
        assertThat(text(disk, "a")).isEqualTo("x");
    }

    @Test
    void whenOneOperationIsToFail_thenItAloneDoes() throws IOException {
        machine.faults().at(2);

        disk.create("a").close();
        assertThatThrownBy(() -> disk.create("b")).hasMessage("b: Input/output error");
        disk.create("b").close();
        assertThat(disk.files()).containsExactly("a", "b");
    }

    @Test
    void whenForceHasFailed_thenALaterOneMayReturnThoughDataIsGone() throws IOException {
        Map<Boolean, Set<String>> found = Map.of(true, new HashSet<>(), false, new HashSet<>());
        for (long seed = 0; seed < OUTCOMES; seed++) {
            Machine broken = Machine.of(seed);
            DiskOutput out = broken.disk().create("a");
            broken.disk().sync();
            write(out, "first");
            broken.faults().at(4).droppedStays();
            assertThatThrownBy(out::force).hasMessage("a: Input/output error");
            write(out, "second");
            out.force();
            found.get(true).add(text(broken.crash().disk(), "a"));
            found.get(false).add(text(broken.kill().disk(), "a"));
        }

        assertThat(found.get(true)).containsOnly("firstsecond", "\0\0\0\0\0second");
        assertThat(found.get(false)).containsOnly("firstsecond", "\0\0\0\0\0second");
    }

    @Test
    void whenBitRots_thenOneBitIsWrong() throws IOException {
        Disk inner = disk.directory("inner");
        forced(inner, "a", "\0\0");
        inner.sync();

        assertThat(machine.rot("inner")).matches("bit \\d+ of a");
        String found = text(machine.crash().disk().directory("inner"), "a");
        assertThat(found).hasSize(2);
        assertThat(Integer.bitCount(found.charAt(0)) + Integer.bitCount(found.charAt(1)))
                .isEqualTo(1);
    }

    // ---- with what ------------------------------------------------------------------------------------------------

    private Set<String> outcomes(String file) throws IOException {
        Set<String> found = new HashSet<>();
        for (int i = 0; i < OUTCOMES; i++) {
            found.add(text(machine.crash().disk(), file));
        }
        return found;
    }

    private Set<List<String>> names() throws IOException {
        Set<List<String>> found = new HashSet<>();
        for (int i = 0; i < OUTCOMES; i++) {
            found.add(machine.crash().disk().files());
        }
        return found;
    }

    private void forced(String name, String text) throws IOException {
        forced(disk, name, text);
    }

    private static void forced(Disk in, String name, String text) throws IOException {
        try (DiskOutput out = in.create(name)) {
            write(out, text);
            out.force();
        }
    }

    private static void write(DiskOutput out, String text) throws IOException {
        out.write(text.getBytes(US_ASCII), 0, text.length());
    }

    private static String text(Disk disk, String name) throws IOException {
        try (DiskInput in = disk.open(name)) {
            byte[] bytes = new byte[(int) in.length()];
            in.read(0, bytes, 0, bytes.length);
            return new String(bytes, ISO_8859_1);
        }
    }
}
