// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static io.leat.connector.file.Reading.all;
import static io.leat.connector.file.Reading.allWithRestores;
import static io.leat.connector.file.Reading.joined;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.leat.connector.SinkWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zstd, also beside the zstd command where there is one. */
class ZstdTest {
    @TempDir
    Path dir;

    private Lines lines(byte[]... content) throws IOException {
        return Lines.of(Files.write(dir.resolve("a.log"), joined(content)));
    }

    static byte[] zstd(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(out)) {
            zstd.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] text(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append("line ")
                    .append(i)
                    .append(' ')
                    .append(Integer.toString(i * 7_919, 36))
                    .append('\n');
        }
        return text.toString().getBytes(UTF_8);
    }

    private static List<String> expected(int to) {
        return new String(text(0, to), UTF_8).lines().toList();
    }

    @Test
    void whenThereAreSeveralFrames_thenAllAreReadWhateverTheName() throws Exception {
        Lines source = lines(zstd(text(0, 9_000)), zstd(new byte[0]), zstd(text(9_000, 9_500)));

        assertThat(all(source).values).isEqualTo(expected(9_500));
        assertThat(allWithRestores(source, 1_000).values).isEqualTo(expected(9_500));
    }

    @Test
    void whenZstdIsCutOffOrDamaged_thenReadingFailsAndNamesTheFile() throws Exception {
        byte[] whole = zstd(text(0, 5_000));
        for (int length = 5; length < whole.length; length += whole.length / 50) {
            Lines cut = lines(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> all(cut))
                    .as("cut at %s", length)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("a.log")
                    .hasMessageContaining("the zstd data ends in the middle: the file is cut off");
        }
        assertThatThrownBy(() -> all(lines(whole, "garbage".getBytes(UTF_8))))
                .hasMessageContaining("the zstd data is damaged");
    }

    @Test
    void whenZstdIsFlippedAtRandom_thenOnlyInputExceptionsComeOut() throws Exception {
        long seed = Long.getLong("leat.seed", System.nanoTime());
        System.out.println("whenZstdIsFlippedAtRandom seed " + seed);
        Random random = new Random(seed);
        byte[] whole = zstd(text(0, 500));
        for (int i = 0; i < 500; i++) {
            byte[] flipped = whole.clone();
            flipped[4 + random.nextInt(whole.length - 4)] ^= (byte) (1 << random.nextInt(8));
            try {
                all(lines(flipped));
            } catch (IOException e) {
                assertThat(e).as("seed %s", seed).hasMessageContaining("a.log");
            }
        }
    }

    @Test
    void whenTheZstdCommandIsThere_thenEachReadsWhatTheOtherWrites() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/zstd")));
        Path plain = Files.write(dir.resolve("b.log"), text(0, 20_000));
        for (String level : List.of("-1", "-9", "-19")) {
            run(
                    "zstd",
                    "-f",
                    level,
                    plain.toString(),
                    "-o",
                    dir.resolve("b.zst").toString());
            assertThat(all(Lines.of(dir.resolve("b.zst"))).values).isEqualTo(expected(20_000));
        }
        try (SinkWriter<String> out = Lines.to(dir.resolve("c.log.zst")).open()) {
            int lines = 0;
            for (String line : expected(20_000)) {
                out.write(line, 0);
                lines++;
                if (lines % 5_000 == 0) {
                    out.flush();
                }
            }
        }
        run("zstd", "-d", "-f", dir.resolve("c.log.zst").toString());
        assertThat(dir.resolve("c.log")).hasSameBinaryContentAs(plain);
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
