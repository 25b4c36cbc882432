// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.metric;

import static io.leat.server.metric.Definition.counter;
import static io.leat.server.metric.Definition.gauge;
import static io.leat.server.metric.Snapshot.seconds;

import io.leat.Job;
import io.leat.metric.EpochMetrics;
import io.leat.metric.JobMetrics;
import io.leat.metric.LatenessAdvice;
import io.leat.metric.StepMetrics;
import io.leat.metric.WorkerMetrics;
import io.leat.server.metric.Snapshot.PartitionNow;
import io.leat.server.metric.Snapshot.StepNow;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** All numbers that are told. {@code docs/observability.md} lists them for those who read them. */
final class Definitions {
    /** Of a job, as it counts; tag {@code job}. */
    static final List<Definition<JobMetrics>> JOB = List.of(
            counter("leat.job.in", "records", "What sources have read, unreadable records included", JobMetrics::in),
            counter("leat.job.out", "records", "Results that sinks were given", JobMetrics::out),
            counter("leat.job.filtered", "records", "What filters have dropped", JobMetrics::filtered),
            counter("leat.job.late", "records", "How often a record came too late for a step", JobMetrics::late),
            counter(
                    "leat.job.partially.late",
                    "records",
                    "How often a record missed some of its windows",
                    JobMetrics::partiallyLate),
            counter("leat.job.failed", "records", "Dead letters, and what was skipped", JobMetrics::failed),
            gauge(
                    "leat.job.processed",
                    "records",
                    "Read, less those filtered and failed; where streams branch, look at the steps",
                    JobMetrics::processed),
            counter("leat.job.windows", "windows", "Windows that were opened", JobMetrics::windows),
            gauge("leat.job.elapsed", "seconds", "Since it was started, until it ended", m -> seconds(m.elapsed())));

    /** Of a job, as it stands; tag {@code job}. */
    static final List<Definition<Snapshot>> JOB_NOW = List.of(
            gauge("leat.job.up", null, "1 while the job runs, 0 when it has ended", s -> flag(s.isUp())),
            gauge(
                    "leat.job.watermark.lag",
                    "seconds",
                    "How far the smallest watermark of its sources is behind the clock",
                    Snapshot::lag),
            gauge(
                    "leat.job.partitions.hidden",
                    null,
                    "Partitions without meters, since there are too many",
                    Snapshot::morePartitions),
            latency("leat.job.latency", 50, s -> seconds(s.recentOfAll(), 50)),
            latency("leat.job.latency", 99, s -> seconds(s.recentOfAll(), 99)));

    /** Of a job: for each status whether it has that; tags {@code job}, {@code status}. */
    static final List<Definition<Snapshot>> STATUS =
            Stream.of(Job.Status.values()).map(Definitions::status).toList();

    /** Of the epochs of a job; tag {@code job}. */
    static final List<Definition<EpochMetrics>> EPOCHS = List.of(
            counter("leat.epochs.sealed", null, "The number of the epoch that was sealed last", EpochMetrics::sealed),
            gauge(
                    "leat.epochs.waiting",
                    null,
                    "Sealed, with results that a sink has not taken yet",
                    EpochMetrics::waiting),
            gauge("leat.epoch.sealed.timestamp", "seconds", "When one was sealed last", e -> seconds(e.sealedAt())),
            gauge(
                    "leat.epoch.duration",
                    "seconds",
                    "How long the last one took to be sealed",
                    e -> e.sealedAt() == null ? Double.NaN : seconds(e.took())),
            gauge("leat.disk", "bytes", "What the directory of the job takes", EpochMetrics::diskBytes));

