// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.leat.Job;
import io.leat.failure.DeadLetter;
import io.leat.metric.JobMetrics;
import io.leat.metric.LatenessAdvice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a job has done, as a JSON file and as a line for people. The names of the components are those in the file. */
record RunSummary(
        String job,
        Job.Status status,
        long in,
        long filtered,
        long processed,
        long late,
        long partiallyLate,
        long failed,
        long windows,
        long inBefore,
        double seconds,
        double eventsPerSecond,
        List<LatenessAdvice> lateness,
        List<String> deadLetters) {
    private static final int LETTERS = 5;

    /**
     * Returns what a job has done so far. Counts are those of all its lives, seconds those of this one.
     *
     * @param inBefore how many records earlier lives have read
     */
    static RunSummary of(Job job, long inBefore) {
        JobMetrics m = job.metrics();
        double seconds = m.elapsed().toNanos() / 1e9;
        return new RunSummary(
                job.name(),
                job.status(),
                m.in(),
                m.filtered(),
                m.processed(),
                m.late(),
                m.partiallyLate(),
                m.failed(),
                m.windows(),
                inBefore,
                seconds,
                seconds > 0 ? Math.max(0, m.in() - inBefore) / seconds : 0,
                m.lateness(),
                job.deadLetters().stream()
                        .limit(LETTERS)
                        .map(DeadLetter::toString)
                        .toList());
    }

    void write(Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            write(json);
        }
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("job", job);
        json.writeStringField("status", status.name());
        json.writeNumberField("in", in);
        json.writeNumberField("filtered", filtered);
        json.writeNumberField("processed", processed);
        json.writeNumberField("late", late);
        json.writeNumberField("partiallyLate", partiallyLate);
        json.writeNumberField("failed", failed);
        json.writeNumberField("windows", windows);
        json.writeNumberField("inBefore", inBefore);
        json.writeNumberField("seconds", seconds);
        json.writeNumberField("eventsPerSecond", eventsPerSecond);
        json.writeArrayFieldStart("lateness");
        for (LatenessAdvice advice : lateness) {
            write(json, advice);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("deadLetters");
        for (String letter : deadLetters) {
            json.writeString(letter);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, LatenessAdvice advice) throws IOException {
        json.writeStartObject();
        json.writeStringField("step", advice.step());
        json.writeNumberField("events", advice.events());
        json.writeNumberField("outOfOrder", advice.outOfOrder());
        json.writeNumberField("losingNoneMs", advice.losingNone().toMillis());
        json.writeNumberField("losingOneIn10000Ms", advice.losingOneIn10000().toMillis());
        json.writeNumberField("losingOneIn1000Ms", advice.losingOneIn1000().toMillis());
        json.writeNumberField("losingOneIn100Ms", advice.losingOneIn100().toMillis());
        json.writeEndObject();
    }

    /** Returns a line for each source with events out of order: which disorder bound would have lost how many of them. */
    List<String> advice() {
        return lateness.stream()
                .filter(a -> a.outOfOrder() > 0)
                .map(a -> String.format(
                        Locale.ROOT,
                        "%s: %,d of %,d events out of order; a bound of %,d ms would lose at most 1 %%, %,d ms 0.1 %%, "
                                + "%,d ms 0.01 %%, %,d ms none",
                        a.step(),
                        a.outOfOrder(),
                        a.events(),
                        a.losingOneIn100().toMillis(),
                        a.losingOneIn1000().toMillis(),
                        a.losingOneIn10000().toMillis(),
                        a.losingNone().toMillis()))
                .toList();
    }

    /** Returns it in a line, while the job runs or after it. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%s %s: %,d in, %,d filtered, %,d processed, %,d late, %,d failed, %,d windows, %.1f s, %,.0f/s",
                job,
                status.name().toLowerCase(Locale.ROOT),
                in,
                filtered,
                processed,
                late,
                failed,
                windows,
                seconds,
                eventsPerSecond);
    }
}
