// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of rows when the disk fails. */
class OpenPartTest {
    private static final String ROW = "x".repeat(99) + "\n";

    @TempDir
    Path dir;

    /** A file that writes half of what it is given, and then fails, every second time. */
    private static final class Stumbling extends RandomAccessFile {
        private int writes;

        Stumbling(Path path) throws FileNotFoundException {
            super(path.toFile(), "rw");
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (writes++ % 2 == 0) {
                super.write(bytes, from, length / 2);
                throw new IOException("No space left on device");
            }
            super.write(bytes, from, length);
        }
    }

    @Test
    void whenADiskIsFullForAWhile_thenRowsThatAreTriedAgainAreThereOnce() throws Exception {
        StringBuilder expected = new StringBuilder();
        Path path = dir.resolve("rows.csv.open");
        int failures = 0;
        try (OpenPart part = new OpenPart(path, new Stumbling(path), 0)) {
            for (int i = 0; i < 3_000; i++) {
                String row = i + ROW;
                expected.append(row);
                try {
                    part.append(row);
                } catch (IOException e) {
                    failures++;
                    part.append(row);
                }
            }
            assertThatThrownBy(part::endEpoch)
                    .hasMessage(
                            "cannot write to " + path
                                    + ": No space left on device; make room on its disk, or let it be written, and start the job again");
            assertThat(part.endEpoch()).isEqualTo(expected.length());
        }

        assertThat(failures).isGreaterThan(3);
        assertThat(Files.readString(path)).isEqualTo(expected.toString());
    }

    @Test
    void whenForcingFails_thenThePartTakesNothingMore() throws Exception {
        Path device = Path.of("/dev/null"); // cannot be forced
        assumeTrue(Files.isWritable(device));
        try (OpenPart part = new OpenPart(device, new RandomAccessFile(device.toFile(), "rw"), 0)) {
            part.append(ROW);
            part.endEpoch();
            assertThatThrownBy(part::force)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("/dev/null cannot be forced to disk: ")
                    .hasMessageEndingWith("so the job has to go on from its last epoch: start it again");
            assertThatThrownBy(() -> part.append(ROW)).hasMessageContaining("cannot be forced");
            assertThatThrownBy(part::endEpoch).hasMessageContaining("cannot be forced");
            assertThatThrownBy(part::force).hasMessageContaining("cannot be forced");
        }
    }

    @Test
    void whenARowIsHuge_thenItIsWritten() throws Exception {
        String huge = "é".repeat(2_000_000) + "\n";
        for (String name : new String[] {"a.jsonl.open", "a.jsonl.gz.open"}) {
            try (OpenPart part = OpenPart.create(dir.resolve(name))) {
                part.append(huge);
                part.append(ROW);
                long length = part.endEpoch();
                assertThat(Files.size(dir.resolve(name))).isEqualTo(length);
            }
        }
        assertThat(dir.resolve("a.jsonl.open")).hasSize(4_000_101);
    }

    @Test
    void whenTheThreadIsInterrupted_thenWritingGoesOn() throws Exception {
        Path path = dir.resolve("rows.csv.open");
        try (OpenPart part = OpenPart.create(path)) {
            Thread.currentThread().interrupt();
            part.append(ROW);
            part.endEpoch();
            part.force();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(path).hasContent(ROW);
    }

    @Test
    void whenAnotherThreadForcesWhileRowsCome_thenTheFileIsAsWithoutIt() throws Exception {
        Path path = dir.resolve("rows.jsonl.gz.open");
        StringBuilder expected = new StringBuilder();
        long length = 0;
        try (OpenPart part = OpenPart.create(path)) {
            for (int epoch = 0; epoch < 20; epoch++) {
                CompletableFuture<Void> forced = CompletableFuture.runAsync(() -> {
                    try {
                        part.force();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                for (int i = 0; i < 2_000; i++) {
                    String row = epoch + "," + Long.toString(i * 1_234_567_891L, 36) + "\n";
                    part.append(row);
                    expected.append(row);
                }
                forced.get();
                length = part.endEpoch();
            }
        }
        assertThat(path).hasSize(length);
        try (GZIPInputStream content = new GZIPInputStream(Files.newInputStream(path))) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(expected.toString());
        }
    }
}
