// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.aggregate.Aggregates;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.time.Watermarks;
import io.leat.window.WindowResult;
import io.leat.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Partitions that a source is given while it is read, and positions that a job is done with. */
@Timeout(60)
class NewPartitionsTest {
    private static final Watermarks IN_ORDER = Watermarks.outOfOrder(Duration.ZERO);

    private final Collector<Item> out = new Collector<>();
    private final Collector<WindowResult<String, Long>> panes = new Collector<>();
    private final Collector<Item> late = new Collector<>();

    private Pipeline pipeline(Live source, UnaryOperator<Source<Item>> how) {
        return Pipeline.of("new", p -> {
            var events = p.from("events", how.apply(source), IN_ORDER);
            events.to("out", out);
            var results = events.keyBy(Item::key)
                    .window(Windows.tumbling(Duration.ofSeconds(10)))
                    .aggregate("windows", Aggregates.count());
            results.panes().to("panes", panes);
            results.late().to("late", late);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whenAPartitionComesLater_thenItIsReadFromItsBeginning(int parallelism) throws InterruptedException {
        Live source = Live.of(2).emit(0, 1_000).emit(1, 2_000);
        try (Leat leat = Leat.inMemory(options -> options.parallelism(parallelism))) {
            Job job = leat.start(pipeline(source, s -> s));
            await().until(() -> out.values().size() == 2);
            source.grow().emit(2, 3_000).emit(2, 4_000);
            await().until(() -> out.values().size() == 4);
            source.close();
            job.awaitCompletion();
        }
        assertThat(panes.values().stream().mapToLong(WindowResult::value).sum()).isEqualTo(4);
        assertThat(late.values()).isEmpty();
    }

    @Test
    void whenAPartitionComesLater_thenItsWatermarkHoldsTheOthersUp() throws InterruptedException {
        Live source = Live.of(1).emit(0, 1_000);
        try (Leat leat = Leat.inMemory()) {
            Job job = leat.start(pipeline(source, s -> s));
            await().until(() -> out.values().size() == 1);
            source.grow().emit(1, 2_000);
            await().until(() -> out.values().size() == 2);
            source.emit(0, 50_000);
            await().until(() -> out.values().size() == 3);
            source.emit(1, 3_000);
            await().until(() -> out.values().size() == 4);
            assertThat(late.values()).isEmpty();
            source.emit(1, 60_000);
            await().until(() -> panes.values().size() == 1);
            source.close();
            job.awaitCompletion();
        }
        assertThat(panes.values().get(0).value()).isEqualTo(3);
    }

    @Test
    void whenItComesBehindAHistory_thenItIsReadToo() throws InterruptedException {
        Live source = Live.of(1).emit(0, 2_000);
        Source<Item> history = Source.of(List.of(InlineRun.at(1_000, 1))).timedByMillis(Item::time);
        try (Leat leat = Leat.inMemory()) {
            Job job = leat.start(pipeline(source, history::followedBy));
            await().until(() -> out.values().size() == 2);
            source.grow().emit(1, 3_000);
            await().until(() -> out.values().size() == 3);
            source.close();
            job.awaitCompletion();
        }
    }

    @Test
    void whenTheJobIsOpenedAgain_thenTheNewPartitionGoesOnWhereItWas(@TempDir Path dir) throws InterruptedException {
        Live source = Live.of(1).emit(0, 1_000);
        try (Leat leat = Leat.open(dir)) {
            leat.start(pipeline(source, s -> s));
            await().until(() -> out.values().size() == 1);
            source.grow().emit(1, 2_000);
            await().until(() -> out.values().size() == 2);
        }
        source.emit(1, 3_000);
        source.close();
        try (Leat leat = Leat.open(dir)) {
            leat.start(pipeline(source, s -> s)).awaitCompletion();
        }
        assertThat(out.values()).hasSize(3);
    }

    @Test
    void whenAnEpochIsSealed_thenReadersAreToldWhereTheJobWillGoOn(@TempDir Path dir) throws InterruptedException {
        Live source = Live.of(2).emit(0, 1_000).emit(0, 2_000);
        try (Leat leat = Leat.open(dir, options -> options.epochs(Duration.ofMillis(20)))) {
            Job job = leat.start(pipeline(source, s -> s));
            await().untilAsserted(() -> assertThat(source.committed()).contains("p0@2"));
            source.emit(1, 3_000);
            await().untilAsserted(() -> assertThat(source.committed()).contains("p1@1"));
            source.close();
            job.awaitCompletion();
        }
        assertThat(source.committed()).doesNotHaveDuplicates();
        assertThat(source.committed()).last().isIn("p0@2", "p1@1");
    }

    @Test
    void whenNothingIsSealed_thenReadersAreToldNothing(@TempDir Path dir) throws InterruptedException {
        Live source = Live.of(1).emit(0, 1_000);
        try (Leat leat = Leat.open(dir, options -> options.epochs(Duration.ofHours(1)))) {
            leat.start(pipeline(source, s -> s));
            await().until(() -> out.values().size() == 1);
            assertThat(source.committed()).isEmpty();
        }
        assertThat(source.committed()).as("closing seals a last epoch").containsExactly("p0@1");
    }
}
