// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import io.leat.connector.memory.Collector;
import io.leat.failure.JobFailedException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "A sink or source that fails: retried with back-off (bounded), then the job stops with the cause". */
@Timeout(60)
class RetryTest {
    private static final long COUNT = 600_000;
    private static final List<Long> ALL = LongStream.range(0, COUNT).boxed().toList();

    private final Leat leat = Leat.inMemory();
    private final Collector<Long> out = new Collector<>();

    @AfterEach
    void close() {
        leat.close();
    }

    /** Counts up; throws at some numbers, the first time or each time that they come. */
    private static final class Torn extends Source<Long> implements SourcePartition<Long> {
        private final boolean live;
        private final boolean always;
        private final List<Long> holes;
        private final List<Long> met = new ArrayList<>();
        private int opened;

        Torn(boolean live, boolean always, Long... holes) {
            this.live = live;
            this.always = always;
            this.holes = List.of(holes);
        }

        @Override
        public Class<?> type() {
            return Long.class;
        }

        @Override
        public boolean live() {
            return live;
        }

        @Override
        public List<Torn> partitions() {
            return List.of(this);
        }

        @Override
        public String name() {
            return "torn";
        }

        @Override
        public SourceReader<Long> open(Position from) {
            opened++;
            return new Reader(from == null ? 0 : from.number());
        }

        private final class Reader implements SourceReader<Long> {
            private long next;

            Reader(long next) {
                this.next = next;
            }

            @Override
            public Status read(Records<? super Long> records, int atMost) throws IOException {
                for (int i = 0; i < atMost && next < COUNT; i++) {
                    if (holes.contains(next) && (always || !met.contains(next))) {
                        met.add(next);
                        throw new IOException("torn at " + next);
                    }
                    records.add(next++);
                }
                return next == COUNT ? Status.END : Status.MORE;
            }

            @Override
            public Position position() {
                return Position.of(next);
            }
        }
    }

    private Job start(Source<Long> source) {
        return leat.start(Pipeline.of("retry", p -> p.from("numbers", source).to("out", out)));
    }

    @Test
    void whenAReplayedSourceFailsAnywhere_thenEachRecordComesOnce() throws Exception {
        Torn torn = new Torn(false, false, 0L, 1L, 300L, 301L, 400_000L, COUNT - 1);
        start(torn).awaitCompletion();
        assertThat(out.values()).isEqualTo(ALL);
        assertThat(torn.opened).isEqualTo(7);
    }

    @Test
    void whenALiveSourceFailsBeforeItHandsOutAnything_thenItIsOpenedAgainWhereItStood() throws Exception {
        Torn torn = new Torn(true, false, 0L, 256L);
        start(torn).awaitCompletion();
        assertThat(out.values()).isEqualTo(ALL);
        assertThat(torn.opened).isEqualTo(3);
    }

    @Test
    void whenALiveSourceFailsInTheMiddleOfABatch_thenTheJobFails() {
        Job job = start(new Torn(true, false, 300L));
        assertThatThrownBy(job::awaitCompletion)
                .isInstanceOf(JobFailedException.class)
                .hasMessage("job 'retry' failed: step 'numbers' failed: java.io.IOException: torn at 300");
    }

    @Test
    void whenASourceKeepsFailing_thenTheJobFailsAfterFiveAttempts() {
        Torn torn = new Torn(false, true, 300L);
        Job job = start(torn);
        assertThatThrownBy(job::awaitCompletion)
                .hasMessage("job 'retry' failed: step 'numbers' failed: java.io.IOException: torn at 300");
        assertThat(torn.opened).isEqualTo(5);
    }

    /** Fails at the first two calls of one kind. */
    private static final class Stumbling implements SinkWriter<Long> {
        private final String what;
        private final List<Long> all = new ArrayList<>();
        private int calls;
        private List<Long> visible = List.of();

        Stumbling(String what) {
            this.what = what;
        }

        @Override
        public void write(Long value, long timestamp) {
            all.add(value);
        }

        @Override
        public void flush() throws IOException {
            failOn("flush");
            visible = List.copyOf(all);
        }

        @Override
        public @Nullable String checkpoint(long epoch) throws IOException {
            failOn("checkpoint");
            return null;
        }

        private void failOn(String now) throws IOException {
            if (what.equals(now) && ++calls < 3) {
                throw new IOException("busy");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flush", "checkpoint"})
    void whenFlushOrCheckpointFailsATime_thenItIsDoneAgain(String what)
            throws InterruptedException, ExecutionException {
        Stumbling writer = new Stumbling(what);
        RunningJob job = RunningJob.start(
                Pipeline.of(
                                "retry",
                                p -> p.from("numbers", Source.of(ALL)).to("out", new Sink<Long>() {
                                    @Override
                                    public SinkWriter<Long> open() {
                                        return writer;
                                    }
                                }))
                        .graph(),
                1,
                InstantSource.system(),
                null);
        job.snapshot().get();
        job.awaitCompletion();
        assertThat(writer.visible).isEqualTo(ALL);
        assertThat(writer.calls).isGreaterThanOrEqualTo(3);
    }
}
