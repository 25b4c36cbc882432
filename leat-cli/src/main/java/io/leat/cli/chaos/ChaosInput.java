// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * Input made by chance: calls in four files and answers to some of them in two, every other file gzip. Some are out of order, and
 * some of those too late. A call comes every four milliseconds.
 */
final class ChaosInput {
    /** How far events may be out of order without being late. */
    static final long BOUND_MS = 500;

    private static final int CALL_FILES = 4;
    private static final int ANSWER_FILES = 2;
    private static final long START_MS = 1_700_000_000_000L;
    private static final int LATEST_ANSWER_MS = 3_000;

    private final Path directory;

    ChaosInput(Path directory) {
        this.directory = directory;
    }

    List<Path> calls() {
        return files("calls", CALL_FILES);
    }

    List<Path> answers() {
        return files("answers", ANSWER_FILES);
    }

    private List<Path> files(String what, int number) {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            files.add(directory.resolve(what + "-" + i + (i % 2 == 0 ? ".jsonl" : ".jsonl.gz")));
        }
        return files;
    }

    /**
     * Writes the files.
     *
     * @param calls in each file of calls
     */
    void write(long seed, int calls) throws IOException {
        Files.createDirectories(directory);
        Random random = new Random(seed);
        List<List<String>> answers = List.of(new ArrayList<>(), new ArrayList<>());
        for (int file = 0; file < CALL_FILES; file++) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                long id = (long) i * CALL_FILES + file;
                boolean straggler = random.nextInt(500) == 0;
                long behind = random.nextInt(straggler ? 6_000 : (int) BOUND_MS);
                lines.add(call(id, file, START_MS + 4L * i - behind, straggler, random));
                if (random.nextInt(3) > 0) {
                    long answered = START_MS + 4L * i + random.nextInt(LATEST_ANSWER_MS);
                    answers.get((int) (id % ANSWER_FILES)).add(answered + " " + id + " " + random.nextInt(6));
                }
            }
            write(calls().get(file), lines);
        }
        for (int file = 0; file < ANSWER_FILES; file++) {
            write(
                    answers().get(file),
                    answers.get(file).stream().sorted().map(ChaosInput::answer).toList());
        }
    }

    private static String call(long id, int file, long time, boolean straggler, Random random) {
        return "{\"id\":" + id + ",\"instance\":\"ai-" + random.nextInt(20) + "\",\"user\":\"u" + random.nextInt(300)
                + "\",\"lane\":\"" + file + "-" + random.nextInt(40) + "\",\"time\":" + time + ",\"tokens\":"
                + random.nextInt(1_000) + ",\"straggler\":" + straggler + "}";
    }

    /** {@code line}: time, call and stars. */
    private static String answer(String line) {
        String[] words = line.split(" ", -1);
        return "{\"call\":" + words[1] + ",\"time\":" + words[0] + ",\"stars\":" + words[2] + "}";
    }

    private static void write(Path file, List<String> lines) throws IOException {
        OutputStream out = Files.newOutputStream(file);
        try (BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(
                file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out, StandardCharsets.UTF_8))) {
            for (String line : lines) {
                writer.write(line);
                writer.write('\n');
            }
        }
    }
}
