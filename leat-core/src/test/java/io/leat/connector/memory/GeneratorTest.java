// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import io.leat.metric.JobMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events by number. */
class GeneratorTest {
    private static List<Long> run(Generator<Long> generator, int parallelism) throws Exception {
        Collector<Long> out = new Collector<>();
        try (Leat leat = Leat.inMemory(o -> o.parallelism(parallelism))) {
            leat.start(Pipeline.of(
                            "generated", p -> p.from("numbers", generator).to("out", out)))
                    .awaitCompletion();
        }
        return out.values();
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 3, 1", "1000, 1, 1", "1000, 3, 2", "1000, 7, 4"})
    void whenDealtOutToPartitions_thenEachNumberOnce(long count, int partitions, int parallelism) throws Exception {
        assertThat(run(Generator.<Long>of(count, n -> n).partitions(partitions), parallelism))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, count).boxed().toList());
    }

    @Test
    void whenARateIsGiven_thenItIsLiveAndNotFaster() throws Exception {
        Generator<Long> generator = Generator.<Long>of(100, n -> n).rate(1_000).partitions(2);
        assertThat(generator.live()).isTrue();
        Collector<Long> out = new Collector<>();
        try (Leat leat = Leat.inMemory()) {
            JobMetrics metrics = leat.start(Pipeline.of(
                            "rate", p -> p.from("numbers", generator).to("out", out)))
                    .awaitCompletion();
            assertThat(metrics.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(98));
        }
        assertThat(out.values()).hasSize(100);
    }

    @Test
    void whenOpenedAtAPosition_thenItGoesOnThere() throws Exception {
        SourcePartition<Long> second = (SourcePartition<Long>)
                Generator.<Long>of(20, n -> n).partitions(3).partitions().get(1);
        Taken taken = new Taken();
        Position position;
        try (SourceReader<Long> reader = second.open(null)) {
            assertThat(reader.read(taken, 2)).isEqualTo(SourceReader.Status.MORE);
            position = reader.position();
        }
        try (SourceReader<Long> reader = second.open(position)) {
            assertThat(reader.read(taken, 100)).isEqualTo(SourceReader.Status.END);
            assertThat(reader.read(taken, 100)).isEqualTo(SourceReader.Status.END);
        }
        assertThat(taken.values).containsExactly(1L, 4L, 7L, 10L, 13L, 16L, 19L);
        assertThat(second.name()).isEqualTo("generator-1");
    }

    private static final class Taken implements Records<Long> {
        private final List<Long> values = new ArrayList<>();

        @Override
        public void add(Long value) {
            values.add(value);
        }

        @Override
        public void add(Long value, long timestamp) {
            values.add(value);
        }

        @Override
        public void unreadable(String origin, Object raw, String reason, Exception cause) {
            throw new AssertionError(reason);
        }
    }

    @Test
    void whenNonsenseIsAsked_thenRefusedWithTheCure() {
        Generator<Long> generator = Generator.of(1, n -> n);
        assertThatThrownBy(() -> Generator.of(-1, n -> n)).hasMessage("a generator of -1 events: give zero or more");
        assertThatThrownBy(() -> generator.partitions(0)).hasMessage("a generator of 0 partitions: give at least 1");
        assertThatThrownBy(() -> generator.rate(0)).hasMessage("a rate of 0.0 events per second: give one above 0");
        assertThatThrownBy(() -> generator.rate(Double.NaN))
                .hasMessage("a rate of NaN events per second: give one above 0");
    }
}
