// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import io.leat.cli.process.Life;
import io.leat.inspect.KeptJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What has come of killing a job so far. One thread. */
public final class ChaosReport {
    private static final int ERROR_LINES = 20;

    private final Map<Moment, Integer> kills = new EnumMap<>(Moment.class);
    private final List<String> wrong = new ArrayList<>();
    private int lives;
    private int runs;
    private long looks;
    private int started;
    private long startMs;
    private long ownStartMs;
    private long epochs;
    /** How many rows the sinks had after each run. */
    private final List<String> rows = new ArrayList<>();

    void killed(Life life, Moment moment) {
        kills.merge(moment, 1, Integer::sum);
        lived(life);
    }

    /** Takes note of a process that has ended by itself. */
    void ended(Life life, Path log) throws IOException {
        lived(life);
        if (!life.isOver()) {
            wrong.add("a process did not come to its end");
        } else if (life.status() != 0) {
            wrong.add("a process ended by itself with status " + life.status() + ": " + tail(log));
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(
                System.lineSeparator(), lines.subList(Math.max(0, lines.size() - ERROR_LINES), lines.size()));
    }

    private void lived(Life life) {
        lives++;
        if (life.hasStarted()) {
            started++;
            startMs += life.startMs();
            ownStartMs += life.ownStartMs();
        }
    }

    void looked(Witness witness) {
        wrong.addAll(witness.takeViolations());
    }

    void completed(Witness witness, KeptJob job) {
        runs++;
        looks += witness.looks();
        epochs += job.epoch();
        rows.add(witness.toString());
    }

    /** Returns how many kills there were. */
    public int kills() {
        return kills.values().stream().mapToInt(n -> n).sum();
    }

    /** Returns how often the job has completed. */
    public int runs() {
        return runs;
    }

    /** Returns whether nothing is wrong so far. */
    public boolean isGood() {
        return wrong.isEmpty();
    }

    /** Returns what is wrong, in words. */
    public List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Returns it in a line, while it goes on. */
    public String line() {
        return String.format(Locale.ROOT, "%,d kills, %,d lives, %,d runs", kills(), lives, runs);
    }

    /** Returns it in full. */
    public String text() {
        String moments = kills.entrySet().stream()
                .map(each -> String.format(Locale.ROOT, "%,d %s", each.getValue(), each.getKey()))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%,d kills (%s) in %,d lives; a job completed %,d times, after %,d epochs; results were looked at %,d times%n"
                        + "gone on after %,.0f ms on average with the start of Java, %,.0f ms without%n"
                        + "rows: %s",
                kills(),
                moments,
                lives,
                runs,
                epochs,
                looks,
                (double) startMs / Math.max(1, started),
                (double) ownStartMs / Math.max(1, started),
                rows.stream().distinct().limit(2).collect(Collectors.joining("; ")));
    }
}
