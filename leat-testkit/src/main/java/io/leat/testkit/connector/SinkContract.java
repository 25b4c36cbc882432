// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Guarantee;
import io.leat.connector.Result;
import io.leat.connector.Sink;
import io.leat.connector.SinkContext;
import io.leat.connector.Source;
import io.leat.connector.TransactionalSink;
import io.leat.connector.Transactions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every sink has to do, by what it promises. Each check has a target of its own. */
public final class SinkContract {
    private static final int SAMPLES = 2_000;
    private static final int LIVES = 8;
    private static final Duration EPOCH = Duration.ofMillis(25);
    private static final Duration LONG_EPOCH = Duration.ofHours(1);

    private final SinkTarget.Maker maker;

    private SinkContract(SinkTarget.Maker maker) {
        this.maker = maker;
    }

    /** Returns the checks of a sink. */
    public static List<Check> of(SinkTarget.Maker maker) {
        SinkContract contract = new SinkContract(maker);
        return List.of(
                contract.check("each result of a job that completes is there, in its order", SinkContract::complete),
                contract.check("a job in memory needs no directory for it", SinkContract::inMemory),
                contract.check("a job that is killed again and again keeps the promise", SinkContract::killed),
                contract.check("nothing is seen of an epoch that is not sealed", SinkContract::unsealed),
                contract.check("a disconnection loses nothing and doubles nothing", SinkContract::disconnected),
                contract.check("the marker is that of the job, the step and the run", SinkContract::marker),
                contract.check("an epoch that was not committed leaves nothing", SinkContract::rolledBack),
                contract.check("who was thought dead commits no more", SinkContract::fenced));
    }

    private interface Run {
        void run(SinkTarget target) throws Exception;
    }

    private Check check(String name, Run run) {
        return new Check(name, () -> {
            try (SinkTarget target = maker.make()) {
                run.run(target);
            }
        });
    }

    // ---- in jobs --------------------------------------------------------------------------------------------------

    private static void complete(SinkTarget target) throws Exception {
        try (TempDirectory directory = new TempDirectory();
                Leat leat = Leat.open(directory.path())) {
            leat.start(pipeline(target, Source.of(Sample.range(0, SAMPLES)))).awaitCompletion();
        }
        assertContents(target, SAMPLES);
    }

    private static void inMemory(SinkTarget target) throws Exception {
        try (Leat leat = Leat.inMemory(options -> options.epochs(EPOCH))) {
            leat.start(pipeline(target, Source.of(Sample.range(0, 100)))).awaitCompletion();
        }
        assertContents(target, 100);
    }

    private static void killed(SinkTarget target) throws Exception {
        Random random = new Random(1);
        try (TempDirectory directory = new TempDirectory()) {
            for (int life = 0; life < LIVES; life++) {
                try (Leat leat = leat(directory.path(), EPOCH)) {
                    Job job = leat.start(pipeline(target, new PacedSamples(SAMPLES)));
                    job.await(Duration.ofMillis(random.nextInt(150)));
                    job.cancel();
                }
            }
            try (Leat leat = leat(directory.path(), EPOCH)) {
                leat.start(pipeline(target, new PacedSamples(SAMPLES))).awaitCompletion();
            }
        }
        assertPromise(target, SAMPLES);
    }

    private static void unsealed(SinkTarget target) throws Exception {
        if (target.sink().guarantee() != Guarantee.EXACTLY_ONCE) {
            return;
        }
        try (TempDirectory directory = new TempDirectory()) {
            try (Leat leat = leat(directory.path(), LONG_EPOCH)) {
                Job job = leat.start(pipeline(target, new PacedSamples(Integer.MAX_VALUE)));
                job.await(Duration.ofMillis(200));
                assertThat(target.contents()).isEmpty();
                job.suspend();
                job.awaitCompletion();
            }
        }
    }

    private static void disconnected(SinkTarget target) throws Exception {
        try (TempDirectory directory = new TempDirectory();
                Leat leat = leat(directory.path(), EPOCH)) {
            Job job = leat.start(pipeline(target, new PacedSamples(SAMPLES)));
            job.await(Duration.ofMillis(100));
            if (target.disconnect()) {
                job.await(Duration.ofMillis(1_500));
                assertThat(job.failure()).isEmpty();
                target.reconnect();
            }
            job.awaitCompletion();
        }
        assertPromise(target, SAMPLES);
    }

    // ---- in transactions ------------------------------------------------------------------------------------------

