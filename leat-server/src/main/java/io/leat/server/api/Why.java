// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import io.leat.graph.Graph;
import io.leat.graph.Step;
import io.leat.observe.Fired;
import io.leat.observe.Missed;
import io.leat.observe.Observation;
import io.leat.observe.Progress;
import io.leat.observe.Seen;
import io.leat.server.route.Answer;
import io.leat.server.route.Problem;
import io.leat.server.route.Request;
import io.leat.server.view.Documents;
import io.leat.server.view.Partition;
import io.leat.server.view.SampleView;
import io.leat.server.view.Times;
import io.leat.server.watch.WatchedJob;
import io.leat.window.WindowResult;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells why a window gave a result when it did, and why an event was too late. */
final class Why {
    private static final int MOST_INPUTS = 1_000;

    private final Jobs jobs;

    Why(Jobs jobs) {
        this.jobs = jobs;
    }

    /** A partition as it stood, with how far its events may be out of order. */
    private record Standing(
            String source,
            String partition,
            @Nullable Long watermarkMs,
            @Nullable Long latestMs,
            long boundMs) {
        static @Nullable Standing of(@Nullable Progress one, Reasons reasons) {
            return one == null
                    ? null
                    : new Standing(
                            one.source(),
                            one.partition(),
                            Times.ofWatermark(one.watermark()),
                            Times.ofWatermark(one.latest()),
                            reasons.boundMs(one));
        }
    }

    // ---- results --------------------------------------------------------------------------------------------------

    /**
     * Why a result came.
     *
     * @param closedBy the partition that held time up, so that it came then and not before; null if all had ended
     * @param inputs records of its key and window that were taken note of, oldest first
     * @param inputsComplete whether these are all
     */
    private record WhyResult(
            SampleView.Result result,
            String step,
            String windows,
            @Nullable Long watermarkMs,
            @Nullable Standing closedBy,
            List<Partition> sources,
            List<SampleView> inputs,
            boolean inputsComplete,
            String text) {}

    Answer result(Request request) throws Problem {
        WatchedJob job = jobs.find(request);
        Step step = Jobs.step(job, Parameters.text(request, "step"));
        long number = number(request);
        Fired fired = job.observation().fired(step.name(), number - 1, Observation.KEPT).stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow(() -> forgotten("result", number, step));
        Reasons reasons = new Reasons(job.job().graph(), fired.result().start());
        List<Progress> sources = reasons.upstream(step, fired.sources());
        Progress holder = Partition.holder(sources).orElse(null);
        Inputs inputs = Inputs.of(job, step, fired.result());
        return Documents.answer(new WhyResult(
                SampleView.Result.of(fired),
                step.name(),
                job.job().graph().detail(step),
                Times.ofWatermark(fired.watermark()),
                Standing.of(holder, reasons),
                Partition.of(sources),
                inputs.shown(),
                inputs.complete(),
                text(fired, holder, reasons) + reasons.idle(sources)));
    }

    private static String text(Fired fired, @Nullable Progress holder, Reasons reasons) {
        WindowResult<?, ?> result = fired.result();
        String window = "The window " + reasons.span(result.start(), result.end())
                + (result.key() == null ? "" : " of key " + result.key());
        String watermark = reasons.time(fired.watermark());
        String what = switch (result.pane()) {
            case ON_TIME ->
                fired.watermark() == null
                        ? " gave its result when all input had ended"
                        : " gave its result when the watermark reached " + watermark;
            case EARLY -> " gave an early result while it was open, with the watermark at " + watermark;
            case LATE -> " gave its result anew since an event came late, with the watermark at " + watermark;
            case RETRACTION ->
                " took back its result since an event has joined it to another or made it longer, with the watermark at "
                        + watermark;
        };
        String who = reasons.standing(holder);
        return window + what + (who.isEmpty() ? "" : "; " + who) + ".";
    }

