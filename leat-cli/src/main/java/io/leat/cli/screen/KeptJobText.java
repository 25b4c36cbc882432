// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.screen;

import io.leat.inspect.KeptFile;
import io.leat.inspect.KeptJob;
import io.leat.inspect.KeptPartition;
import io.leat.inspect.KeptSink;
import io.leat.inspect.KeptStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a directory keeps of a job, as lines for people. */
public final class KeptJobText {
    private static final int LONGEST_STATE = 60;

    private KeptJobText() {}

    /** Returns the lines. */
    public static List<String> of(KeptJob job) {
        List<String> lines = new ArrayList<>();
        lines.add("job " + job.name() + " in " + job.directory());
        if (job.holder() != null) {
            lines.add("  in use by " + job.holder() + ", so this is as of a moment ago");
        }
        if (job.damage() != null) {
            lines.add("  " + job.damage());
            return lines;
        }
        lines.add("  " + standing(job));
        lines.add(String.format(Locale.ROOT, "  %,d records read, %,d failed", job.in(), job.failed()));
        table(steps(job), lines);
        table(partitions(job), lines);
        table(sinks(job), lines);
        table(files(job), lines);
        lines.add(
                String.format(Locale.ROOT, "  %,d files, %,d bytes", job.files().size(), job.bytes()));
        return lines;
    }

    private static String standing(KeptJob job) {
        return job.sealedAt() == null
                ? "no epoch yet"
                : String.format(Locale.ROOT, "epoch %,d of %s", job.epoch(), job.sealedAt())
                        + (job.completed() ? ", the last one: the job has completed" : "");
    }

    private static void table(TextTable table, List<String> lines) {
        List<String> more = table.lines();
        if (!more.isEmpty()) {
            lines.add("");
            lines.addAll(more);
        }
    }

    private static TextTable steps(KeptJob job) {
        TextTable table = new TextTable("step", "kind", "in", "entries", "timers", "bytes", "watermark");
        for (KeptStep step : job.steps()) {
            table.add(
                    step.name(),
                    step.kind(),
                    number(step.in()),
                    number(step.entries()),
                    number(step.timers()),
                    number(step.bytes()),
                    time(step.watermark()));
        }
        return table;
    }

    private static TextTable partitions(KeptJob job) {
        TextTable table = new TextTable("source", "partition", "position", "watermark");
        for (KeptPartition partition : job.partitions()) {
            String position = partition.position() == null ? "not read yet" : partition.position();
            table.add(
                    partition.step(),
                    partition.name(),
                    partition.ended() ? position + ", the end" : position,
                    time(partition.watermark()));
        }
        return table;
    }

    private static TextTable sinks(KeptJob job) {
        TextTable table = new TextTable("sink", "kind", "epochs waiting", "bytes waiting", "remembers");
        for (KeptSink sink : job.sinks()) {
            table.add(
                    sink.step(),
                    sink.kind(),
                    number(sink.epochsWaiting()),
                    number(sink.bytesWaiting()),
                    sink.state() == null ? "" : shortened(sink.state()));
        }
        return table;
    }

    private static String shortened(String state) {
        String line = state.replace('\n', ' ');
        return line.length() <= LONGEST_STATE ? line : line.substring(0, LONGEST_STATE) + "…";
    }

    private static TextTable files(KeptJob job) {
        TextTable table = new TextTable("file", "kind", "bytes");
        for (KeptFile file : job.files()) {
            table.add(file.path(), file.kind(), number(file.bytes()));
        }
        return table;
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String time(long watermark) {
        if (watermark == Long.MIN_VALUE) {
            return "none yet";
        }
        return watermark == Long.MAX_VALUE
                ? "the end"
                : Instant.ofEpochMilli(watermark).toString();
    }
}
