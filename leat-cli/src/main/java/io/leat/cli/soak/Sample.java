// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What a process has in use at a moment.
 *
 * @param ageMs since the job was started
 * @param heapBytes after a collection of garbage
 * @param handles open files and the like; 0 where the system does not tell
 * @param directoryBytes what the directory of the job has
 * @param in how many records its sources have read
 */
record Sample(long ageMs, long heapBytes, long handles, long threads, long directoryBytes, long in) {
    private static final String WORD = "sample";
    private static final Path HANDLES = Path.of("/proc/self/fd");

    /** Takes one of this process. */
    static Sample take(long ageMs, Path directory, long in) throws IOException {
        System.gc();
        return new Sample(
                ageMs,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                handlesInUse(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                size(directory),
                in);
    }

    private static long handlesInUse() throws IOException {
        if (!Files.isDirectory(HANDLES)) {
            return 0;
        }
        try (Stream<Path> handles = Files.list(HANDLES)) {
            return handles.count();
        }
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.mapToLong(Sample::sizeOf).sum();
        } catch (UncheckedIOException e) {
            return 0; // a file was deleted meanwhile: another sample will tell
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns it as a line. */
    String line() {
        return WORD + " " + ageMs + " " + heapBytes + " " + handles + " " + threads + " " + directoryBytes + " " + in
                + " .";
    }

    static boolean isLine(String line) {
        return line.startsWith(WORD + " ") && line.endsWith(" .");
    }

    /** Returns what {@link #line} made a line of. */
    static Sample parse(String line) {
        String[] words = line.split(" ", -1);
        long[] numbers = Arrays.stream(words, 1, words.length - 1)
                .mapToLong(Long::parseLong)
                .toArray();
        return new Sample(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }
}
