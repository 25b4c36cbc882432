// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static io.leat.connector.file.Reading.all;
import static io.leat.connector.file.Reading.allWithRestores;
import static io.leat.connector.file.Reading.joined;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connector.SinkWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of text, and text in other encodings than UTF-8. */
class EncodingTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    record Item(int n, String text) {}

    @TempDir
    Path dir;

    private Path file(byte[]... content) throws Exception {
        return Files.write(dir.resolve("a.txt"), joined(content));
    }

    @Test
    void whenLinesAreRead_thenEachIsAnEventAsItIs() throws Exception {
        Path path = file("\uFEFFone\r\n\n  two \nthrée".getBytes(UTF_8));

        assertThat(all(Lines.of(path)).values).containsExactly("one", "", "  two ", "thrée");
        assertThat(allWithRestores(Lines.of(path), 1).values).containsExactly("one", "", "  two ", "thrée");
    }

    @Test
    void whenALineIsNotText_thenItIsUnreadable() throws Exception {
        Path path = file("one\n".getBytes(UTF_8), "grün\n".getBytes(ISO_8859_1), "two\n".getBytes(UTF_8));

        Reading<String> reading = all(Lines.of(path));

        assertThat(reading.values).containsExactly("one", "two");
        assertThat(reading.bad.get(0).origin()).isEqualTo("a.txt:2");
        assertThat(reading.bad.get(0).raw()).isEqualTo("grün".getBytes(ISO_8859_1));
        assertThat(reading.reasons()).containsExactly("not UTF-8 text; near \"gr\uFFFDn\"");
    }

    @Test
    void whenLinesAreWritten_thenTheSameAreReadBack() throws Exception {
        for (String name : List.of("a.txt", "a.txt.gz", "a.txt.zst")) {
            Path path = dir.resolve(name);
            try (SinkWriter<String> out = Lines.to(path).open()) {
                out.write("grün", 0);
                out.flush();
                out.write("", 0);
                assertThatThrownBy(() -> out.write("two\nlines", 0))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("a text with a line break cannot be a line");
            }
            assertThat(all(Lines.of(path)).values).containsExactly("grün", "");
        }
    }

    @Test
    void whenZstdIsFlushed_thenWhatWasWrittenCanBeRead() throws Exception {
        Path path = dir.resolve("a.txt.zst");
        try (SinkWriter<String> out = Lines.to(path).open()) {
            out.write("one", 0);
            out.flush();
            assertThat(all(Lines.of(path)).values).containsExactly("one");
            out.write("two", 0);
            out.flush();
            assertThat(all(Lines.of(path)).values).containsExactly("one", "two");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "windows-1252", "ISO-8859-1"})
    void whenTextIsInAnotherEncoding_thenAllFormatsReadItAndGoOn(String name) throws Exception {
        Charset charset = Charset.forName(name);
        String pair = name.startsWith("UTF") ? "\uD83D\uDE00" : "";
        StringBuilder json = new StringBuilder();
        StringBuilder csv = new StringBuilder("n,text\n");
        for (int i = 0; i < 9_000; i++) {
            String text = "ÄÖ" + "ü".repeat(i % 7) + pair;
            json.append("{\"n\":").append(i).append(",\"text\":\"").append(text).append("\"}\r\n");
            csv.append(i).append(",\"").append(text).append("\"\n");
        }
        Path jsonFile = Files.write(dir.resolve("a.jsonl"), json.toString().getBytes(charset));
        Path csvFile = Files.write(dir.resolve("a.csv"), csv.toString().getBytes(charset));
        JsonLines<Item> source = JsonLines.of(jsonFile, Item.class).encoding(charset);

        Reading<Item> expected = all(source);

        assertThat(expected.bad).isEmpty();
        assertThat(expected.values).hasSize(9_000);
        assertThat(expected.values.get(8)).isEqualTo(new Item(8, "ÄÖü" + pair));
        assertThat(allWithRestores(source, 700).values).isEqualTo(expected.values);
        assertThat(all(Csv.of(csvFile, Item.class).encoding(charset)).values).isEqualTo(expected.values);
    }

    @Test
    void whenAMarkSaysThatItIsUtf16_thenItIsRead() throws Exception {
        for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
            Path path = file("\uFEFFgrün\nzwei\n".getBytes(charset));

            assertThat(all(Lines.of(path)).values).containsExactly("grün", "zwei");
            assertThat(all(Lines.of(path).encoding(UTF_16)).values).containsExactly("grün", "zwei");
            assertThat(all(Lines.of(path).encoding(charset)).values).containsExactly("grün", "zwei");
            assertThat(allWithRestores(Lines.of(path), 1).values).containsExactly("grün", "zwei");
        }
    }

    @Test
    void whenALineIsNotTextInTheEncoding_thenOnlyThatOneIsUnreadable() throws Exception {
        byte[] undefined = {'x', (byte) 0x81, '\n'};
        Path path = file("one\n".getBytes(WINDOWS), undefined, "zwei ü\n".getBytes(WINDOWS));

        Reading<String> windows = all(Lines.of(path).encoding(WINDOWS));

        assertThat(windows.values).containsExactly("one", "zwei ü");
        assertThat(windows.reasons()).containsExactly("not windows-1252 text; near \"x\uFFFD\"");

        byte[] halfAPair = {0, (byte) 0xdc};
        Path pairs = file("one\n".getBytes(UTF_16LE), halfAPair, "\ntwo\nx".getBytes(UTF_16LE), new byte[] {'y'});
        Reading<String> utf16 = all(Lines.of(pairs).encoding(UTF_16LE));
        assertThat(utf16.values).containsExactly("one", "two");
        assertThat(utf16.bad).extracting(Reading.Bad::origin).containsExactly("a.txt:2", "a.txt:4");
    }

    @Test
    void whenBytesAreRandom_thenNoEncodingThrowsAndRestoresGiveTheSame() throws Exception {
        long seed = Long.getLong("leat.seed", System.nanoTime());
        System.out.println("whenBytesAreRandom seed " + seed);
        Random random = new Random(seed);
        for (Charset charset : List.of(UTF_16LE, UTF_16BE, UTF_16, WINDOWS)) {
            byte[] bytes = new byte[20_001];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length - 1; i += 40) {
                bytes[i] = '\n';
                bytes[i + 1] = 0;
            }
            Lines source = Lines.of(file(bytes)).encoding(charset);

            Reading<String> whole = all(source);
            Reading<String> restored = allWithRestores(source, 50);

            assertThat(restored.values).as("seed %s, %s", seed, charset).isEqualTo(whole.values);
            assertThat(restored.bad).as("seed %s, %s", seed, charset).hasSameSizeAs(whole.bad);
        }
    }

    @Test
    void whenAnEncodingIsNotKnown_thenItIsRefused() {
        assertThatThrownBy(() -> Lines.of(dir).encoding(Charset.forName("Shift_JIS")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("text in Shift_JIS is not read; give one of [UTF-8, UTF-16, UTF-16LE, UTF-16BE, ISO-8859-1,"
                        + " windows-1252, US-ASCII]");
    }
}
