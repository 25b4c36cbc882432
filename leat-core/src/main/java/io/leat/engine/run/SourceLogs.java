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
import io.leat.engine.replica.JobContext;
import io.leat.engine.schema.SchemaChange;
import io.leat.failure.IncompatibleStateException;
import io.leat.failure.IncompatibleStateException.Problem;
import io.leat.failure.PipelineException;
import io.leat.graph.Step;
import io.leat.history.EventHistory;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
                    opening.open(from);
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

    /**
     * Returns what is in the log of a source of a job.
     *
     * @throws IllegalArgumentException if there is no such source, it has no log, or its events are not of that class
     */
    static <T> EventHistory<T> history(JobContext job, String source, Class<T> type) {
        StepLog<?> log = job.durability().logs().of(source);
        if (log == null) {
            throw new IllegalArgumentException("job '" + job.plan().graph().name()
                    + "' has no log of the events of source '"
                    + source + "': there are logs of " + job.durability().logs().steps()
                    + ". Cure: start it from Leat.open(directory), with a source that is fed by the program: Push");
        }
        return log.history(type);
    }

    private void open(Step.From from) throws IOException {
        if (from.source() instanceof Backfill<?> both) {
            open(from.name(), Backfill.LIVE, both.sequel());
        } else {
            open(from.name(), "", from.source());
        }
    }

    private <T> void open(String step, String prefix, Source<T> source) throws IOException {
        SourceLog.Terms<T> terms = terms(step, source);
        if (terms == null) {
            return;
        }
        String schema = terms.codec().describe();
        LogOptions options = LogOptions.of(pipeline + "/" + step)
                .withSchema(schema)
                .with(terms.durable() ? Durability.DURABLE : Durability.BUFFERED)
                .with(new Retention(terms.retainMs(), terms.retainBytes()))
                .with(clock);
        EventLog log = EventLog.open(directory.log(step), options, readableAs(schema, step));
        logs.add(step, prefix + partition(step, source), new StepLog<>(log, terms.codec(), source, clock));
    }

    private static String partition(String step, Source<?> source) {
        try {
            List<? extends SourcePartition<?>> partitions = source.partitions();
            if (partitions.size() == 1) {
                return partitions.get(0).name();
            }
            throw new PipelineException("source '" + step + "' asks for a log and has " + partitions.size()
                    + " partitions: only one can have a log");
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new PipelineException("source '" + step + "' cannot be opened: " + e.getMessage(), e);
        }
    }

    private static <T> SourceLog.@Nullable Terms<T> terms(String step, Source<T> source) {
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
