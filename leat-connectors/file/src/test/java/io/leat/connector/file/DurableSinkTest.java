// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connector.Guarantee;
import io.leat.connector.Sink;
import io.leat.connector.SinkContext;
import io.leat.connector.SinkWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File sinks in a job with a directory, step by step, and what they say when results are gone. */
class DurableSinkTest {
    record Row(int n) {}

    record Wider(int n, String text) {}

    @TempDir
    Path dir;

    private static SinkContext job(String state) {
        return new SinkContext("job", "out", "run", true, state);
    }

    private static void write(SinkWriter<Row> writer, int... numbers) throws Exception {
        for (int n : numbers) {
            writer.write(new Row(n), n);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private CsvSink<Row> csv() {
        return Csv.to(dir.resolve("rows.csv"), Row.class);
    }

    private JsonLinesSink<Row> parts(long bytes) {
        return JsonLines.to(dir.resolve("rows.jsonl"), Row.class).rolling(Rolling.atBytes(bytes));
    }

    @Test
    void whenAsked_thenExactlyOnce() {
        assertThat(csv().guarantee()).isEqualTo(Guarantee.EXACTLY_ONCE);
        assertThat(parts(1).guarantee()).isEqualTo(Guarantee.EXACTLY_ONCE);
    }

    @Test
    void whenTheInputEnds_thenTheFileHasItsNameOnceThatIsSealed() throws Exception {
        Files.writeString(dir.resolve("rows.csv"), "old\n");
        try (SinkWriter<Row> writer = csv().open(job(null))) {
            assertThat(names()).containsExactly("rows.csv.open");
            write(writer, 1);
            writer.flush();
            assertThat(writer.checkpoint(1)).isEqualTo("whole open 4 1 n\n");
            writer.committed(1);
            write(writer, 2);
            writer.finish();
            assertThat(writer.checkpoint(2)).isEqualTo("whole complete 6 2 n\n");
            writer.committed(1);
            assertThat(names()).containsExactly("rows.csv.open");

            writer.committed(2);

            assertThat(names()).containsExactly("rows.csv");
            assertThat(dir.resolve("rows.csv")).hasContent("n\n1\n2\n");
            assertThat(writer.checkpoint(3)).as("other sinks go on").isEqualTo("whole complete 6 2 n\n");
            writer.committed(3);
            assertThatThrownBy(() -> write(writer, 3)).hasMessageContaining("takes no more results");
        }
    }

    @Test
    void whenTheJobIsSuspended_thenNothingIsPublished() throws Exception {
        String state;
        try (SinkWriter<Row> writer = csv().open(job(null))) {
            write(writer, 1);
            state = writer.checkpoint(1);
            writer.committed(1);
        }
        assertThat(names()).containsExactly("rows.csv.open");

        try (SinkWriter<Row> writer = csv().open(job(state))) {
            write(writer, 2);
            writer.finish();
            writer.checkpoint(2);
            writer.committed(2);
        }

        assertThat(dir.resolve("rows.csv")).hasContent("n\n1\n2\n");
    }

    @Test
    void whenNothingComes_thenOneFileHasItsHeaderAndThereAreNoParts() throws Exception {
        for (Sink<Row> sink : List.of(csv(), parts(1))) {
            try (SinkWriter<Row> writer = sink.open(job(null))) {
                writer.checkpoint(1);
                writer.finish();
                writer.checkpoint(2);
                writer.committed(2);
            }
        }
        assertThat(names()).containsExactly("rows.csv");
        assertThat(dir.resolve("rows.csv")).hasContent("n\n");
    }

    @Test
    void whenTheOpenFileIsGoneOrShorter_thenOpeningSaysWhatIsMissing() throws Exception {
        Path open = dir.resolve("rows.csv.open");
        try (SinkWriter<Row> writer = csv().open(job(null))) {
            write(writer, 1, 2, 3);
            writer.checkpoint(1);
        }
        String state = "whole open 8 3 n\n";
        Files.writeString(open, "n\n1\n");

        assertThatThrownBy(() -> csv().open(job(state)))
                .isInstanceOf(IOException.class)
                .hasMessage(open + " has 4 bytes, but 8 bytes of results were written to it (that is " + open
                        + "). Put the file back as it was, or change the path of the sink back if that was changed;"
                        + " if the results are not needed, start the job from the beginning, in another directory");
        Files.delete(open);
        assertThatThrownBy(() -> csv().open(job(state)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("there is no file " + open + ", but 8 bytes of results were written to it");
        assertThat(names()).isEmpty();
    }

    @Test
    void whenPartsAreGone_thenOpeningSaysSoUnlessTheyWereComplete() throws Exception {
        String state;
        try (SinkWriter<Row> writer = parts(1).open(job(null))) {
            write(writer, 1);
            state = writer.checkpoint(1);
        }
        assertThat(state).matches("parts 2 open 0 0 [0-9]+\\|1:8\\|");
        assertThat(names()).containsExactly("rows-000001.jsonl.open", "rows-000002.jsonl.open");
        Path first = dir.resolve("rows-000001.jsonl.open");
        Files.writeString(first, "{\"n\"");
        assertThatThrownBy(() -> parts(1).open(job(state))).hasMessageStartingWith(first + " has 4 bytes, but");

        Files.delete(first); // named, and then taken away by whoever reads the parts
        parts(1).open(job(state)).close();

        Files.delete(dir.resolve("rows-000002.jsonl.open"));
        assertThatThrownBy(() -> parts(1).open(job(state)))
                .hasMessageStartingWith("there is no file " + dir.resolve("rows-000002.jsonl.open") + ", but");
    }

    @Test
    void whenPartsAreTakenAway_thenTheJobGoesOn() throws Exception {
        try (SinkWriter<Row> writer = parts(1).open(job(null))) {
            for (int epoch = 1; epoch < 100; epoch++) {
                write(writer, epoch);
                assertThat(writer.checkpoint(epoch)).hasSizeLessThan(40);
                writer.committed(epoch);
                Files.delete(dir.resolve("rows-%06d.jsonl".formatted(epoch)));
                String state = writer.checkpoint(epoch);
                writer.committed(epoch);
                parts(1).open(job(state)).close();
            }
        }
    }

    @Test
    void whenAJobBegins_thenOnlyFilesOfThisSinkAreDeleted() throws Exception {
        List<String> ours = List.of("rows-000001.jsonl", "rows-000007.jsonl.open", "rows-1000000.jsonl");
        List<String> others = List.of(
                "rows-000000.jsonl",
                "rows-0000001.jsonl",
                "rows-00001.jsonl",
                "rows-000001.jsonl.gz",
                "rows-000001.jsonl.open.bak",
                "rows-000001.csv",
                "rows.jsonl",
                "my-rows-000001.jsonl",
                "rows-000001xjsonl");
        for (String name : Stream.concat(ours.stream(), others.stream()).toList()) {
            Files.writeString(dir.resolve(name), "x\n");
        }

        parts(1).open(job(null)).close();

        assertThat(names())
                .containsAll(others)
                .doesNotContainAnyElementsOf(ours)
                .contains("rows-000001.jsonl.open");
    }

    @Test
    void whenAnOldDirectoryOfTheJobIsPutBack_thenOpeningSaysSo() throws Exception {
        String state;
        try (SinkWriter<Row> writer = parts(1).open(job(null))) {
            write(writer, 1);
            state = writer.checkpoint(1);
            writer.committed(1);
            write(writer, 2);
            writer.checkpoint(2);
            writer.committed(2);
        }
        List<String> before = names();

        assertThatThrownBy(() -> parts(1).open(job(state)))
                .hasMessageStartingWith("there is no file " + dir.resolve("rows-000002.jsonl.open"))
                .hasMessageContaining(
                        "It has been completed since: the directory of the job is older than its results. Put back the newer one");
        assertThat(names()).isEqualTo(before);
    }

    @Test
    void whenTheColumnsHaveChanged_thenOneFileIsRefusedAndPartsGoOnWithAnother() throws Exception {
        Path path = dir.resolve("rows.csv");
        Rolling hourly = Rolling.every(Duration.ofHours(1));
        String[] states = new String[2];
        List<Sink<Row>> narrow = List.of(csv(), csv().rolling(hourly));
        for (int i = 0; i < 2; i++) {
            try (SinkWriter<Row> writer = narrow.get(i).open(job(null))) {
                write(writer, 1);
                states[i] = writer.checkpoint(1);
                write(writer, 2);
            }
        }

        assertThatThrownBy(() -> Csv.to(path, Wider.class).open(job(states[0])))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        path + ".open has the columns n, but the results now have n,text: change them back");
        try (SinkWriter<Wider> writer =
                Csv.to(path, Wider.class).rolling(hourly).open(job(states[1]))) {
            writer.write(new Wider(2, "b"), 2);
            writer.committed(1);
            assertThat(dir.resolve("rows-000001.csv")).doesNotExist();
            assertThat(writer.checkpoint(2)).contains("|1:4|n,text");
            writer.committed(2);
            writer.finish();
            writer.checkpoint(3);
            writer.committed(3);
        }
        assertThat(dir.resolve("rows-000001.csv")).hasContent("n\n1\n");
        assertThat(dir.resolve("rows-000002.csv")).hasContent("n,text\n2,b\n");
    }

    @Test
    void whenTheColumnsHaveChangedBeforeTheFirstRow_thenTheFileBeginsAgain() throws Exception {
        Path path = dir.resolve("rows.csv");
        String state;
        try (SinkWriter<Wider> writer = Csv.to(path, Wider.class).open(job(null))) {
            state = writer.checkpoint(1);
        }
        csv().open(job(state)).close(); // dies before its first epoch

        try (SinkWriter<Row> writer = csv().open(job(state))) {
            assertThat(writer.checkpoint(2)).isEqualTo("whole open 2 0 n\n");
        }
    }

    @Test
    void whenTheStateIsThatOfAnotherKind_thenOpeningSaysSo() {
        assertThatThrownBy(() -> parts(1).open(job("whole open 8 3 n\n")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "rows.jsonl in parts, but the job has the state of another kind of sink for this step: 'whole")
                .hasMessageEndingWith(
                        "Give the step the sink that it had before, or this sink a step with another name");
        assertThatThrownBy(() -> csv().open(job("parts 2 ended||")))
                .hasMessageContaining("rows.csv, one file, but the job has the state of another kind");
    }

    @Test
    void whenThePathIsALink_thenItIsNotReplaced() throws Exception {
        Path link = Files.createSymbolicLink(dir.resolve("rows.csv"), dir.resolve("elsewhere.csv"));

        assertThatThrownBy(() -> csv().open(job(null))).hasMessageContaining("it is a link or a device");
        csv().open().close();

        assertThat(link).isSymbolicLink();
    }

    @Test
    void whenAPathCannotBeWritten_thenOpenSaysWhy() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "");
        for (Sink<Row> sink : List.of(
                Csv.to(file.resolve("x.csv"), Row.class),
                Csv.to(file.resolve("x.csv"), Row.class).rolling(Rolling.atBytes(1)))) {
            assertThatThrownBy(() -> sink.open(job(null)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot write to " + file.resolve("x.csv") + " (that is " + file.resolve("x.csv")
                            + "): " + file + " is in the way; give a path that can be written");
        }
    }

    @Test
    void whenThereIsNoDirectory_thenAFileGrowsAndPartsEndAtFlushAndClose() throws Exception {
        SinkContext inMemory = new SinkContext("job", "out", "run", false, null);
        try (SinkWriter<Row> writer = csv().open(inMemory)) {
            write(writer, 1);
            writer.flush();
            assertThat(dir.resolve("rows.csv")).hasContent("n\n1\n");
        }
        Files.delete(dir.resolve("rows.csv"));
        try (SinkWriter<Row> writer = parts(10).open(inMemory)) {
            write(writer, 1);
            writer.flush();
            assertThat(names()).containsExactly("rows-000001.jsonl.open");
            write(writer, 2);
            assertThat(names()).containsExactly("rows-000001.jsonl.open");
            writer.flush();
            assertThat(names()).containsExactly("rows-000001.jsonl", "rows-000002.jsonl.open");
            write(writer, 3);
        }
        assertThat(names()).containsExactly("rows-000001.jsonl", "rows-000002.jsonl");
        assertThat(dir.resolve("rows-000002.jsonl")).hasContent("{\"n\":3}\n");
    }

    @Test
    void whenTimeIsTheLimit_thenAPartIsAsOldAsItsFirstRowAlsoAcrossARestart() throws Exception {
        long[] nowMs = {0};
        JsonLinesSink<Row> sink = JsonLines.to(dir.resolve("rows.jsonl"), Row.class)
                .rolling(Rolling.every(Duration.ofSeconds(10)).clock(() -> Instant.ofEpochMilli(nowMs[0])));
        String state;
        try (SinkWriter<Row> writer = sink.open(job(null))) {
            nowMs[0] = 60_000;
            writer.checkpoint(1);
            write(writer, 1);
            nowMs[0] = 69_999;
            state = writer.checkpoint(2);
            assertThat(state).isEqualTo("parts 1 open 8 1 60000||");
        }
        try (SinkWriter<Row> writer = sink.open(job(state))) {
            nowMs[0] = 70_000;
            writer.checkpoint(3);
            writer.committed(3);
        }
        assertThat(names()).containsExactly("rows-000001.jsonl", "rows-000002.jsonl.open");
    }

    @Test
    void whenLimitsMakeNoSense_thenTheyAreRefused() {
        assertThatThrownBy(() -> Rolling.every(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a part every PT0S: give a millisecond or more");
        assertThatThrownBy(() -> Rolling.atBytes(0)).hasMessage("parts of 0 bytes: give 1 or more");
        assertThatThrownBy(() -> Rolling.every(Duration.ofHours(1)).orAtBytes(-1))
                .hasMessage("parts of -1 bytes: give 1 or more");
    }

    @Test
    void whenShown_thenWithItsLimits() {
        CsvSink<Row> sink = Csv.to(Path.of("rows.csv"), Row.class);

        assertThat(sink.rolling(Rolling.every(Duration.ofHours(1)))).hasToString("csv rows.csv in parts every PT1H");
        assertThat(sink.rolling(Rolling.atBytes(99))).hasToString("csv rows.csv in parts at 99 bytes");
        assertThat(sink.rolling(Rolling.every(Duration.ofHours(1)).orAtBytes(99)))
                .hasToString("csv rows.csv in parts every PT1H, or at 99 bytes");
    }
}
