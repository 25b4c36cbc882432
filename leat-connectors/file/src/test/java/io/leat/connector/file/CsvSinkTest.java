// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connector.SinkWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSinkTest {
    record Load(String instance, Instant start, Instant end, long count, long sum, long min, long max) {}

    enum Color {
        RED {
            @Override
            public String toString() {
                return "not the name";
            }
        }
    }

    record Row(String text, double d, float f, BigDecimal exact, Optional<Long> maybe, Duration took, Color color) {}

    private static final Load LOAD =
            new Load("ai-1", Instant.ofEpochMilli(1700158620000L), Instant.ofEpochMilli(1700158630000L), 2, 19, 9, 10);

    @TempDir
    Path dir;

    @SafeVarargs
    private static <T> void write(CsvSink<T> sink, T... values) throws Exception {
        try (SinkWriter<T> writer = sink.open()) {
            for (T value : values) {
                writer.write(value, 0);
            }
        }
    }

    @Test
    void whenResultsAreWritten_thenHeaderIsTheComponentsAndTimesAreMillis() throws Exception {
        Path path = dir.resolve("not/there/yet/load.csv");

        write(Csv.to(path, Load.class), LOAD);

        assertThat(path)
                .hasContent("instance,start,end,count,sum,min,max\nai-1,1700158620000,1700158630000,2,19,9,10\n");
        assertThat(Reading.all(Csv.of(path, Load.class)).values).containsExactly(LOAD);
    }

    @Test
    void whenIsoTimesAndADelimiterAreAskedFor_thenTheyAreWritten() throws Exception {
        Path path = dir.resolve("load.csv");

        write(Csv.to(path, Load.class).isoTimes().delimiter(';'), LOAD);

        assertThat(Files.readString(path))
                .isEqualTo("instance;start;end;count;sum;min;max\n"
                        + "ai-1;2023-11-16T18:17:00Z;2023-11-16T18:17:10Z;2;19;9;10\n");
        assertThat(Reading.all(Csv.of(path, Load.class).delimiter(';')).values).containsExactly(LOAD);
    }

    @Test
    void whenCellsNeedQuotes_thenOnlyTheyHaveThemAndNumbersArePlain() throws Exception {
        Path path = dir.resolve("rows.csv");

        write(
                Csv.to(path, Row.class),
                new Row(
                        "a,b \"c\"\nd",
                        1e10,
                        1e-5f,
                        new BigDecimal("1.10"),
                        Optional.of(1L),
                        Duration.ofMillis(1),
                        Color.RED),
                new Row("", -0.5, 100, null, Optional.empty(), null, null),
                new Row(null, Double.NaN, Float.POSITIVE_INFINITY, null, Optional.empty(), null, null),
                new Row("# no comment", Double.MIN_VALUE, 1, null, Optional.empty(), null, null));

        List<String> lines = Files.readAllLines(path);
        assertThat(lines.get(0)).isEqualTo("text,d,f,exact,maybe,took,color");
        assertThat(lines.get(1) + "\n" + lines.get(2))
                .isEqualTo("\"a,b \"\"c\"\"\nd\",10000000000,0.00001,1.10,1,PT0.001S,RED");
        assertThat(lines.get(3)).isEqualTo("\"\",-0.5,100.0,,,,");
        assertThat(lines.get(4)).isEqualTo(",NaN,Infinity,,,,");
        assertThat(lines.get(5)).startsWith("# no comment,0.000").endsWith("49,1.0,,,,");
    }

    @Test
    void whenTheOnlyCellIsNull_thenItIsNoBlankLine() throws Exception {
        record One(Integer n) {}
        Path path = dir.resolve("one.csv");

        write(Csv.to(path, One.class), new One(1), new One(null), new One(2));

        assertThat(path).hasContent("n\n1\n\"\"\n2\n");
        assertThat(Reading.all(Csv.of(path, One.class)).values).containsExactly(new One(1), new One(null), new One(2));
    }

    @Test
    void whenTheNameEndsInGz_thenItIsGzip() throws Exception {
        Path path = dir.resolve("load.csv.gz");

        write(Csv.to(path, Load.class), LOAD);

        assertThat(Reading.isGzip(Files.readAllBytes(path))).isTrue();
        assertThat(Reading.all(Csv.of(path, Load.class)).values).containsExactly(LOAD);
    }

    @Test
    void whenOpened_thenWhatWasThereIsReplacedAndFlushMakesVisible() throws Exception {
        Path path = Files.writeString(dir.resolve("load.csv"), "old\n".repeat(1000));
        String header = "instance,start,end,count,sum,min,max\n";
        try (SinkWriter<Load> writer = Csv.to(path, Load.class).open()) {
            writer.flush();
            assertThat(path).hasContent(header);
            writer.write(LOAD, 0);
            writer.flush();
            assertThat(Files.readString(path)).endsWith(",2,19,9,10\n");
        }
    }

    @Test
    void whenThePathCannotBeWritten_thenOpenSaysWhy() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "");
        assertThatThrownBy(() -> Csv.to(dir, Load.class).open())
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write to " + dir + ": it is a directory; give the path of a file");
        assertThatThrownBy(() -> Csv.to(file.resolve("x.csv"), Load.class).open())
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write to " + file.resolve("x.csv") + " (that is " + file.resolve("x.csv") + "): "
                        + file + " is in the way; give a path that can be written");
    }

    @Test
    void whenTheTypeIsNoRecord_thenItIsRefusedAtOnce() {
        assertThatThrownBy(() -> Csv.to(dir.resolve("x.csv"), String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("java.lang.String is not a record");
    }

    @Test
    void whenShown_thenSaysFormatAndPath() {
        assertThat(Csv.to(Path.of("out/x.csv"), Load.class)).hasToString("csv out/x.csv");
    }
}
