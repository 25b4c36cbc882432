// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import io.leat.graph.Step;
import io.leat.observe.Fired;
import io.leat.observe.Inputs;
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
     * @param inputs records that went into it, as far as they were taken note of, oldest first
     * @param inputsComplete whether these are all. Not said if the aggregate failed on some record: which ones is not known here
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
        long number = Parameters.number(request, "number");
        Fired fired = job.observation().fired(step.name(), number - 1, Observation.KEPT).stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow(() -> forgotten("result", number, step));
        Reasons reasons = new Reasons(job.job().graph());
        List<Progress> sources = reasons.upstream(step, fired.sources());
        Progress holder = Partition.holder(sources).orElse(null);
        Inputs inputs = job.observation().inputs(step.name(), fired);
        List<Seen> shown = inputs.records().stream().limit(MOST_INPUTS).toList();
        return Documents.answer(new WhyResult(
                SampleView.Result.of(fired),
                step.name(),
                job.job().graph().detail(step),
                Times.ofWatermark(fired.watermark()),
                Standing.of(holder, reasons),
                Partition.of(sources),
                shown.stream().map(SampleView::of).toList(),
                inputs.complete()
                        && shown.size() == inputs.records().size()
                        && job.job().metrics().step(step.name()).failed() == 0,
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
        long number = Parameters.number(request, "number");
        Missed missed = job.observation().missed(step.name(), number - 1, Observation.KEPT).stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow(() -> forgotten("late event", number, step));
        Reasons reasons = new Reasons(job.job().graph());
        List<Progress> sources = reasons.upstream(step, missed.sources());
        Progress holder = Partition.holder(sources).orElse(null);
        List<Over> windows = windows(job, step, missed.time());
        return Documents.answer(new WhyLate(
                SampleView.Late.of(missed),
                step.name(),
                windows,
                Times.ofWatermark(missed.watermark()),
                Standing.of(holder, reasons),
                Partition.of(sources),
                text(missed, windows, holder, reasons) + reasons.idle(sources)));
    }

    private static List<Over> windows(WatchedJob job, Step step, Instant time) {
        long latenessMs = step instanceof Step.Window window ? window.emission().allowedLatenessMs() : 0;
        return job.observation().windowsOf(step.name(), time).stream()
                .map(span -> new Over(
                        span.start(),
                        span.end(),
                        span.end().plusMillis(latenessMs).minusMillis(1)))
                .toList();
    }

    private static String text(Missed missed, List<Over> windows, @Nullable Progress holder, Reasons reasons) {
        StringBuilder text = new StringBuilder("The event of " + reasons.time(missed.time()));
        if (windows.isEmpty()) {
            text.append(" was too late: when it came, ");
        } else {
            Over last = windows.get(windows.size() - 1);
            text.append(" belongs to the window ")
                    .append(reasons.span(last.startMs, last.endMs))
                    .append(windows.size() == 1 ? "" : " and " + (windows.size() - 1) + " before it")
                    .append(", which was over when the watermark had reached ")
                    .append(reasons.time(last.overAtMs))
                    .append("; when the event came, ");
        }
        text.append("the watermark stood at ").append(reasons.time(missed.watermark()));
        String who = reasons.standing(holder);
        return text.append(who.isEmpty() ? "." : ": " + who + ".").toString();
    }

    // ---- both -----------------------------------------------------------------------------------------------------

    private static Problem forgotten(String what, long number, Step step) {
        return new Problem(
                404,
                "there is no " + what + " " + number + " of step '" + step.name() + "' among the latest "
                        + Observation.KEPT + " that were taken note of");
    }
}
