// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connector.Position;
import io.leat.connector.SourceReader.Status;
import java.io.FileNotFoundException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is followed: while it grows, is rotated in each of the usual ways, and the reader is started again. */
class FollowingTest {
    record Item(int n, String text) {}

    @TempDir
    Path dir;

    private Path log;

    @BeforeEach
    void setUp() {
        log = dir.resolve("app.log");
    }

    private void append(String text) throws Exception {
        Files.writeString(log, text, CREATE, WRITE, APPEND);
    }

    private void rename(String from, String to) throws Exception {
        Files.move(dir.resolve(from), dir.resolve(to), StandardCopyOption.REPLACE_EXISTING);
    }

    /** As logrotate's copytruncate. */
    private void copyAndCutBack(String to) throws Exception {
        Files.copy(log, dir.resolve(to), StandardCopyOption.REPLACE_EXISTING);
        cutBack();
    }

    private void cutBack() throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(0);
        }
    }

    private Follower<String> follower() throws Exception {
        return new Follower<>(Lines.of(log).following());
    }

    @Test
    void whenTheFileGrows_thenEachLineComesOnceItIsComplete() throws Exception {
        try (Follower<String> follower = follower()) {
            assertThat(follower.read(10)).isEqualTo(Status.EMPTY);
            assertThat(follower.position().text()).isEqualTo("no file yet");
            append("one\ntw");
            assertThat(follower.await(1)).containsExactly("one");
            append("o");
            follower.settle();
            assertThat(follower.reading.values).containsExactly("one");
            append("\r\nthree\n");
            assertThat(follower.await(3)).containsExactly("one", "two", "three");
            assertThat(follower.reading.bad).isEmpty();
        }
    }

    @Test
    void whenStartedAgain_thenItGoesOnAtTheByte() throws Exception {
        append("one\ntwo\nthr");
        try (Follower<String> follower = follower()) {
            follower.await(2);
            follower.restart();
            append("ee\nfour\n");
            assertThat(follower.await(4)).containsExactly("one", "two", "three", "four");
        }
    }

    @Test
    void whenTheFileIsRenamed_thenItIsReadToItsEndBeforeTheNewOne() throws Exception {
        append("one\n");
        try (Follower<String> follower = follower()) {
            follower.await(1);
            try (RandomAccessFile old = new RandomAccessFile(log.toFile(), "rw")) {
                rename("app.log", "app.log.1");
                append("");
                old.seek(old.length());
                old.write("two\nthree".getBytes(UTF_8)); // who writes has not opened the new one yet
                assertThat(follower.await(2)).containsExactly("one", "two");
            }
            append("four\n");
            assertThat(follower.await(4)).containsExactly("one", "two", "three", "four");
        }
    }

    @Test
    void whenItIsRotatedSeveralTimesWhileNobodyReads_thenAllComesInOrder() throws Exception {
        append("one\n");
        try (Follower<String> follower = follower()) {
            follower.await(1);
            append("two\n");
            rename("app.log", "app.log.1");
            append("three\n");
            rename("app.log.1", "app.log.2");
            rename("app.log", "app.log.1");
            append("four\n");
            follower.restart();
            assertThat(follower.await(4)).containsExactly("one", "two", "three", "four");
        }
    }

    @Test
    void whenRotatedFilesHaveDates_thenTheOlderComesFirst() throws Exception {
        append("one\n");
        try (Follower<String> follower = follower()) {
            follower.await(1);
            rename("app.log", "app.log-20261127");
            append("two\n");
            rename("app.log", "app.log-20261127-1");
            append("three\n");
            rename("app.log", "app.log-20261128");
            append("four\n");
            assertThat(follower.await(4)).containsExactly("one", "two", "three", "four");
        }
    }

    @Test
    void whenARotatedFileIsPackedMeanwhile_thenItIsFoundByItsContent() throws Exception {
        append("one\ntwo\n");
        try (Follower<String> follower = follower()) {
            follower.await(2);
            append("three\n");
            byte[] content = Files.readAllBytes(log);
            Files.delete(log);
            Files.write(dir.resolve("app.log.2.zst"), ZstdTest.zstd(content));
            Files.write(dir.resolve("app.log.1.gz"), Reading.gzip("four\n"));
            append("five\n");
            follower.restart();
            assertThat(follower.await(5)).containsExactly("one", "two", "three", "four", "five");
            assertThat(follower.reading.bad).isEmpty();
        }
    }

    @Test
    void whenTheOpenFileIsDeleted_thenItIsReadToItsEndAndTheNewOneFollows() throws Exception {
        append("one\n");
        try (Follower<String> follower = follower()) {
            follower.await(1);
            append("two\n");
            Files.delete(log);
            append("three\n");
            assertThat(follower.await(3)).containsExactly("one", "two", "three");
            assertThat(follower.reading.bad).isEmpty();
        }
    }

    @Test
    void whenItIsCopiedAndCutBack_thenTheCopyIsReadToItsEndFirst() throws Exception {
        for (boolean restarted : new boolean[] {false, true}) {
            append("restarted " + restarted + "\n");
            try (Follower<String> follower = follower()) {
                int before = follower.await(1).size();
                append("more\nand more\n");
                copyAndCutBack("app.log.1");
                append("new\n");
                if (restarted) {
                    follower.restart();
                }
                assertThat(follower.await(before + 3)).hasSize(before + 3).endsWith("more", "and more", "new");
                assertThat(follower.reading.bad).isEmpty();
            }
        }
    }

    @Test
    void whenItIsCutBackAndHasGrownBeyondThePlace_thenThatIsNoticed() throws Exception {
        append("one\ntwo\n");
        try (Follower<String> follower = follower()) {
            follower.await(2);
            copyAndCutBack("app.log.1");
            append("another\nand another one\n");
            assertThat(follower.await(4)).containsExactly("one", "two", "another", "and another one");
        }
    }

    @Test
    void whenItIsCutBackWithoutACopy_thenThatIsADeadLetterAndItBeginsAnew() throws Exception {
        append("one\ntwo\n");
        try (Follower<String> follower = follower()) {
            follower.await(2);
            cutBack();
            append("new\n");
            assertThat(follower.await(3)).containsExactly("one", "two", "new");
            assertThat(follower.reading.bad).extracting(Reading.Bad::origin).containsExactly("app.log:3");
            assertThat(follower.reading.reasons())
                    .containsExactly(
                            "what follows byte 8 of this file, if anything, is lost: the file is not there any more,"
                                    + " or was cut back, and no other in " + dir
                                    + " begins like it; reading went on with app.log");
        }
    }

    @Test
    void whenTheFileIsGoneAfterARestart_thenThatIsADeadLetterAndTheNextOneFollows() throws Exception {
        append("one\n");
        try (Follower<String> follower = follower()) {
            follower.await(1);
            Path kept = Files.move(log, dir.resolve("kept"));
            append("two\n");
            Files.delete(kept);
            follower.restart();
            follower.awaitBad(1);
            assertThat(follower.await(2)).containsExactly("one", "two");
        }
    }

    @Test
    void whenALineIsTooLongAndNotCompleteYet_thenItIsPassedOverAlsoAfterARestart() throws Exception {
        for (boolean restarted : new boolean[] {false, true}) {
            Files.deleteIfExists(log);
            try (Follower<String> follower =
                    new Follower<>(Lines.of(log).maxLineBytes(10).following())) {
                append("one\n" + "x".repeat(100_000));
                follower.await(1);
                if (restarted) {
                    follower.restart();
                }
                append("still the same line\ntwo\n");
                assertThat(follower.await(2)).containsExactly("one", "two");
                assertThat(follower.reading.bad).extracting(Reading.Bad::origin).containsExactly("app.log:2");
            }
        }
    }

    @Test
    void whenCsvIsFollowed_thenHeaderAndOpenQuotesAreAwaited() throws Exception {
        try (Follower<Item> follower =
                new Follower<>(Csv.of(log, Item.class).comments('#').following())) {
            append("# made\nn,");
            follower.settle();
            follower.restart();
            append("text\n1,\"a\n");
            follower.settle();
            assertThat(follower.reading.handedOut()).isZero();
            follower.restart();
            append("b\"\n2,c\n");
            assertThat(follower.await(2)).containsExactly(new Item(1, "a\nb"), new Item(2, "c"));
            rename("app.log", "app.log.1");
            append("text,n\nd,3\n");
            follower.restart();
            assertThat(follower.await(3)).endsWith(new Item(3, "d"));
            assertThat(follower.reading.bad).isEmpty();
        }
    }

    @Test
    void whenTheLogIsUtf16_thenHalfACharacterIsAwaited() throws Exception {
        byte[] text = "\uFEFFgrün\nzwei\n".getBytes(UTF_16LE);
        try (Follower<String> follower = follower()) {
            for (int i = 0; i < text.length; i++) {
                Files.write(log, new byte[] {text[i]}, CREATE, WRITE, APPEND);
                follower.read(1);
                follower.read(1);
                follower.restart();
            }
            assertThat(follower.await(2)).containsExactly("grün", "zwei");
            assertThat(follower.reading.bad).isEmpty();
        }
    }

    @Test
    void whenAFileIsShort_thenItIsReadAllTheSame() throws Exception {
        append("\n");
        try (Follower<String> follower = follower()) {
            assertThat(follower.await(1)).containsExactly("");
        }
    }

    @Test
    void whenADirectoryIsFollowed_thenFilesAreReadByNameAsTheyCome() throws Exception {
        Files.writeString(dir.resolve("a-2.log"), "two\n");
        Files.writeString(dir.resolve("a-1.log"), "one");
        try (Follower<String> follower =
                new Follower<>(Lines.of(dir).matching("a-*.log").following())) {
            assertThat(follower.await(2)).containsExactly("one", "two");
            Files.writeString(dir.resolve("a-3.log.open"), "three\n");
            Files.writeString(dir.resolve(".a-3.log"), "hidden\n");
            Files.writeString(dir.resolve("b.log"), "another\n");
            Files.writeString(dir.resolve("a-2.log"), "more\n", APPEND);
            follower.await(3);
            follower.restart();
            rename("a-3.log.open", "a-3.log");
            Files.write(dir.resolve("a-4.log"), Reading.gzip("four\n"));
            assertThat(follower.await(5)).containsExactly("one", "two", "more", "three", "four");
            Files.delete(dir.resolve("a-4.log"));
            Files.writeString(dir.resolve("a-5.log"), "five\n");
            follower.restart();
            assertThat(follower.await(6)).endsWith("five");
            assertThat(follower.reading.bad).extracting(Reading.Bad::origin).containsExactly("a-4.log:2");
        }
    }

    @Test
    void whenThePositionIsOfAnotherKind_thenOpenSaysSo() {
        assertThatThrownBy(() -> Reading.only(Lines.of(log).following()).open(new Position("9:1:1415ecbb")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("position '9:1:1415ecbb' is not one in a row of files");
    }

    @Test
    void whenThereIsNoDirectory_thenPartitionsSaysSo() {
        assertThatThrownBy(() -> Lines.of(dir.resolve("no/app.log")).following().partitions())
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage("there is no directory " + dir.resolve("no") + " in which " + dir.resolve("no/app.log")
                        + " could appear; make it, or give another path");
    }
}
