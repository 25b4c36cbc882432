// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import io.leat.graph.Step;
import io.leat.join.JoinBounds;
import io.leat.observe.Kept;
import io.leat.observe.Observation;
import io.leat.observe.Progress;
import io.leat.server.route.Answer;
import io.leat.server.route.Problem;
import io.leat.server.route.Request;
import io.leat.server.view.Documents;
import io.leat.server.view.MetricsView;
import io.leat.server.view.Partition;
import io.leat.server.view.PlanView;
import io.leat.server.view.SampleView;
import io.leat.server.view.Times;
import io.leat.server.watch.WatchedJob;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tells what goes through a step, and what it keeps. */
final class Steps {
    static final int USUAL = 200;
    static final int MOST = 1_000;
    /** Among so many keys one is looked for. */
    private static final int LOOKED_THROUGH = 10_000;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Jobs jobs;

    Steps(Jobs jobs) {
        this.jobs = jobs;
    }

    // ---- records that went through --------------------------------------------------------------------------------

    /**
     * The latest records of a step, oldest first.
     *
     * @param seenIn of each of its inputs
     * @param seen of each of its outputs
     */
    private record Samples(List<List<SampleView>> seenIn, List<List<SampleView>> seen, boolean sampled) {}

    Answer one(Request request) throws Problem, InterruptedException {
        WatchedJob job = jobs.find(request);
        Step step = Jobs.step(job, request.segment("step"));
        return Documents.answer(parts(job, step, Parameters.number(request, "limit", 20, MOST), PATIENCE));
    }

    /** Returns what there is to tell of a step; {@code patience} is how long the job may take to tell how large its state is. */
    static Object[] parts(WatchedJob job, Step step, int limit, Duration patience) throws InterruptedException {
        MetricsView.StepNow now = MetricsView.StepNow.of(job.moment()).get(step.id());
        return new Object[] {
            PlanView.Entry.of(step, job.job().graph()),
            now,
            new Size(now.entries() == 0 ? null : stateBytes(job, step, patience)),
            samples(job, step, limit)
        };
    }

    /**
     * How large the state of a step is.
     *
     * @param stateBytes an estimate; null if it keeps none, or that cannot be told
     */
    private record Size(@Nullable Long stateBytes) {}

    private static @Nullable Long stateBytes(WatchedJob job, Step step, Duration patience) throws InterruptedException {
        try {
            OptionalLong bytes = job.observation().stateBytes(step.name(), patience);
            return bytes.isPresent() ? bytes.getAsLong() : null;
        } catch (TimeoutException e) {
            return null; // the job is held up
        }
    }

    private static Samples samples(WatchedJob job, Step step, int limit) {
        List<Step> steps = job.job().graph().steps();
        return new Samples(
                step.inputs().stream()
                        .map(input -> seen(job, steps.get(input.step()).name(), input.output(), limit))
                        .toList(),
                IntStream.range(0, Step.OUTPUTS)
                        .mapToObj(output -> seen(job, step.name(), output, limit))
                        .toList(),
                true);
    }

    private static List<SampleView> seen(WatchedJob job, String step, int output, int limit) {
        return job.observation().seen(step, output, -1, limit).stream()
                .map(SampleView::of)
                .toList();
    }

    // ---- windows --------------------------------------------------------------------------------------------------

    /**
     * The windows of a step.
     *
     * @param open those that are open now
     * @param more whether there are more of these
     * @param heldUp whether that could not be asked, since the job waits for something
     */
    record Windows(
            @Nullable Long watermarkMs,
            List<SampleView.Held> open,
            boolean more,
            boolean heldUp,
            List<SampleView.Result> results,
            List<SampleView.Late> late) {}

    Answer windows(Request request) throws Problem, InterruptedException {
        WatchedJob job = jobs.find(request);
        Step step = withWindows(job, request.segment("step"));
        return Documents.answer(windows(job, step, Parameters.number(request, "limit", USUAL, MOST), PATIENCE));
    }

