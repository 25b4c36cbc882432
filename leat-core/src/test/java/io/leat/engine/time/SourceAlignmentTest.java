// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.Pipeline;
import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import io.leat.connector.memory.Collector;
import io.leat.engine.run.InlineHost;
import io.leat.engine.run.RunningJob;
import io.leat.time.Watermarks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** "A source more than maxDrift (1 min of event time) ahead of the slowest pauses." */
@Timeout(60)
class SourceAlignmentTest {
    private static final int EVENTS = 10_000;
    private static final int BATCH = 256;

    /** Gives the second 0, then nothing until it is released. */
    private static final class Stuck extends Source<Long> {
        private volatile boolean released;

        @Override
        public Class<?> type() {
            return Long.class;
        }

        @Override
        public List<? extends SourcePartition<Long>> partitions() {
            return List.of(new SourcePartition<>() {
                @Override
                public String name() {
                    return "stuck";
                }

                @Override
                public SourceReader<Long> open(Position from) {
                    return new Reader();
                }
            });
        }

        private final class Reader implements SourceReader<Long> {
            private boolean begun;

            @Override
            public Status read(Records<? super Long> out, int atMost) {
                if (!begun) {
                    begun = true;
                    out.add(0L);
                    return Status.MORE;
                }
                return released ? Status.END : Status.EMPTY;
            }

            @Override
            public Position position() {
                return Position.of(begun ? 1 : 0);
            }
        }
    }

    @Test
    void whenOneSourceIsBehind_thenTheOtherWaitsAMinuteAheadOfIt() throws Exception {
        whenOneSourceIsBehind_thenTheOtherWaits(Watermarks.monotone(), 60);
    }

    @Test
    void whenTheDriftIsSet_thenItIsKept() throws Exception {
        whenOneSourceIsBehind_thenTheOtherWaits(Watermarks.monotone().maxDrift(Duration.ofSeconds(2_000)), 2_000);
        whenOneSourceIsBehind_thenTheOtherWaits(Watermarks.monotone().maxDrift(Duration.ZERO), 0);
    }

    /** Then also: when the slowest ends, the other is released. */
    private static void whenOneSourceIsBehind_thenTheOtherWaits(Watermarks watermarks, int seconds) throws Exception {
        Stuck stuck = new Stuck();
        Source<Long> quick = Source.of(LongStream.range(0, EVENTS).boxed().toList());
        Pipeline pipeline = Pipeline.of("drift", p -> {
            var slow = p.from("slow", stuck.timedByMillis(s -> s * 1_000));
            var fast = p.from("fast", quick.timedByMillis(s -> s * 1_000), watermarks);
            slow.union(fast).to("out", new Collector<>());
        });
        RunningJob job = RunningJob.start(pipeline.graph(), 2, InstantSource.system(), null);
        await().until(() -> job.metrics().step("fast").in() > seconds);
        await().during(Duration.ofMillis(300))
                .until(() -> job.metrics().step("fast").in() <= seconds + BATCH);
        stuck.released = true;
        job.awaitCompletion();
        assertThat(job.metrics().step("fast").in()).isEqualTo(EVENTS);
    }

    @Test
    void whenPartitionsAreOneFarBehindTheOther_thenTheSlowestIsReadFirst() {
        StringBuilder order = new StringBuilder();
        List<List<Long>> partitions = List.of(
                LongStream.range(0, 600).boxed().toList(),
                LongStream.range(100_000, 100_600).boxed().toList(),
                LongStream.range(200_000, 200_600).boxed().toList());
        Pipeline pipeline = Pipeline.of(
                "order",
                p -> p.from("numbers", Source.ofPartitions(partitions).timedByMillis(s -> s * 1_000))
                        .peek(n -> order.append(n / 100_000))
                        .to("out", new Collector<>()));
        try (InlineHost host = InlineHost.open(pipeline.graph(), InstantSource.system(), null)) {
            host.drain();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
        String behindFirst = order.toString().replaceAll("(.)\\1*", "$1");
        assertThat(behindFirst)
                .as("each begins, then the slowest is read to its end")
                .isEqualTo("012012");
    }
}
