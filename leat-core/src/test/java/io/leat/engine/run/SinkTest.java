// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.EventStream;
import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.failure.JobFailedException;
import io.leat.failure.PipelineException;
import io.leat.metric.JobMetrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sinks: one writer each, written again if that fails, flushed and closed. */
@Timeout(60)
class SinkTest {
    private static final List<List<Integer>> PARTITIONS = List.of(List.of(1, 2, 3), List.of(4, 5), List.of(6));

    private final List<Leat> engines = new ArrayList<>();

    @AfterEach
    void close() {
        engines.forEach(Leat::close);
    }

    private Job start(int parallelism, Sink<Integer> sink) {
        Leat leat = Leat.inMemory(o -> o.parallelism(parallelism));
        engines.add(leat);
        return leat.start(Pipeline.of(
                "sinks", p -> p.from("numbers", Source.ofPartitions(PARTITIONS)).to("out", sink)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whenASinkFailsAFewTimes_thenEachResultIsWrittenOnce(int parallelism) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        List<Integer> written = new ArrayList<>();
        Job job = start(parallelism, Sink.of(n -> {
            if (calls.incrementAndGet() % 3 != 0) {
                throw new IOException("busy");
            }
            written.add(n);
        }));
        JobMetrics metrics = job.awaitCompletion();
        assertThat(written).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
        assertThat(metrics.step("out").in()).isEqualTo(6);
        assertThat(job.deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whenASinkKeepsFailing_thenTheJobFailsWithItsNameAndCause(int parallelism) {
        AtomicInteger calls = new AtomicInteger();
        Job job = start(parallelism, Sink.of(n -> {
            calls.incrementAndGet();
            throw new IOException("disk full");
        }));
        assertThatThrownBy(job::awaitCompletion)
                .isInstanceOf(JobFailedException.class)
                .hasMessage("job 'sinks' failed: step 'out' failed: java.io.IOException: disk full")
                .hasRootCauseInstanceOf(IOException.class);
        assertThat(calls).as("attempts").hasValue(5);
    }

    @Test
    void whenASinkCannotBeOpened_thenStartSaysSo() {
        assertThatThrownBy(() -> start(1, new Sink<>() {
                    @Override
                    public SinkWriter<Integer> open() throws IOException {
                        throw new IOException("no access");
                    }
                }))
                .isInstanceOf(PipelineException.class)
                .hasMessage("sink 'out' cannot be opened: no access");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flush", "close"})
    void whenFlushOrCloseFails_thenTheJobFails(String what) {
        Job job = start(1, new Sink<>() {
            @Override
            public SinkWriter<Integer> open() {
                return new FailingAtTheEnd(what);
            }
        });
        assertThatThrownBy(job::awaitCompletion)
                .isInstanceOf(JobFailedException.class)
                .hasRootCauseMessage("lost on " + what);
        assertThat(job.status()).isEqualTo(Job.Status.FAILED);
    }

    private record FailingAtTheEnd(String what) implements SinkWriter<Integer> {
        @Override
        public void write(Integer value, long timestamp) {}

        @Override
        public void flush() throws IOException {
            failOn("flush");
        }

        @Override
        public void close() throws IOException {
            failOn("close");
        }

        private void failOn(String now) throws IOException {
            if (what.equals(now)) {
                throw new IOException("lost on " + now);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whenAJobHasCompleted_thenItsSinkWasFlushedAfterTheLastResultAndClosed(int parallelism) throws Exception {
        EpochSink<Integer> sink = new EpochSink<>();
        start(parallelism, sink).awaitCompletion();
        List<String> events = sink.events();
        assertThat(events).filteredOn(e -> !e.equals("flush")).hasSize(7).endsWith("close");
        assertThat(events.get(events.size() - 2)).isEqualTo("flush");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whenThereAreSeveralSinks_thenEachGetsEveryResult(int parallelism) throws Exception {
        Leat leat = Leat.inMemory(o -> o.parallelism(parallelism));
        engines.add(leat);
        Collector<Integer> first = new Collector<>();
        Collector<Integer> second = new Collector<>();
        Collector<Integer> even = new Collector<>();
        leat.start(Pipeline.of("several", p -> {
                    EventStream<Integer> numbers = p.from("numbers", Source.ofPartitions(PARTITIONS));
                    numbers.to("first", first).to("second", second);
                    numbers.filter(n -> n % 2 == 0).to("even", even);
                }))
                .awaitCompletion();
        assertThat(first.values()).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
        assertThat(second.values()).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
        assertThat(even.values()).containsExactlyInAnyOrder(2, 4, 6);
        assertThat(first.timed()).extracting(Collector.Collected::timestamp).containsOnly(Long.MIN_VALUE);
        first.clear();
        assertThat(first.values()).isEmpty();
    }
}