    /** Of a step, as it counts; tags {@code job}, {@code step}, {@code kind}. */
    static final List<Definition<StepMetrics>> STEP = List.of(
            counter("leat.step.in", "records", "What came in; for a source what was read", StepMetrics::in),
            counter("leat.step.out", "records", "What went on", StepMetrics::out),
            counter("leat.step.filtered", "records", "What a filter dropped", StepMetrics::filtered),
            counter("leat.step.late", "records", "What came too late to count anywhere", StepMetrics::late),
            counter("leat.step.partially.late", "records", "Late for some windows only", StepMetrics::partiallyLate),
            counter("leat.step.unwindowed", "records", "What fell between two windows", StepMetrics::unwindowed),
            counter("leat.step.failed", "records", "Dead letters, and what was skipped", StepMetrics::failed),
            counter("leat.step.windows", "windows", "Windows that were opened", StepMetrics::windows),
            gauge("leat.step.watermark.timestamp", "seconds", "Its watermark", m -> seconds(m.watermark())),
            gauge("leat.step.ended", null, "1 when nothing comes any more", m -> flag(m.watermark() == Long.MAX_VALUE)),
            gauge("leat.step.queued", "records", "What waits in front of it", StepMetrics::queued),
            gauge(
                    "leat.step.queue.bound",
                    "records",
                    "With so many waiting it holds up others",
                    StepMetrics::queueBound),
            gauge("leat.step.entries", null, "Keys, or keys in windows, that it keeps", StepMetrics::entries));

    /** Of any step, as it stands; tags as above. */
    static final List<Definition<StepNow>> STEP_NOW = List.of(
            gauge("leat.step.watermark.lag", "seconds", "How far its watermark is behind the clock", StepNow::lag));

    /** Of a sink, as it stands; tags as above. */
    static final List<Definition<StepNow>> SINK_NOW = List.of(
            latency("leat.step.latency", 50, s -> seconds(s.recent(), 50)),
            latency("leat.step.latency", 99, s -> seconds(s.recent(), 99)));

    /** Of a source that knows the time of its events; tags {@code job}, {@code source}. */
    static final List<Definition<LatenessAdvice>> SOURCE = List.of(
            counter("leat.source.timed", "records", "Events that had a time", LatenessAdvice::events),
            counter("leat.source.disordered", "records", "Those behind an earlier one", LatenessAdvice::outOfOrder),
            bound("0", a -> seconds(a.losingNone())),
            bound("0.0001", a -> seconds(a.losingOneIn10000())),
            bound("0.001", a -> seconds(a.losingOneIn1000())),
            bound("0.01", a -> seconds(a.losingOneIn100())));

    /** Of a thread of a job; tags {@code job}, {@code worker}. */
    static final List<Definition<WorkerMetrics>> WORKER = List.of(
            counter("leat.worker.busy", "seconds", "How long it worked, or waited for a sink", w -> seconds(w.busy())),
            counter(
                    "leat.worker.blocked",
                    "seconds",
                    "How long it was held up by full queues",
                    w -> seconds(w.blocked())));

    /** Of a partition of a source; tags {@code job}, {@code source}, {@code partition}. */
    static final List<Definition<PartitionNow>> PARTITION = List.of(
            gauge(
                    "leat.partition.watermark.timestamp",
                    "seconds",
                    "Its watermark",
                    p -> seconds(p.progress().watermark())),
            gauge(
                    "leat.partition.watermark.lag",
                    "seconds",
                    "How far its watermark is behind the clock",
                    PartitionNow::lag),
            gauge(
                    "leat.partition.latest.timestamp",
                    "seconds",
                    "The largest event time",
                    p -> seconds(p.progress().latest())),
            gauge(
                    "leat.partition.idle",
                    null,
                    "1 while nobody waits for it",
                    p -> flag(p.progress().idle())),
            gauge(
                    "leat.partition.ended",
                    null,
                    "1 when it has no more",
                    p -> flag(p.progress().ended())));

    private Definitions() {}

    private static double flag(boolean set) {
        return set ? 1 : 0;
    }

    private static <S> Definition<S> latency(String name, int percent, ToDoubleFunction<S> value) {
        return Definition.gauge(
                        name, "seconds", "From when a record was read to when a sink was given what came of it", value)
                .with("quantile", "0." + (percent == 50 ? "5" : percent));
    }

    private static Definition<LatenessAdvice> bound(String losing, ToDoubleFunction<LatenessAdvice> value) {
        return Definition.gauge(
                        "leat.source.needed.bound",
                        "seconds",
                        "The disorder bound that would lose that share of its events",
                        value)
                .with("losing", losing);
    }

    private static Definition<Snapshot> status(Job.Status status) {
        return Definition.<Snapshot>gauge(
                        "leat.job.status", null, "1 for the status that it has", s -> flag(s.status() == status))
                .with("status", status.name().toLowerCase(Locale.ROOT));
    }
}
