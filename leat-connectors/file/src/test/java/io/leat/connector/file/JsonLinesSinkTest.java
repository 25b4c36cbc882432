// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leat.connector.SinkWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesSinkTest {
    record Inner(int n, Inner next) {}

    enum Color {
        RED
    }

    record Row(
            String text,
            Instant time,
            double d,
            BigDecimal exact,
            boolean truth,
            Color color,
            Optional<Long> maybe,
            Duration took,
            List<Inner> list,
            Map<String, Double> map) {}

    record Holder(Object value) {}

    record Throws(int n) {
        @Override
        public int n() {
            throw new IllegalStateException("no");
        }
    }

    private static final Row FULL = new Row(
            "a \"b\"\n€ \uD83D\uDE00",
            Instant.ofEpochMilli(1700158624425L),
            1.5e300,
            new BigDecimal("1.10"),
            true,
            Color.RED,
            Optional.of(7L),
            Duration.ofSeconds(1),
            Arrays.asList(new Inner(1, new Inner(2, null)), null),
            Map.of("nan", Double.NaN));
    private static final Row EMPTY =
            new Row(null, null, Double.NEGATIVE_INFINITY, null, false, null, Optional.empty(), null, null, Map.of());

    @TempDir
    Path dir;

    @SafeVarargs
    private static <T> void write(JsonLinesSink<T> sink, T... values) throws Exception {
        try (SinkWriter<T> writer = sink.open()) {
            for (T value : values) {
                writer.write(value, 0);
            }
        }
    }

    @Test
    void whenRecordsAreWrittenAndReadBack_thenTheyAreTheSame() throws Exception {
        for (String name : List.of("not/there/rows.jsonl", "rows.jsonl.gz")) {
            Path path = dir.resolve(name);

            write(JsonLines.to(path, Row.class), FULL, EMPTY);

            Reading<Row> reading = Reading.all(JsonLines.of(path, Row.class));
            assertThat(reading.bad).isEmpty();
            assertThat(reading.values).containsExactly(FULL, EMPTY);
        }
        assertThat(Reading.isGzip(Files.readAllBytes(dir.resolve("rows.jsonl.gz"))))
                .isTrue();
    }

    @Test
    void whenARecordIsWritten_thenItIsOnePlainLine() throws Exception {
        Path path = dir.resolve("rows.jsonl");

        write(JsonLines.to(path, Row.class), FULL);

        assertThat(Files.readString(path))
                .isEqualTo(
                        "{\"text\":\"a \\\"b\\\"\\n€ \uD83D\uDE00\",\"time\":1700158624425,\"d\":1.5E300,\"exact\":1.10,"
                                + "\"truth\":true,\"color\":\"RED\",\"maybe\":7,\"took\":\"PT1S\","
                                + "\"list\":[{\"n\":1,\"next\":{\"n\":2,\"next\":null}},null],\"map\":{\"nan\":\"NaN\"}}\n");
    }

    @Test
    void whenIsoTimesAreAskedFor_thenNothingOfThemIsLost() throws Exception {
        record Timed(Instant time) {}
        Timed timed = new Timed(Instant.parse("2023-11-16T18:17:03.123456789Z"));
        Path path = dir.resolve("rows.jsonl");

        write(JsonLines.to(path, Timed.class).isoTimes(), timed);

        assertThat(path).hasContent("{\"time\":\"2023-11-16T18:17:03.123456789Z\"}\n");
        assertThat(Reading.all(JsonLines.of(path, Timed.class)).values).containsExactly(timed);
    }

    @Test
    void whenThereAreArrays_thenTheyAreLists() throws Exception {
        Path path = dir.resolve("rows.jsonl");

        write(JsonLines.to(path, Holder.class), new Holder(new Object[] {new int[] {1, 2}, null, "x", 'c'}));

        assertThat(path).hasContent("{\"value\":[[1,2],null,\"x\",\"c\"]}\n");
    }

    @Test
    void whenAResultFailsInTheMiddle_thenNothingOfItIsInTheFile() throws Exception {
        Path path = dir.resolve("rows.jsonl");
        try (SinkWriter<Holder> writer = JsonLines.to(path, Holder.class).open()) {
            writer.write(new Holder(1), 0);
            assertThatThrownBy(() -> writer.write(new Holder(new Throws(2)), 0))
                    .hasMessageContaining("Throws.n() threw");
            writer.write(new Holder(3), 0);
        }

        assertThat(path).hasContent("{\"value\":1}\n{\"value\":3}\n");
    }

    @Test
    void whenAValueHoldsItself_thenItIsRefusedAndTheStackIsSafe() throws Exception {
        List<Object> loop = new ArrayList<>();
        loop.add(loop);
        try (SinkWriter<Holder> writer =
                JsonLines.to(dir.resolve("rows.jsonl"), Holder.class).open()) {
            assertThatThrownBy(() -> writer.write(new Holder(loop), 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("nesting depth");
        }
    }

    @Test
    void whenTextIsNoUnicode_thenTheLineCanStillBeRead() throws Exception {
        record Text(String text) {}
        Path path = dir.resolve("rows.jsonl");

        write(JsonLines.to(path, Text.class), new Text("half \uD83D pair"));

        assertThat(Reading.all(JsonLines.of(path, Text.class)).values).containsExactly(new Text("half ? pair"));
    }

    @Test
    void whenOpened_thenWhatWasThereIsReplacedAndFlushMakesVisible() throws Exception {
        Path path = Files.writeString(dir.resolve("rows.jsonl"), "old\n");
        try (SinkWriter<Inner> writer = JsonLines.to(path, Inner.class).open()) {
            assertThat(path).isEmptyFile();
            writer.write(new Inner(1, null), 0);
            writer.flush();
            assertThat(path).hasContent("{\"n\":1,\"next\":null}\n");
        }
    }

    @Test
    void whenThePathCannotBeWritten_thenOpenSaysWhy() {
        assertThatThrownBy(() -> JsonLines.to(dir, Inner.class).open())
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write to " + dir + ": it is a directory; give the path of a file");
    }

    @Test
    void whenItsDiskIsFull_thenTheFileIsNamed() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        Path path = Files.createSymbolicLink(dir.resolve("rows.jsonl"), full);
        SinkWriter<Inner> writer = JsonLines.to(path, Inner.class).open();
        writer.write(new Inner(1, null), 0);
        assertThatThrownBy(writer::flush)
                .hasMessage("cannot write to " + path + ": No space left on device; make room on its disk, or let it be"
                        + " written, and start the job again");
        Files.delete(path);
    }

    @Test
    void whenShown_thenSaysFormatAndPath() {
        assertThat(JsonLines.to(Path.of("out/x.jsonl"))).hasToString("json lines out/x.jsonl");
    }
}
