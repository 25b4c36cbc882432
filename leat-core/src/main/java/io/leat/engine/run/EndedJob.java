// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.Job;
import io.leat.connector.TransactionalSink;
import io.leat.engine.observe.JobObservation;
import io.leat.engine.observe.Questions;
import io.leat.engine.replica.JobContext;
import io.leat.failure.DeadLetter;
import io.leat.failure.PipelineException;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import io.leat.history.EventHistory;
import io.leat.metric.EpochMetrics;
import io.leat.metric.JobMetrics;
import io.leat.observe.Observation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A job that had ended before it was started again. All it does is to bring to sinks what was sealed with the last epoch and may not
 * have arrived.
 */
final class EndedJob implements Job {
    private final JobContext context;

    private EndedJob(JobContext context) {
        this.context = context;
    }

    /**
     * Brings what may be missing.
     *
     * @throws PipelineException if a sink does not take it
     */
    static EndedJob of(EpochSetup.Begun begun) throws IOException {
        JobContext context = begun.context();
        for (Delivery delivery : Delivery.openAll(context, begun.directory(), begun.letters())) {
            while (delivery.work()) {
                // until everything has arrived
            }
            delivery.close();
        }
        for (Step step : context.plan().graph().steps()) {
            if (step instanceof Step.To to && !(to.sink() instanceof TransactionalSink<?>)) {
                publish(to, context);
            }
        }
        return new EndedJob(context);
    }

    private static void publish(Step.To to, JobContext context) throws IOException {
        context.open(to).close(); // opened with its last state, it publishes what is to be published
    }

    @Override
    public String name() {
        return context.plan().graph().name();
    }

    @Override
    public Graph graph() {
        return context.plan().graph();
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public Observation observe() {
        return new JobObservation(context, new Questions(List.of(), () -> true));
    }

    @Override
    public void tryAgain(DeadLetter letter, Object value) {
        throw new IllegalStateException("job '" + name() + "' has ended");
    }

    @Override
    public Status status() {
        return Status.COMPLETED;
    }

    @Override
    public Optional<Throwable> failure() {
        return Optional.empty();
    }

    @Override
    public JobMetrics awaitCompletion() {
        return metrics();
    }

    @Override
    public boolean await(Duration atMost) {
        return true;
    }

    @Override
    public void stop() {}

    @Override
    public void suspend() {}

    @Override
    public void cancel() {}

    @Override
    public JobMetrics metrics() {
        Resumed from = resumedFrom().orElseThrow(); // it has ended with an epoch
        EpochMetrics epochs = new EpochMetrics(from.epoch(), from.sealedAt(), Duration.ZERO, 0, 0);
        return MetricsReport.of(context, List.of(), Duration.ZERO, epochs);
    }

    @Override
    public Optional<Resumed> resumedFrom() {
        return MetricsReport.resumedFrom(context);
    }

    @Override
    public <T> EventHistory<T> history(String source, Class<T> type) {
        return SourceLogs.history(context, source, type);
    }

    @Override
    public List<DeadLetter> deadLetters() {
        return context.deadLetters().latest();
    }

    @Override
    public boolean hadEnded() {
        return true;
    }
}
