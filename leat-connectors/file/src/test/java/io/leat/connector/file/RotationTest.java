// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connector.SourceReader.Status;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A log that is written, rotated and read at random, by a reader that dies at random: each line comes once, in order. */
class RotationTest {
    private static final int RUNS = Integer.getInteger("runs", 20);
    private static final int STEPS = 60;

    @TempDir
    Path dir;

    enum Style {
        NUMBERED,
        DATED,
        COPIED
    }

    /** Who writes the log, and who rotates it. Time goes on with each write: what happens here within a millisecond takes seconds elsewhere. */
    private static final class Writer implements AutoCloseable {
        private final Path log;
        private final Style style;
        private final Random random;
        final List<String> lines = new ArrayList<>();
        /** Kept open, so that no file of the next moment gets their inodes. */
        private final List<RandomAccessFile> deleted = new ArrayList<>();

        private RandomAccessFile file;
        private Path open;
        private final StringBuilder unwritten = new StringBuilder();
        private int rotated;
        private long nowMs = 1_700_000_000_000L;

        Writer(Path log, Style style, Random random) throws IOException {
            this.log = log;
            this.style = style;
            this.random = random;
            reopen();
        }

        private void reopen() throws IOException {
            file = new RandomAccessFile(log.toFile(), "rw");
            open = log;
        }

        private void touch(Path path) throws IOException {
            nowMs += 1_000;
            Files.setLastModifiedTime(path, FileTime.fromMillis(nowMs));
        }

        /** Writes some lines, and perhaps the beginning of another one. */
        void write() throws IOException {
            for (int i = random.nextInt(6); i > 0; i--) {
                String line = "line " + lines.size() + " " + "x".repeat(random.nextInt(40));
                lines.add(line);
                unwritten.append(line).append('\n');
            }
            put(random.nextBoolean() ? unwritten.length() : random.nextInt(unwritten.length() + 1));
        }

        private void put(int chars) throws IOException {
            file.seek(file.length());
            file.write(unwritten.substring(0, chars).getBytes(UTF_8));
            unwritten.delete(0, chars);
            touch(open);
        }

        /** Rotates the log; who copies it does so at the end of a line. */
        void rotate() throws IOException {
            if (!open.equals(log)) {
                put(unwritten.length());
                file.close();
                reopen();
                touch(log);
                return;
            }
            if (style == Style.DATED) {
                open = Files.move(log, name("-%d".formatted(20_261_100 + rotated++)));
            } else {
                shift();
            }
            if (style == Style.COPIED) {
                put(unwritten.length());
                touch(Files.copy(log, name(".1")));
                file.setLength(0);
                touch(log);
                return;
            }
            if (style == Style.NUMBERED) {
                open = Files.move(log, name(".1"));
            }
            put(unwritten.length()); // into the old file, which is still open, until this is called again
        }

        /** Makes room for {@code app.log.1}, and packs what is older. */
        private void shift() throws IOException {
            for (int n = rotated; n > 0; n--) {
                for (String packed : new String[] {"", ".gz", ".zst"}) {
                    Path from = name("." + n + packed);
                    if (Files.exists(from)) {
                        Files.move(from, name("." + (n + 1) + packed));
                    }
                }
            }
            rotated++;
            pack(name("." + (2 + random.nextInt(3))));
        }

        private void pack(Path path) throws IOException {
            if (Files.exists(path) && random.nextBoolean()) {
                FileTime written = Files.getLastModifiedTime(path);
                boolean gzip = random.nextBoolean();
                byte[] content = Files.readAllBytes(path);
                Path packed = path.resolveSibling(path.getFileName() + (gzip ? ".gz" : ".zst"));
                Files.write(packed, gzip ? Reading.gzip(content) : ZstdTest.zstd(content));
                Files.setLastModifiedTime(packed, written);
                deleted.add(new RandomAccessFile(path.toFile(), "r"));
                Files.delete(path);
            }
        }

        private Path name(String suffix) {
            return log.resolveSibling(log.getFileName() + suffix);
        }

        /** Writes what is left to the log under its own name. */
        void finish() throws IOException {
            if (!open.equals(log)) {
                rotate();
            }
            lines.add("line " + lines.size());
            unwritten.append(lines.get(lines.size() - 1)).append('\n');
            put(unwritten.length());
        }

        @Override
        public void close() throws IOException {
            for (RandomAccessFile each : deleted) {
                each.close();
            }
            file.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenAllHappensAtRandom_thenEachLineComesOnceAndInOrder(Style style) throws Exception {
        long seed = Long.getLong("leat.seed", System.nanoTime());
        System.out.println("whenAllHappensAtRandom " + style + " seed " + seed);
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(seed + run);
            Path log = Files.createDirectory(dir.resolve("run" + run)).resolve("app.log");
            try (Writer writer = new Writer(log, style, random);
                    Follower<String> follower = new Follower<>(Lines.of(log).following())) {
                play(writer, follower, random);
                assertThat(follower.reading.bad).as("seed %s", seed + run).isEmpty();
                assertThat(follower.reading.values).as("seed %s", seed + run).isEqualTo(writer.lines);
            }
        }
    }

    private static void play(Writer writer, Follower<String> follower, Random random) throws Exception {
        writer.write();
        writer.finish();
        follower.read(1); // what was rotated away before the log is looked at first is not read
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0 -> writer.rotate();
                case 1 -> follower.restart();
                case 2, 3, 4 -> writer.write();
                default -> follower.read(1 + random.nextInt(5));
            }
        }
        writer.finish();
        String last = writer.lines.get(writer.lines.size() - 1);
        long end = System.nanoTime() + 20_000_000_000L;
        while (!follower.reading.values.contains(last) && System.nanoTime() - end < 0) {
            follower.read(100);
        }
    }

    @Test
    void whenAnotherThreadWritesAndRotates_thenEachLineComesOnceAndInOrder() throws Exception {
        Path log = dir.resolve("app.log");
        Files.writeString(log, "line 0\n");
        List<String> expected =
                IntStream.range(0, 20_000).mapToObj(i -> "line " + i).toList();
        try (Follower<String> follower = new Follower<>(Lines.of(log).following())) {
            follower.await(1);
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> writeAndRotate(log, expected));
            int reads = 0;
            while (follower.reading.values.size() < expected.size() && follower.reading.bad.isEmpty()) {
                if (follower.read(50) == Status.MORE && ++reads % 40 == 0) {
                    follower.restart();
                }
                if (writer.isCompletedExceptionally()) {
                    writer.join();
                }
            }
            writer.join();
            assertThat(follower.reading.bad).isEmpty();
            assertThat(follower.reading.values).isEqualTo(expected);
        }
    }

    private static void writeAndRotate(Path log, List<String> lines) {
        try {
            for (int i = 1; i < lines.size(); i++) {
                if (i % 500 == 0) {
                    Files.move(log, log.resolveSibling("app.log-%08d".formatted(i)));
                }
                Files.writeString(log, lines.get(i) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
