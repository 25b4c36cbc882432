// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static io.leat.connector.file.Reading.all;
import static io.leat.connector.file.Reading.allWithRestores;
import static io.leat.connector.file.Reading.gzip;
import static io.leat.connector.file.Reading.joined;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Line ends, encodings, gzip, limits and positions, through the source of JSON lines. */
class LinesTest {
    record Item(int n, String text) {}

    @TempDir
    Path dir;

    private JsonLines<Item> lines(byte[] content) throws IOException {
        return JsonLines.of(Files.write(dir.resolve("items.jsonl"), content), Item.class);
    }

    private JsonLines<Item> lines(String content) throws IOException {
        return lines(content.getBytes(UTF_8));
    }

    private static List<Integer> numbers(Reading<Item> reading) {
        return reading.values.stream().map(Item::n).toList();
    }

    private static String many(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append("{\"n\":")
                    .append(i)
                    .append(",\"text\":\"")
                    .append("é".repeat(i % 50))
                    .append("\"}\n");
        }
        return lines.toString();
    }

    @Test
    void whenLinesEndInCrLfOrNothingAndSomeAreBlank_thenAllAreRead() throws Exception {
        Reading<Item> reading = all(lines("{\"n\":1}\r\n\r\n\n  \t\n{\"n\":2}\n{\"n\":x}\r\n{\"n\":3}"));

        assertThat(numbers(reading)).containsExactly(1, 2, 3);
        assertThat(reading.bad).hasSize(1);
        assertThat(reading.bad.get(0).origin()).isEqualTo("items.jsonl:6");
        assertThat(reading.bad.get(0).raw()).isEqualTo("{\"n\":x}");
    }

    @Test
    void whenTheFileBeginsWithAByteOrderMark_thenItIsPassedOver() throws Exception {
        JsonLines<Item> source = lines("\uFEFF{\"n\":1}\n{\"n\":2}\n");

        assertThat(numbers(all(source))).containsExactly(1, 2);
        assertThat(numbers(allWithRestores(source, 1))).containsExactly(1, 2);
        assertThat(all(lines("\uFEFF")).handedOut()).isZero();
        assertThat(all(lines("\uFEFF\n")).handedOut()).isZero();
    }

    @Test
    void whenALineIsNotUtf8_thenItIsUnreadableWithItsBytes() throws Exception {
        byte[] overlong = {'{', '"', 't', 'e', 'x', 't', '"', ':', '"', (byte) 0xc0, (byte) 0x80, '"', '}'};
        byte[] surrogate = {'{', '"', 't', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'};
        byte[] latin1 = "{\"n\":1,\"text\":\"grün\"}".getBytes(ISO_8859_1);
        byte[] newline = {'\n'};

        Reading<Item> reading = all(lines(joined(
                overlong,
                newline,
                surrogate,
                newline,
                latin1,
                newline,
                "{\"n\":2,\"text\":\"grün \uFFFD\"}\n".getBytes(UTF_8))));

        assertThat(reading.values).containsExactly(new Item(2, "grün \uFFFD"));
        assertThat(reading.bad.get(0).raw()).isEqualTo(overlong);
        assertThat(reading.bad.get(1).raw()).isEqualTo(surrogate);
        assertThat(reading.bad.get(2).raw()).isEqualTo(latin1);
        assertThat(reading.reasons().get(2)).isEqualTo("not UTF-8 text; near \"{\"n\":1,\"text\":\"gr\uFFFDn\"}\"");
    }

    @Test
    void whenALineIsUtf16_thenItIsUnreadable() throws Exception {
        byte[] utf16 = "{\"n\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE);

        Reading<Item> reading = all(lines(utf16));

        assertThat(reading.values).isEmpty();
        assertThat(reading.reasons()).containsExactly("not JSON: byte 2 is zero");
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 1000, 65_530, 65_536, 65_537, 200_000})
    void whenALineIsLongerThanTheLimit_thenItIsUnreadableWithItsBeginning(int limit) throws Exception {
        String fits = "{\"n\":1" + " ".repeat(limit - 7) + "}";
        String tooLong = "{\"n\":2" + " ".repeat(limit - 6) + "}";
        String huge = "{\"n\":3" + " ".repeat(5 * limit) + "}";

        Reading<Item> reading =
                all(lines(String.join("\n", fits, tooLong, fits, huge, fits)).maxLineBytes(limit));

        assertThat(numbers(reading)).containsExactly(1, 1, 1);
        assertThat(reading.bad).extracting(Reading.Bad::origin).containsExactly("items.jsonl:2", "items.jsonl:4");
        assertThat(reading.bad.get(0).raw()).isEqualTo(tooLong.substring(0, Math.min(1024, limit + 1)));
        assertThat(reading.reasons().get(0))
                .isEqualTo("longer than the limit of " + limit + " bytes; raise it with maxLineBytes(…)");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void whenRestoredAfterEachStep_thenTheSameRecordsComeOut(int atMost) throws Exception {
        String content = many(0, 2000) + "bad\n" + many(2000, 2003) + "{\"n\":7";
        JsonLines<Item> plain = lines(content);
        Reading<Item> expected = all(plain);
        assertThat(expected.values).hasSize(2003);
        assertThat(expected.bad)
                .extracting(Reading.Bad::origin)
                .containsExactly("items.jsonl:2001", "items.jsonl:2005");

        Reading<Item> restored = allWithRestores(plain, atMost);
        assertThat(restored.values).isEqualTo(expected.values);
        assertThat(restored.bad)
                .extracting(Reading.Bad::origin)
                .containsExactly("items.jsonl:2001", "items.jsonl:2005");

        Reading<Item> unpacked = allWithRestores(lines(gzip(content)), Math.max(7, atMost));
        assertThat(unpacked.values).isEqualTo(expected.values);
    }

    @Test
    void whenGzipHasSeveralMembersAndPadding_thenAllAreReadWhateverTheName() throws Exception {
        byte[] members =
                joined(gzip(many(0, 1000)), gzip(""), gzip("{\"n\":1000,\"te"), gzip("xt\":\"\"}\n"), new byte[1000]);

        assertThat(numbers(all(lines(members))))
                .isEqualTo(IntStream.rangeClosed(0, 1000).boxed().toList());
    }

    @Test
    void whenAPlainFileIsCalledGz_thenItIsReadAsPlain() throws Exception {
        Path path = Files.writeString(dir.resolve("items.jsonl.gz"), "{\"n\":1}\n");

        assertThat(numbers(all(JsonLines.of(path, Item.class)))).containsExactly(1);
    }

    @Test
    void whenGzipIsCutOffAnywhere_thenReadingFailsAndNamesTheFile() throws Exception {
        byte[] first = gzip(many(0, 20));
        byte[] whole = joined(first, gzip(many(20, 40)));
        for (int length = 2; length < whole.length; length++) {
            if (length == first.length) {
                continue; // this is a whole file
            }
            JsonLines<Item> source = lines(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> all(source))
                    .as("cut at %s", length)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("items.jsonl")
                    .hasMessageContaining("the gzip data ends in the middle: the file is cut off")
                    .hasCauseInstanceOf(EOFException.class);
        }
    }

    @Test
    void whenGzipIsDamaged_thenReadingFails() throws Exception {
        byte[] wrongChecksum = gzip(many(0, 20));
        wrongChecksum[wrongChecksum.length - 5] ^= 1;
        assertThatThrownBy(() -> all(lines(wrongChecksum)))
                .hasMessageContaining("the gzip data is damaged: its checksum is wrong")
                .hasCauseInstanceOf(ZipException.class);

        byte[] garbage = joined(gzip(many(0, 20)), "garbage".getBytes(UTF_8));
        assertThatThrownBy(() -> all(lines(garbage)))
                .hasMessageContaining("after the gzip data comes something that is not gzip");
    }

    @Test
    void whenGzipIsFlippedAtRandom_thenOnlyInputExceptionsComeOut() throws Exception {
        long seed = System.nanoTime();
        System.out.println("whenGzipIsFlippedAtRandom seed " + seed);
        Random random = new Random(seed);
        byte[] whole = gzip(many(0, 200));
        for (int i = 0; i < 500; i++) {
            byte[] flipped = whole.clone();
            flipped[2 + random.nextInt(whole.length - 2)] ^= (byte) (1 << random.nextInt(8));
            try {
                all(lines(flipped));
            } catch (IOException e) {
                assertThat(e).as("seed %s", seed).hasMessageContaining("items.jsonl");
            }
        }
    }

    @Test
    void whenLinesAreHostile_thenEachIsReadOrUnreadableAndNothingIsThrown() throws Exception {
        long seed = System.nanoTime();
        System.out.println("whenLinesAreHostile seed " + seed);
        Random random = new Random(seed);
        byte[] good = "{\"n\":5,\"text\":\"grün \\u20ac [1,2]\"}".getBytes(UTF_8);
        for (int file = 0; file < 30; file++) {
            byte[][] content = new byte[2 * 300][];
            int blank = 0;
            for (int i = 0; i < content.length; i += 2) {
                content[i] = hostile(random, good);
                content[i + 1] = new byte[] {'\n'};
                blank += new String(content[i], ISO_8859_1).matches("[ \t\r]*") ? 1 : 0;
            }
            JsonLines<Item> source = lines(joined(new byte[] {'\n'}, joined(content)));

            Reading<Item> reading = all(source);

            assertThat(reading.handedOut()).as("seed %s", seed).isEqualTo(300 - blank);
            assertThat(allWithRestores(source, 1).handedOut())
                    .as("seed %s", seed)
                    .isEqualTo(300 - blank);
            assertThat(reading.reasons())
                    .as("seed %s", seed)
                    .noneMatch(reason -> reason.contains("[Source") || reason.contains("com.fasterxml"));
        }
    }

    /** Random bytes, or a good line with some bytes changed, cut or doubled. */
    private static byte[] hostile(Random random, byte[] good) {
        byte[] line = good.clone();
        if (random.nextInt(3) == 0) {
            line = new byte[random.nextInt(80)];
            random.nextBytes(line);
        } else {
            for (int i = random.nextInt(4); i > 0; i--) {
                line[random.nextInt(line.length)] = (byte) random.nextInt(256);
            }
            line = Arrays.copyOf(line, random.nextInt(4) == 0 ? random.nextInt(line.length) : line.length);
        }
        for (int i = 0; i < line.length; i++) {
            line[i] = line[i] == '\n' ? (byte) '"' : line[i];
        }
        return line;
    }
}
