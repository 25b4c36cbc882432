// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static io.leat.connector.file.Reading.all;
import static io.leat.connector.file.Reading.allWithRestores;
import static io.leat.connector.file.Reading.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Event;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    enum Color {
        RED,
        BLUE
    }

    record Everything(
            String text,
            boolean truth,
            int i,
            Long boxed,
            double d,
            BigDecimal exact,
            Instant time,
            LocalDate date,
            Duration duration,
            Color color,
            Optional<Integer> maybe,
            Optional<String> other) {}

    record Row(String a, int b) {}

    @TempDir
    Path dir;

    private Path csv(String content) throws IOException {
        return Files.write(dir.resolve("rows.csv"), content.getBytes(UTF_8));
    }

    private Csv<Row> rows(String content) throws IOException {
        return Csv.of(csv(content), Row.class);
    }

    @Test
    void whenCellsAreOfEachKind_thenAllAreRead() throws Exception {
        Path path = csv("date,i,text,truth,boxed,d,exact,time,duration,color,maybe,unknown\n"
                + "2023-11-16, -7 ,\" a \"\"b\"\", c\",TRUE,,1e3,1.10,2023-11-16 18:17:03.9799600,PT1.5S,BLUE,5,?\n"
                + ",1,,false,9,NaN,,1700158624425,,,,\n");

        Reading<Everything> reading = all(Csv.of(path, Everything.class));

        assertThat(reading.bad).isEmpty();
        assertThat(reading.values)
                .containsExactly(
                        new Everything(
                                " a \"b\", c",
                                true,
                                -7,
                                null,
                                1000,
                                new BigDecimal("1.10"),
                                Instant.parse("2023-11-16T18:17:03.979960Z"),
                                LocalDate.of(2023, 11, 16),
                                Duration.ofMillis(1500),
                                Color.BLUE,
                                Optional.of(5),
                                Optional.empty()),
                        new Everything(
                                null,
                                false,
                                1,
                                9L,
                                Double.NaN,
                                null,
                                Instant.ofEpochMilli(1700158624425L),
                                null,
                                null,
                                null,
                                Optional.empty(),
                                Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x,abc   | column 'b' is \"abc\", expected a whole number from -2147483648 to 2147483647",
                "x,      | column 'b' is empty, expected a whole number from -2147483648 to 2147483647",
                "x,\"\" | column 'b' is empty, expected a whole number from -2147483648 to 2147483647",
                "x,1.0   | column 'b' is \"1.0\", expected a whole number from -2147483648 to 2147483647",
                "x,9999999999 | column 'b' is \"9999999999\", expected a whole number from -2147483648 to 2147483647",
                "x,1,2   | 3 columns, where the header has 2",
                "x       | 1 columns, where the header has 2",
                "\"x\"y,1 | a quote closes, but 'y' and not the delimiter ',' comes next",
                "\"x,1  | a quote opens and never closes",
            })
    void whenARecordIsWrong_thenTheReasonIsInPlainWords(String line, String reason) throws Exception {
        Reading<Row> reading = all(rows("a,b\nx,1\n" + line + "\ny,2\n"));

        assertThat(reading.values).containsExactly(new Row("x", 1), new Row("y", 2));
        assertThat(reading.bad).hasSize(1);
        assertThat(reading.bad.get(0).origin()).isEqualTo("rows.csv:3");
        assertThat(reading.bad.get(0).raw()).isEqualTo(line);
        assertThat(reading.bad.get(0).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1d", "0x1p3", "", "one", "1e999", "٣"})
    void whenACellIsNoNumberElsewhere_thenItIsNoneHere(String cell) throws Exception {
        record Figure(String name, double d) {}
        assertThat(all(Csv.of(csv("name,d\nx," + cell + "\n"), Figure.class)).bad)
                .hasSize(1);
    }

    @Test
    void whenRecordsSpanLines_thenTheyAreReadWholeAndTheNextLineIsRight() throws Exception {
        String content = "a,b\r\n\"two\r\nlines, \"\"quoted\"\"\",1\r\n\r\n\"\n\n\",2\r\nlast,x\r\n";
        for (Csv<Row> source :
                List.of(rows(content), Csv.of(Files.write(dir.resolve("b"), gzip(content)), Row.class))) {
            Reading<Row> reading = all(source);

            assertThat(reading.values).containsExactly(new Row("two\r\nlines, \"quoted\"", 1), new Row("\n\n", 2));
            assertThat(reading.bad.get(0).origin()).endsWith(":8");
            assertThat(allWithRestores(source, 1).values).isEqualTo(reading.values);
        }
    }

    @Test
    void whenAStrayQuoteOpens_thenOnlyItsLineIsLost() throws Exception {
        String content = "a,b\n1,1\n\"stray,2\n3,3\n\"4\",4\n5,5\n\"never closed,6\n7,7\n8,8\n";

        Reading<Row> reading = all(rows(content));

        assertThat(reading.values)
                .containsExactly(
                        new Row("1", 1),
                        new Row("3", 3),
                        new Row("4", 4),
                        new Row("5", 5),
                        new Row("7", 7),
                        new Row("8", 8));
        assertThat(reading.bad)
                .extracting(Reading.Bad::origin, Reading.Bad::raw)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("rows.csv:3", "\"stray,2"),
                        org.assertj.core.groups.Tuple.tuple("rows.csv:7", "\"never closed,6"));
        Reading<Row> restored = allWithRestores(rows(content), 1);
        assertThat(restored.values).isEqualTo(reading.values);
        assertThat(restored.reasons()).isEqualTo(reading.reasons());
    }

    @Test
    void whenEachLineOpensAQuoteAtItsEnd_thenTheTimeIsNotSquared() throws Exception {
        StringBuilder content = new StringBuilder("a,b\n");
        for (int i = 0; i < 300_000; i++) {
            content.append("x\",\"y\n");
        }

        Reading<Row> reading = all(rows(content.toString()), 10_000);

        assertThat(reading.bad).hasSize(300_000);
    }

    @Test
    void whenACarriageReturnStandsAlone_thenUnreadable() throws Exception {
        Reading<Row> reading = all(rows("a,b\nx\ry,1\nz,2\n"));

        assertThat(reading.values).containsExactly(new Row("z", 2));
        assertThat(reading.reasons()).containsExactly("a carriage return inside the line, outside quotes");
    }

    @Test
    void whenARecordIsLongerThanTheLimit_thenOnlyItsFirstLineIsLost() throws Exception {
        String content = "a,b\nx,1\n\"" + "line\n".repeat(10) + "\",2\ny,3\n" + "z".repeat(50) + ",4\nq,5\n";

        Reading<Row> reading = all(rows(content).maxLineBytes(40));

        assertThat(reading.values).containsExactly(new Row("x", 1), new Row("y", 3), new Row("q", 5));
        assertThat(reading.reasons())
                .startsWith("a quote opens and never closes")
                .contains("longer than the limit of 40 bytes; raise it with maxLineBytes(…)");
    }

    @Test
    void whenTheInputIsNotUtf8_thenTheWholeRecordIsUnreadableWithItsBytes() throws Exception {
        byte[] content =
                "a,b\nx,1\n\"gr\u00fcn\nblau\",2\ny,3\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        Reading<Row> reading = all(Csv.of(Files.write(dir.resolve("rows.csv"), content), Row.class));

        assertThat(reading.values).containsExactly(new Row("x", 1), new Row("y", 3));
        assertThat(reading.bad.get(0).raw())
                .isEqualTo("\"gr\u00fcn\nblau\",2".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThat(reading.reasons().get(0)).startsWith("not UTF-8 text; near \"");
    }

    @Test
    void whenTheFileHasAByteOrderMarkAndNoLastLineEnd_thenItIsRead() throws Exception {
        assertThat(all(rows("\uFEFFa,b\nx,1")).values).containsExactly(new Row("x", 1));
        assertThat(all(rows("\uFEFF\"a\",b\nx,1")).values).containsExactly(new Row("x", 1));
    }

    @Test
    void whenTheFileIsEmptyOrOnlyAHeader_thenThereIsNothing() throws Exception {
        assertThat(all(rows("")).handedOut()).isZero();
        assertThat(all(rows("\n\n")).handedOut()).isZero();
        assertThat(all(rows("a,b\n")).handedOut()).isZero();
    }

    @Test
    void whenColumnsAreCalledOtherwise_thenOptionsMapThem() throws Exception {
        assertThat(all(rows("A;X Y\nx;1\n").delimiter(';').ignoringCase().column("x y", "b")).values)
                .containsExactly(new Row("x", 1));
        assertThat(all(rows("a,b\n1,2\n").column("a", "b").column("b", "a")).values)
                .containsExactly(new Row("2", 1));
        assertThat(all(rows("b,c,a\n1,2,x\n").column("c", "b")).values).containsExactly(new Row("x", 2));
        assertThatThrownBy(() -> rows("").column("x", "y")).hasMessage("Row has no component 'y'; it has a, b");
        assertThatThrownBy(() -> rows("").delimiter('"')).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whenTheHeaderLacksAColumn_thenOpenSaysWhichAndTheCure() throws Exception {
        assertThatThrownBy(() -> all(rows("A,c\nx,1\n")))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "rows.csv:1: the header cannot be used: there is none for the component 'a' of Row; the columns"
                                + " are A, c. Give it by column(\"…\", \"a\"), try ignoringCase() or delimiter(…), or make the"
                                + " component Optional");
        assertThatThrownBy(() -> all(rows("a,b,b\nx,1,2\n")))
                .hasMessageContaining("there are several for 'b'; the columns are a, b, b");
        assertThatThrownBy(() -> all(rows("a,\"b\nx,1,2\n"))).hasMessageContaining("a quote opens and never closes");
    }

    @Test
    void whenAComponentCannotBeACell_thenTheTypeIsRefusedAtOnce() {
        record Nested(List<String> list) {}
        assertThatThrownBy(() -> Csv.of(dir, Nested.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "component 'list' of Nested is a list, which a CSV cell cannot hold; leave it out, or use JSON lines");
    }

    @Test
    void whenReadAsEvents_thenNumbersAreRecognised() throws Exception {
        Path path = csv("id,TIMESTAMP,n,f,zip,exp,large,empty,quoted\n"
                + "a,2023-11-16 18:17:03.9799600,-5,1.50,007,1e5,123456789012345678901234567890,,\"\"\n");

        Reading<Event> reading = all(Csv.of(path).column("TIMESTAMP", "eventTime"));

        Event event = reading.values.get(0);
        assertThat(event.id()).isEqualTo("a");
        assertThat(event.timestamp()).isEqualTo(Instant.parse("2023-11-16T18:17:03.979960Z"));
        assertThat(reading.timestamps).containsExactly(1700158623979L);
        assertThat(event.data().keySet())
                .containsExactly("id", "eventTime", "n", "f", "zip", "exp", "large", "empty", "quoted");
        assertThat(event.get("n")).isEqualTo(-5L);
        assertThat(event.get("f")).isEqualTo(1.5);
        assertThat(event.get("zip")).isEqualTo("007");
        assertThat(event.get("exp")).isEqualTo("1e5");
        assertThat(event.get("large")).isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(event.get("empty")).isNull();
        assertThat(event.get("quoted")).isEqualTo("");
    }

    @Test
    void whenShown_thenSaysFormatAndPath() {
        assertThat(Csv.of(Path.of("in/x.csv"), Row.class)).hasToString("csv in/x.csv");
    }
}
