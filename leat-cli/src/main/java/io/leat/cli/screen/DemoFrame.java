// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.screen;

import io.leat.Job;
import io.leat.examples.instances.Alert;
import io.leat.examples.instances.Exchange;
import io.leat.examples.instances.SixInstances;
import io.leat.failure.DeadLetter;
import io.leat.metric.JobMetrics;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Everything that {@code leat demo} shows at one moment, as lines. */
public final class DemoFrame {
    private static final int LAST = 3;

    private final Board board;
    private final Job job;
    private final String title;
    private final Supplier<Optional<URI>> page;

    /**
     * Makes frames of a job that feeds a board.
     *
     * @param page tells where the page of the job is, once it is open
     */
    public DemoFrame(Board board, Job job, String title, Supplier<Optional<URI>> page) {
        this.board = board;
        this.job = job;
        this.title = title;
        this.page = page;
    }

    /** Returns the frame of this moment. */
    public List<Line> live(int width) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(title, Line.Ink.BOLD));
        lines.add(Line.of(
                present() + page.get().map(address -> "   page " + address).orElse("")));
        lines.add(Line.of(""));
        lines.addAll(FigureTable.of(board.figures(), width));
        lines.add(Line.of(""));
        lines.add(Line.of(counts(job.metrics())));
        lines.add(Line.of(exchanges(job.metrics())));
        board.alerts(LAST).forEach(alert -> lines.add(new Line(text(alert), Line.Ink.WARNING)));
        List<DeadLetter> letters = job.deadLetters();
        letters.subList(Math.max(0, letters.size() - LAST), letters.size())
                .forEach(letter -> lines.add(Line.of("dead letter  " + DeadLetterPrinter.text(letter))));
        return lines;
    }

    /** Returns what is left to say at the end: equal runs end in equal words. */
    public List<Line> last(int width) {
        JobMetrics metrics = job.metrics();
        List<Line> lines = new ArrayList<>(FigureTable.of(board.figures(), width));
        lines.add(Line.of(""));
        lines.add(Line.of(counts(metrics)));
        lines.add(Line.of(lateness(metrics)));
        lines.add(Line.of(exchanges(metrics)));
        List<DeadLetter> letters = job.deadLetters();
        lines.add(Line.of(
                "dead letters: " + FigureTable.number(metrics.failed()) + (letters.isEmpty() ? "" : ", among them")));
        letters.subList(0, Math.min(LAST, letters.size()))
                .forEach(letter -> lines.add(Line.of("  " + DeadLetterPrinter.text(letter))));
        return lines;
    }

    private String present() {
        Instant now = board.now();
        if (now.equals(Instant.MIN)) {
            return "waiting for the first request";
        }
        long watermark = job.metrics().step(SixInstances.TUMBLING).watermark();
        boolean known = watermark != Long.MIN_VALUE && watermark != Long.MAX_VALUE;
        String lag = known ? seconds(Duration.between(Instant.ofEpochMilli(watermark), now)) + " behind" : "-";
        return "event time " + PlainView.time(now) + "   watermark " + lag + "   "
                + job.status().name().toLowerCase(Locale.ROOT);
    }

    private static String counts(JobMetrics m) {
        return String.format(
                Locale.ROOT,
                "in %,d   valid %,d   failed %,d   windows opened %,d",
                m.step(SixInstances.REPORTS).in(),
                m.step(SixInstances.CHECK).out(),
                m.failed(),
                windows(m, SixInstances.TUMBLING, SixInstances.SLIDING, SixInstances.SESSION));
    }

    private static long windows(JobMetrics m, String... steps) {
        return Arrays.stream(steps).mapToLong(step -> m.step(step).windows()).sum();
    }

    /** Floating sums depend on the order in which threads bring them: what is shown of the cost is rounded. */
    private String exchanges(JobMetrics m) {
        return String.format(
                Locale.ROOT,
                "requests answered %,d, failed %,d, without completion %,d; completions without request %,d, late %,d; cost %.4f USD",
                board.exchanges(Exchange.Outcome.ANSWERED),
                board.exchanges(Exchange.Outcome.FAILED),
                board.exchanges(Exchange.Outcome.NO_COMPLETION),
                board.exchanges(Exchange.Outcome.NO_REQUEST),
                m.step(SixInstances.JOIN).late(),
                board.usd());
    }

    private static String lateness(JobMetrics m) {
        return String.format(
                Locale.ROOT,
                "late for the 10 s window %,d, for all 30 s windows %,d, for some %,d, for a session %,d",
                m.step(SixInstances.TUMBLING).late(),
                m.step(SixInstances.SLIDING).late(),
                m.step(SixInstances.SLIDING).partiallyLate(),
                m.step(SixInstances.SESSION).late());
    }

    private static String text(Alert alert) {
        return "alert  " + PlainView.time(alert.at()) + "  " + alert.instance() + "  " + alert.what();
    }

    private static String seconds(Duration span) {
        return String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1_000.0);
    }
}
