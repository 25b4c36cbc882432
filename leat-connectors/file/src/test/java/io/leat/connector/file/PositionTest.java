// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static io.leat.connector.file.Reading.gzip;
import static io.leat.connector.file.Reading.joined;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connector.Position;
import io.leat.connector.Source;
import io.leat.connector.SourceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Going on from a position: it gives exactly the rest, or says that the file is another one. */
class PositionTest {
    record Item(int n, String text) {}

    private static final String JSON = """
            {"n":1,"text":"a"}

            {"n":2,"text":"é€\uD83D\uDE00"}\r
            {"n":3,"text":"line\\nbreak"}
            bad
            {"n":4,"text":"%s"}
            {"n":5,"text":"no end"}""".formatted("long ".repeat(100));

    private static final String CSV = """
            n,text
            1,a

            2,"é€\uD83D\uDE00,
            ""second line""
            third"\r
            3,stray " quote
            4,"never closed
            5,x
            6,%s
            7,no end""".formatted("long ".repeat(100));

    @TempDir
    Path dir;

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(dir.resolve(name), content);
    }

    private Source<Item> source(Path path) {
        return path.toString().contains("csv") ? Csv.of(path, Item.class) : JsonLines.of(path, Item.class);
    }

    /** The positions at the beginning and behind each record. */
    private static List<Position> positions(Source<Item> source) throws Exception {
        List<Position> positions = new ArrayList<>();
        try (SourceReader<Item> reader = Reading.only(source).open(null)) {
            SourceReader.Status status;
            do {
                positions.add(reader.position());
                status = reader.read(new Reading<>(), 1);
            } while (status == SourceReader.Status.MORE);
            positions.add(reader.position());
        }
        return positions;
    }

    private static List<String> from(Source<Item> source, Position position) throws Exception {
        Reading<Item> reading = new Reading<>();
        try (SourceReader<Item> reader = Reading.only(source).open(position)) {
            while (reader.read(reading, 3) == SourceReader.Status.MORE) {
                // until the end
            }
        }
        List<String> all = new ArrayList<>();
        reading.values.forEach(item -> all.add(item.toString()));
        reading.bad.forEach(bad -> all.add(bad.origin() + ": " + bad.reason()));
        return all;
    }

    private static List<List<String>> rests(Source<Item> source) throws Exception {
        List<List<String>> rests = new ArrayList<>();
        for (Position position : positions(source)) {
            rests.add(from(source, position));
        }
        return rests;
    }

    /** What comes behind each record, as reading it through tells. */
    private static List<List<String>> expectedRests(Source<Item> source) throws Exception {
        List<List<String>> rests = new ArrayList<>();
        for (int passed = 0; passed < positions(source).size(); passed++) {
            Reading<Item> reading = new Reading<>();
            try (SourceReader<Item> reader = Reading.only(source).open(null)) {
                for (int i = 0; i < passed; i++) {
                    reader.read(new Reading<>(), 1);
                }
                while (reader.read(reading, 1) == SourceReader.Status.MORE) {
                    // until the end
                }
            }
            List<String> rest = new ArrayList<>();
            reading.values.forEach(item -> rest.add(item.toString()));
            reading.bad.forEach(bad -> rest.add(bad.origin() + ": " + bad.reason()));
            rests.add(rest);
        }
        return rests;
    }

    @Test
    void whenReadInSteps_thenThePositionIsBehindTheLastRecord() throws Exception {
        Path path = file("a.jsonl", "{\"n\":1}\r\n\n{\"n\":2}\n".getBytes(UTF_8));
        try (SourceReader<Item> reader = Reading.only(source(path)).open(null)) {
            Reading<Item> reading = new Reading<>();
            assertThat(reader.position()).isEqualTo(new Position("0:0:00000000"));
            reader.read(reading, 1);
            assertThat(reader.position()).isEqualTo(new Position("9:1:1415ecbb"));
            reader.read(reading, 10);
            assertThat(reader.position().text()).startsWith("18:3:");
            assertThat(reader.read(reading, 10)).isEqualTo(SourceReader.Status.END);
            assertThat(reader.position().text()).startsWith("18:3:");
        }
    }

    @Test
    void whenOpenedBehindAnyRecord_thenTheRestComesWhateverTheFile() throws Exception {
        for (String content : List.of(JSON, CSV)) {
            byte[] plain = content.getBytes(UTF_8);
            String kind = content.equals(CSV) ? "csv" : "jsonl";
            byte[] middle = Arrays.copyOfRange(plain, 5, plain.length / 2);
            List<Path> paths = List.of(
                    file("plain." + kind, plain),
                    file("ended." + kind, (content + "\n").getBytes(UTF_8)),
                    file(
                            "crlf." + kind,
                            content.replace("\r", "").replace("\n", "\r\n").getBytes(UTF_8)),
                    file("mark." + kind, ("\uFEFF" + content).getBytes(UTF_8)),
                    file("packed." + kind, gzip(plain)),
                    file(
                            "members." + kind,
                            joined(
                                    gzip(Arrays.copyOf(plain, 5)),
                                    gzip(middle),
                                    gzip(Arrays.copyOfRange(plain, plain.length / 2, plain.length)))));
            for (Path path : paths) {
                List<List<String>> rests = rests(source(path));
                assertThat(rests).as("%s", path).isEqualTo(expectedRests(source(path)));
                assertThat(rests.get(0)).as("%s", path).hasSize(content.equals(CSV) ? 7 : 6);
                assertThat(rests.get(rests.size() - 1)).as("%s", path).isEmpty();
            }
        }
    }

    @Test
    void whenTheBufferIsFilledAgainAndAgain_thenPositionsAreRight() throws Exception {
        long seed = Long.getLong("leat.seed", System.nanoTime());
        Random random = new Random(seed);
        StringBuilder content = new StringBuilder();
        for (int n = 0; n < 400; n++) {
            int length = random.nextInt(20) == 0 ? random.nextInt(150_000) : random.nextInt(300);
            content.append("{\"n\":" + n + ",\"text\":\"" + "é".repeat(length) + "\"}\n");
        }
        JsonLines<Item> source = JsonLines.of(file("a.jsonl", content.toString().getBytes(UTF_8)), Item.class)
                .maxLineBytes(100_000);

        Reading<Item> expected = Reading.all(source);
        Reading<Item> restored = Reading.allWithRestores(source, 7);

        assertThat(restored.values).as("seed %s", seed).isEqualTo(expected.values);
        assertThat(restored.bad)
                .as("seed %s", seed)
                .extracting(Reading.Bad::origin)
                .isEqualTo(expected.bad.stream().map(Reading.Bad::origin).toList());
    }

    @Test
    void whenThePositionIsOfAnotherKindOfSource_thenOpenSaysSo() throws Exception {
        Source<Item> source = source(file("a.jsonl", JSON.getBytes(UTF_8)));

        assertThatThrownBy(() -> Reading.only(source).open(Position.of(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("position '3' is not one in a file");
    }

    @Test
    void whenTheFileIsShorterThanThePosition_thenOpenFails() throws Exception {
        for (String kind : List.of("jsonl", "csv")) {
            byte[] content = (kind.equals("csv") ? CSV : JSON).getBytes(UTF_8);
            for (boolean packed : new boolean[] {false, true}) {
                Path path = file("a." + kind, packed ? gzip(content) : content);
                List<Position> positions = positions(source(path));
                Position last = positions.get(positions.size() - 1);
                for (int length : new int[] {content.length - 1, content.length - 300, 20}) {
                    byte[] cut = Arrays.copyOf(content, length);
                    Files.write(path, packed ? gzip(cut) : cut);

                    assertThatThrownBy(() -> Reading.only(source(path)).open(last))
                            .isInstanceOf(IOException.class)
                            .hasMessageStartingWith(path + " ends before byte ")
                            .hasMessageEndingWith(
                                    "up to which it was read. It was changed or replaced since: put it back as it was, or start the"
                                            + " job from the beginning, in another directory; a file must be complete before it is read");
                }
            }
        }
    }

    @Test
    void whenTheFileIsAnotherOne_thenOpenFails() throws Exception {
        Path path = file("a.jsonl", JSON.getBytes(UTF_8));
        List<Position> positions = positions(source(path));
        Files.writeString(path, JSON.replace("\"n\"", "\"m\""));

        from(source(path), positions.get(0));
        for (Position position : positions.subList(1, positions.size())) {
            assertThatThrownBy(() -> Reading.only(source(path)).open(position))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(path + " is not the file that was read up to byte ")
                    .hasMessageContaining(": the bytes before that are others. It was changed or replaced since");
        }
    }

    @Test
    void whenTheFileHasGrown_thenTheRestIsReadUnlessItsLastLineHadNoEnd() throws Exception {
        Path ended = file("a.jsonl", "{\"n\":1}\n".getBytes(UTF_8));
        Path open = file("b.jsonl", "{\"n\":1}".getBytes(UTF_8));
        Position behindEnded = positions(source(ended)).get(1);
        Position behindOpen = positions(source(open)).get(1);
        Files.writeString(ended, "{\"n\":1}\n{\"n\":2}\n");
        Files.writeString(open, "{\"n\":1}\n{\"n\":2}\n");

        assertThat(from(source(ended), behindEnded)).hasSize(1);
        assertThatThrownBy(() -> Reading.only(source(open)).open(behindOpen))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "b.jsonl has grown behind byte 7, in the middle of a line that was read as the last one");
    }

    @Test
    void whenAFileIsCopiedOrPacked_thenItIsTheSame() throws Exception {
        Path path = file("a.csv", CSV.getBytes(UTF_8));
        List<Position> positions = positions(source(path));
        List<List<String>> expected = rests(source(path));
        Files.delete(path);
        file("a.csv", gzip(CSV.getBytes(UTF_8)));

        for (int i = 0; i < positions.size(); i++) {
            assertThat(from(source(path), positions.get(i))).isEqualTo(expected.get(i));
        }
    }
}
