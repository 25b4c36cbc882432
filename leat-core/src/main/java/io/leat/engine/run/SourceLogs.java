// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.codec.CodecException;
import io.leat.connector.Backfill;
import io.leat.connector.Source;
import io.leat.connector.SourceLog;
import io.leat.connector.SourcePartition;
import io.leat.engine.directory.JobDirectory;
import io.leat.engine.log.Durability;
import io.leat.engine.log.EventLog;
import io.leat.engine.log.LogOptions;
import io.leat.engine.log.StepLog;
import io.leat.engine.log.StepLogs;
import io.leat.engine.log.segment.Retention;
import io.leat.engine.plan.Plan;
import io.leat.engine.schema.SchemaChange;
import io.leat.failure.IncompatibleStateException;
import io.leat.failure.IncompatibleStateException.Problem;
import io.leat.failure.PipelineException;
import io.leat.graph.Step;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Opens the logs of those sources of a job that want one. */
final class SourceLogs {
    private final String pipeline;
    private final JobDirectory directory;
    private final InstantSource clock;
    private final StepLogs logs = new StepLogs();

    private SourceLogs(String pipeline, JobDirectory directory, InstantSource clock) {
        this.pipeline = pipeline;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Opens the logs of a job.
     *
     * @throws PipelineException if events of a source cannot be written to a log
     * @throws IncompatibleStateException if a log has events that cannot be read as what they are now
     */
    static StepLogs open(Plan plan, JobDirectory directory, InstantSource clock) throws IOException {
        SourceLogs opening = new SourceLogs(plan.graph().name(), directory, clock);
        try {
            for (Step step : plan.graph().steps()) {
                if (step instanceof Step.From from) {
                    opening.open(from, plan.partitions(from));
                }
            }
            return opening.logs;
        } catch (IOException | RuntimeException e) {
            try {
                opening.logs.close();
            } catch (IOException next) {
                e.addSuppressed(next);
            }
            throw e;
        }
    }

    private void open(Step.From from, List<? extends SourcePartition<?>> partitions) throws IOException {
        for (SourcePartition<?> partition : partitions) {
            Source<?> side = partition instanceof Backfill.Part<?> part ? part.side() : from.source();
            open(from.name(), partition.name(), side);
        }
    }

    private <T> void open(String step, String partition, Source<T> source) throws IOException {
        SourceLog.Terms<T> terms = terms(step, source);
        if (terms == null) {
            return;
        }
        if (logs.of(step) != null) {
            throw new PipelineException("source '" + step + "' asks for a log and has more than one partition: '"
                    + partition + "' is another. Cure: a source for each");
        }
        String schema = terms.codec().describe();
        LogOptions options = LogOptions.of(pipeline + "/" + step)
                .withSchema(schema)
                .with(terms.durable() ? Durability.DURABLE : Durability.BUFFERED)
                .with(new Retention(terms.retainMs(), terms.retainBytes()))
                .with(clock);
        EventLog log = EventLog.open(directory.log(step), options, readableAs(schema, step));
        logs.add(step, partition, new StepLog<>(log, terms.codec(), source, clock));
    }

    private static <T> SourceLog.Terms<T> terms(String step, Source<T> source) {
        try {
            return source.logged();
        } catch (CodecException e) {
            throw new PipelineException(
                    "source '" + step
                            + "' cannot have a log in the job's directory, since its events cannot be written: "
                            + e.getMessage() + ". Or give it a codec for them: Push.of(…).codec(…)",
                    e);
        }
    }

    private Consumer<String> readableAs(String now, String step) {
        return was -> {
            SchemaChange change = SchemaChange.ofValues("an event", was, now);
            if (!change.isReadable()) {
                String what = "the events in its log cannot be read: " + String.join("; ", change.problems());
                String cure =
                        "change their class back, give the source another name, or begin anew in another directory";
                throw new IncompatibleStateException(
                        pipeline, directory.toString(), List.of(new Problem(step, what, was, now, cure)));
            }
        };
    }
}