    /**
     * Returns a step with windows.
     *
     * @throws Problem if there is none of that name, or it has no windows
     */
    static Step withWindows(WatchedJob job, String name) throws Problem {
        return of(job, name, Step.Window.class::isInstance, "has no windows");
    }

    private static Step of(WatchedJob job, String name, Predicate<? super Step> isMeant, String otherwise)
            throws Problem {
        Step step = Jobs.step(job, name);
        if (isMeant.test(step)) {
            return step;
        }
        List<String> meant = job.job().graph().steps().stream()
                .filter(isMeant)
                .map(Step::name)
                .toList();
        throw new Problem(
                400,
                step.kind() + " '" + name + "' " + otherwise + ": "
                        + (meant.isEmpty() ? "no step of this job has" : "there are " + meant));
    }

    /** Returns the windows of a step; {@code patience} is how long the job may take to tell those that are open. */
    static Windows windows(WatchedJob job, Step step, int limit, Duration patience) throws InterruptedException {
        Observation observation = job.observation();
        List<Kept> open;
        boolean heldUp = false;
        try {
            open = observation.windows(step.name(), limit + 1, patience);
        } catch (TimeoutException e) {
            open = List.of();
            heldUp = true;
        }
        return new Windows(
                watermarkMs(job, step),
                SampleView.Held.of(open.subList(0, Math.min(open.size(), limit))),
                open.size() > limit,
                heldUp,
                observation.fired(step.name(), -1, limit).stream()
                        .map(SampleView.Result::of)
                        .toList(),
                observation.missed(step.name(), -1, limit).stream()
                        .map(SampleView.Late::of)
                        .toList());
    }

    /** Returns how far the sources have come now, or if they do not tell, the step a moment ago. */
    private static @Nullable Long watermarkMs(WatchedJob job, Step step) {
        Reasons reasons = new Reasons(job.job().graph());
        return Partition.holder(reasons.upstream(step, job.observation().progress()))
                .map(Progress::watermark)
                .map(Times::ofWatermark)
                .orElseGet(() -> Times.ofWatermark(
                        job.moment().metrics().steps().get(step.id()).watermark()));
    }

    // ---- state ----------------------------------------------------------------------------------------------------

    private record State(List<SampleView.Held> values, boolean more) {}

    Answer state(Request request) throws Problem, InterruptedException {
        WatchedJob job = jobs.find(request);
        int limit = Parameters.number(request, "limit", USUAL, MOST);
        Step step = of(job, request.segment("step"), Steps::hasValues, "has no value by key that could be told");
        String key = request.parameter("key");
        int lookedThrough = key == null ? limit : LOOKED_THROUGH;
        List<Kept> all = kept(job, step, lookedThrough + 1);
        List<Kept> found = all.stream()
                .filter(kept -> key == null || key.equals(Documents.text(kept.key())))
                .toList();
        return Documents.answer(new State(
                SampleView.Held.of(found.subList(0, Math.min(found.size(), limit))),
                found.size() > limit || all.size() > lookedThrough));
    }

    private static boolean hasValues(Step step) {
        boolean isWindow = step instanceof Step.Window window
                && !(window.windows() instanceof io.leat.window.Windows.Count)
                && !(window.windows() instanceof io.leat.window.Windows.CountOrTimeout);
        boolean isLatest = step instanceof Step.Latest
                || (step instanceof Step.Join join && join.bounds() instanceof JoinBounds.Latest);
        return isWindow || isLatest || step instanceof Step.Running;
    }

    private static List<Kept> kept(WatchedJob job, Step step, int atMost) throws Problem, InterruptedException {
        try {
            return step instanceof Step.Window
                    ? job.observation().windows(step.name(), atMost, PATIENCE)
                    : job.observation().values(step.name(), atMost, PATIENCE);
        } catch (TimeoutException e) {
            throw new Problem(
                            503,
                            "step '" + step.name() + "' could not be asked within " + PATIENCE.toMillis()
                                    + " ms: the job is held up, by a sink for example")
                    .retryAfterSeconds(1);
        }
    }
}