    /** The records of a window that were taken note of. */
    private record Inputs(List<SampleView> shown, boolean complete) {
        static Inputs of(WatchedJob job, Step step, WindowResult<?, ?> result) {
            Graph graph = job.job().graph();
            Step.Origin input = step.inputs().get(0);
            Step before = graph.steps().get(input.step());
            List<Seen> seen = job.observation().seen(before.name(), input.output(), -1, Observation.KEPT);
            List<Seen> own = seen.stream()
                    .filter(one -> Objects.equals(one.key(), result.key()) && isIn(one.time(), result))
                    .toList();
            return new Inputs(
                    own.stream().limit(MOST_INPUTS).map(SampleView::of).toList(),
                    own.size() <= MOST_INPUTS && isAll(seen, job, before));
        }

        private static boolean isIn(@Nullable Instant time, WindowResult<?, ?> result) {
            return time != null && !time.isBefore(result.start()) && time.isBefore(result.end());
        }

        /** Returns whether all records that ever left a step are among those that were seen of it. */
        private static boolean isAll(List<Seen> seen, WatchedJob job, Step before) {
            long out = job.moment().metrics().steps().get(before.id()).out();
            return !seen.isEmpty() && seen.get(0).number() == 0 && seen.size() >= out;
        }
    }

    // ---- late events ----------------------------------------------------------------------------------------------

    /** A window that was over: from {@code overAtMs} of the watermark on, which is the last one that keeps it open, it took nothing. */
    private record Over(Instant startMs, Instant endMs, Instant overAtMs) {}

    /**
     * Why an event was too late.
     *
     * @param windows those that it belongs to
     * @param pushedBy the partition that held time up least of those waited for: time could not be further than it; null if all had ended
     */
    private record WhyLate(
            SampleView.Late late,
            String step,
            List<Over> windows,
            @Nullable Long watermarkMs,
            @Nullable Standing pushedBy,
            List<Partition> sources,
            String text) {}

    Answer late(Request request) throws Problem {
        WatchedJob job = jobs.find(request);
        Step step = Jobs.step(job, Parameters.text(request, "step"));
        long number = number(request);
        Missed missed = job.observation().missed(step.name(), number - 1, Observation.KEPT).stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow(() -> forgotten("late event", number, step));
        Reasons reasons = new Reasons(job.job().graph(), missed.time());
        List<Progress> sources = reasons.upstream(step, missed.sources());
        Progress holder = Partition.holder(sources).orElse(null);
        List<Over> windows = windows(step, missed.time());
        return Documents.answer(new WhyLate(
                SampleView.Late.of(missed),
                step.name(),
                windows,
                Times.ofWatermark(missed.watermark()),
                Standing.of(holder, reasons),
                Partition.of(sources),
                text(missed, windows, holder, reasons) + reasons.idle(sources)));
    }

    private static List<Over> windows(Step step, Instant time) {
        if (!(step instanceof Step.Window window)) {
            return List.of();
        }
        long latenessMs = window.emission().allowedLatenessMs();
        return OwnWindows.of(window.windows(), time).stream()
                .map(span -> new Over(
                        span.start(),
                        span.end(),
                        span.end().plusMillis(latenessMs).minusMillis(1)))
                .toList();
    }

    private static String text(Missed missed, List<Over> windows, @Nullable Progress holder, Reasons reasons) {
        String event = "The event of " + reasons.time(missed.time());
        String stood = "the watermark stood at " + reasons.time(missed.watermark());
        String who = reasons.standing(holder);
        String why = who.isEmpty() ? "." : ": " + who + ".";
        if (windows.isEmpty()) {
            return event + " was too late: when it came, " + stood + why;
        }
        Over last = windows.get(windows.size() - 1);
        return event + " belongs to the window " + reasons.span(last.startMs, last.endMs)
                + (windows.size() == 1 ? "" : " and " + (windows.size() - 1) + " before it")
                + ", which was over when the watermark had reached " + reasons.time(last.overAtMs)
                + "; when the event came, " + stood + why;
    }

    // ---- both -----------------------------------------------------------------------------------------------------

    private static long number(Request request) throws Problem {
        Parameters.text(request, "number");
        return Objects.requireNonNull(Parameters.number(request, "number"));
    }

    private static Problem forgotten(String what, long number, Step step) {
        return new Problem(
                404,
                "there is no " + what + " " + number + " of step '" + step.name() + "' among the latest "
                        + Observation.KEPT + " that were taken note of");
    }
}
