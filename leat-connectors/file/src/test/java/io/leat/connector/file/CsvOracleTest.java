// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static io.leat.connector.file.Reading.all;
import static io.leat.connector.file.Reading.allWithRestores;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import io.leat.connector.SinkWriter;
import io.leat.connector.SourceReader;
import io.leat.connector.file.input.Mark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random input: good input is read as the library reads the whole file; hostile input is never more than unreadable. */
class CsvOracleTest {
    record Row(String a, String b, String c) {}

    private static final String ALPHABET = "ab,\"\n é0";

    @TempDir
    Path dir;

    @Test
    void whenRowsAreWritten_thenTheyAreReadBackAsWrittenAndAsTheLibraryDoes() throws Exception {
        long seed = System.nanoTime();
        System.out.println("whenRowsAreWritten seed " + seed);
        Random random = new Random(seed);
        for (int file = 0; file < 50; file++) {
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                rows.add(new Row(cell(random), cell(random), cell(random)));
            }
            Path path = dir.resolve("rows.csv");
            write(path, rows);

            assertThat(all(Csv.of(path, Row.class)).values).as("seed %s", seed).isEqualTo(rows);
            assertThat(allWithRestores(Csv.of(path, Row.class), 1 + random.nextInt(3)).values)
                    .as("seed %s", seed)
                    .isEqualTo(rows);
            assertThat(library(path))
                    .as("seed %s", seed)
                    .isEqualTo(rows.stream().map(CsvOracleTest::texts).toList());
        }
    }

    private static String cell(Random random) {
        if (random.nextInt(4) == 0) {
            return null;
        }
        StringBuilder cell = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            cell.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return cell.toString();
    }

    private static void write(Path path, List<Row> rows) throws Exception {
        try (SinkWriter<Row> writer = Csv.to(path, Row.class).open()) {
            for (Row row : rows) {
                writer.write(row, 0);
            }
        }
    }

    private static List<List<String>> library(Path path) throws Exception {
        List<List<String>> records = new ArrayList<>();
        try (CsvReader<String[]> reader = CsvReader.builder().build(StringArrayHandler.of(), path)) {
            reader.forEach(record -> records.add(List.of(record)));
        }
        return records.subList(1, records.size());
    }

    private static List<String> texts(Row row) {
        return List.of(text(row.a), text(row.b), text(row.c));
    }

    private static String text(String cell) {
        return cell == null ? "" : cell;
    }

    @Test
    void whenInputIsHostile_thenNothingIsThrownAndNoLineIsLost() throws Exception {
        long seed = System.nanoTime();
        System.out.println("whenInputIsHostile seed " + seed);
        Random random = new Random(seed);
        for (int file = 0; file < 200; file++) {
            byte[] content = new byte[random.nextInt(2000)];
            for (int i = 0; i < content.length; i++) {
                content[i] = random.nextInt(20) == 0
                        ? (byte) random.nextInt(256)
                        : (byte) ",\"\nab\r".charAt(random.nextInt(6));
            }
            byte[] header = "a,b,c\n".getBytes(StandardCharsets.US_ASCII);
            Path path = Files.write(dir.resolve("rows.csv"), Reading.joined(header, content));
            Csv<Row> source = Csv.of(path, Row.class).maxLineBytes(10 + random.nextInt(100));

            Reading<Row> reading = all(source);

            Reading<Row> restored = allWithRestores(source, 1);
            assertThat(restored.values).as("seed %s", seed).isEqualTo(reading.values);
            assertThat(restored.bad)
                    .as("seed %s", seed)
                    .usingRecursiveComparison()
                    .ignoringFields("cause")
                    .isEqualTo(reading.bad);
            assertOnlyBlanksPassedOver(source, Files.readAllBytes(path));
        }
    }

    /** Each line is handed out with a record, good or bad, or it is blank. */
    private static void assertOnlyBlanksPassedOver(Csv<Row> source, byte[] content) throws Exception {
        try (SourceReader<Row> reader = Reading.only(source).open(null)) {
            Reading<Row> reading = new Reading<>();
            int from = offset(reader);
            boolean more = true;
            while (more) {
                int before = reading.handedOut();
                more = reader.read(reading, 1) == SourceReader.Status.MORE;
                int to = offset(reader);
                if (reading.handedOut() == before) {
                    assertThat(new String(content, from, to - from, StandardCharsets.ISO_8859_1))
                            .isBlank();
                }
                from = to;
            }
            assertThat(from).isEqualTo(content.length);
        }
    }

    private static int offset(SourceReader<Row> reader) {
        return (int) Mark.of(reader.position()).offset();
    }
}