    private static void marker(SinkTarget target) throws Exception {
        String run = UUID.randomUUID().toString();
        Transactions<Sample> first = connect(target, "job", "step", run);
        if (first == null) {
            return;
        }
        assertThat(first.committed()).isZero();
        first.commit(3, results(0, 5));
        assertThat(first.committed()).isEqualTo(3);
        first.close();
        assertMarker(target, 3, "job", "step", run);
        assertMarker(target, 0, "job", "other step", run);
        assertMarker(target, 0, "other job", "step", run);
        Transactions<Sample> again = connected(target, "job", "step", run);
        again.commit(4, results(5, 7));
        again.close();
        assertContents(target, 7);
        assertMarker(target, 0, "job", "step", UUID.randomUUID().toString());
    }

    private static void rolledBack(SinkTarget target) throws Exception {
        String run = UUID.randomUUID().toString();
        Transactions<Sample> first = connect(target, "job", "step", run);
        if (first == null) {
            return;
        }
        first.commit(1, results(0, 5));
        assertThatThrownBy(() -> first.commit(2, breaking(results(5, 8))))
                .hasStackTraceContaining("the job is killed here");
        Transactions<Sample> second = connected(target, "job", "step", run);
        assertThat(second.committed()).isEqualTo(1);
        assertContents(target, 5);
        second.commit(2, results(5, 9));
        second.close();
        first.close();
        assertContents(target, 9);
    }

    /** Returns results that end with an exception. */
    private static Iterable<Result<Sample>> breaking(List<Result<Sample>> results) {
        return () -> new Iterator<>() {
            private final Iterator<Result<Sample>> first = results.iterator();

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Result<Sample> next() {
                if (first.hasNext()) {
                    return first.next();
                }
                throw new IllegalStateException("the job is killed here");
            }
        };
    }

    private static void fenced(SinkTarget target) throws Exception {
        String run = UUID.randomUUID().toString();
        Transactions<Sample> zombie = connect(target, "job", "step", run);
        if (zombie == null) {
            return;
        }
        zombie.commit(1, results(0, 2));
        Transactions<Sample> successor = connected(target, "job", "step", run);
        assertThat(successor.committed()).isEqualTo(1);
        successor.commit(2, results(2, 4));
        assertThatThrownBy(() -> zombie.commit(2, results(2, 4))).isNotNull();
        successor.commit(3, results(4, 6));
        successor.close();
        zombie.close();
        assertContents(target, 6);
    }

    private static void assertMarker(SinkTarget target, long marker, String job, String step, String run)
            throws Exception {
        Transactions<Sample> transactions = connected(target, job, step, run);
        assertThat(transactions.committed()).as("of %s, %s, %s", job, step, run).isEqualTo(marker);
        transactions.close();
    }

    private static Transactions<Sample> connected(SinkTarget target, String job, String step, String run)
            throws Exception {
        Transactions<Sample> transactions = connect(target, job, step, run);
        if (transactions == null) {
            throw new AssertionError("it was transactional a moment ago");
        }
        return transactions;
    }

    /** Returns the open sink; null if it is none that keeps a marker. */
    private static @Nullable Transactions<Sample> connect(SinkTarget target, String job, String step, String run)
            throws Exception {
        Sink<Sample> sink = target.sink();
        return sink instanceof TransactionalSink<Sample> transactional && sink.guarantee() == Guarantee.EXACTLY_ONCE
                ? transactional.connect(new SinkContext(job, step, run, true, null))
                : null;
    }

    private static List<Result<Sample>> results(long from, long to) {
        return Sample.range(from, to).stream()
                .map(sample -> new Result<>(sample, sample.time().toEpochMilli()))
                .toList();
    }

    // ---- what there is --------------------------------------------------------------------------------------------

    private static Leat leat(Path directory, Duration epoch) {
        return Leat.open(directory, options -> options.epochs(epoch));
    }

    private static Pipeline pipeline(SinkTarget target, Source<Sample> source) throws Exception {
        Sink<Sample> sink = target.sink();
        return Pipeline.of("contract", p -> p.from("samples", source).to("sink", sink));
    }

    private static void assertPromise(SinkTarget target, int samples) throws Exception {
        if (target.sink().guarantee() == Guarantee.EXACTLY_ONCE) {
            assertContents(target, samples);
        } else {
            assertThat(new LinkedHashSet<>(target.contents()))
                    .containsExactlyInAnyOrderElementsOf(Sample.range(0, samples));
        }
    }

    private static void assertContents(SinkTarget target, int samples) throws Exception {
        List<Sample> expected = Sample.range(0, samples);
        if (target.ordered()) {
            assertThat(target.contents()).isEqualTo(expected);
        } else {
            assertThat(target.contents()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}
