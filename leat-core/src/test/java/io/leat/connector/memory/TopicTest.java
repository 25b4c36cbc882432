// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.memory;

import static io.leat.aggregate.Aggregates.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.time.Watermarks;
import io.leat.window.WindowResult;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TopicTest {
    private static final Watermarks IN_ORDER = Watermarks.outOfOrder(Duration.ZERO);

    private static Pipeline writing(String name, Topic<Long> topic, Source<Long> source) {
        return Pipeline.of(name, p -> p.from("numbers", source).to("topic", topic.sink()));
    }

    private static Source<Long> numbers(long from, long to) {
        return Source.of(LongStream.range(from, to).boxed().toList()).timedByMillis(number -> number);
    }

    @Test
    void whenPipelinesShareATopic_thenEachReaderGetsAllWithTheirTimes() throws InterruptedException {
        Topic<Long> topic = Topic.of("numbers", Long.class);
        Collector<Long> first = new Collector<>();
        Collector<WindowResult<Boolean, Long>> second = new Collector<>();
        try (Leat leat = Leat.inMemory()) {
            Job one = leat.start(Pipeline.of(
                    "one", p -> p.from("topic", topic.source(), IN_ORDER).to("out", first)));
            Job two = leat.start(Pipeline.of(
                    "two",
                    p -> p.from("topic", topic.source(), IN_ORDER)
                            .keyBy(number -> number % 2 == 0)
                            .window(Windows.tumbling(Duration.ofSeconds(1)))
                            .aggregate("windows", count())
                            .panes()
                            .to("out", second)));
            leat.start(writing("writer", topic, numbers(0, 5_000))).awaitCompletion();
            leat.start(writing("other writer", topic, numbers(5_000, 6_000))).awaitCompletion();
            topic.close();
            one.awaitCompletion();
            two.awaitCompletion();
        }
        assertThat(first.values()).isEqualTo(LongStream.range(0, 6_000).boxed().toList());
        assertThat(first.timed()).allMatch(number -> number.timestamp() == number.value());
        assertThat(second.values()).hasSize(12).allMatch(window -> window.value() == 500);
    }

    @Test
    void whenAReaderIsSlow_thenTheWriterWaits() throws InterruptedException {
        Topic<Long> topic = Topic.of("numbers", Long.class, 10);
        CountDownLatch gate = new CountDownLatch(1);
        Collector<Long> out = new Collector<>();
        try (Leat leat = Leat.inMemory()) {
            Sink<Long> slow = Sink.of(number -> gate.await());
            Job reader = leat.start(Pipeline.of("reader", p -> {
                var numbers = p.from("topic", topic.source(), IN_ORDER);
                numbers.to("slow", slow);
                numbers.to("out", out);
            }));
            Job writer = leat.start(writing("writer", topic, numbers(0, 1_000)));
            assertThat(writer.await(Duration.ofMillis(300))).isFalse();
            gate.countDown();
            writer.awaitCompletion();
            topic.close();
            reader.awaitCompletion();
        }
        assertThat(out.values()).hasSize(1_000);
    }

    @Test
    void whenAReaderLeaves_thenTheWriterGoesOn() throws InterruptedException {
        Topic<Long> topic = Topic.of("numbers", Long.class, 10);
        try (Leat leat = Leat.inMemory()) {
            Job reader = leat.start(Pipeline.of(
                    "reader",
                    p -> p.from("topic", topic.source(), IN_ORDER)
                            .to("stuck", Sink.of(number -> Thread.sleep(60_000)))));
            Job writer = leat.start(writing("writer", topic, numbers(0, 1_000)));
            assertThat(writer.await(Duration.ofMillis(200))).isFalse();
            reader.cancel();
            writer.awaitCompletion();
        }
    }

    @Test
    void whenNobodyReads_thenNothingIsKept() throws InterruptedException {
        Topic<Long> topic = Topic.of("numbers", Long.class, 10);
        Collector<Long> out = new Collector<>();
        try (Leat leat = Leat.inMemory()) {
            leat.start(writing("writer", topic, numbers(0, 1_000))).awaitCompletion();
            Job reader = leat.start(Pipeline.of(
                    "reader", p -> p.from("topic", topic.source(), IN_ORDER).to("out", out)));
            leat.start(writing("later", topic, numbers(7, 8))).awaitCompletion();
            await().until(() -> out.values().equals(List.of(7L)));
            topic.close();
            reader.awaitCompletion();
        }
    }

    @Test
    void whenItIsClosed_thenWritingFails() {
        Topic<Long> topic = Topic.of("numbers", Long.class);
        topic.close();
        try (Leat leat = Leat.inMemory()) {
            Job writer = leat.start(writing("writer", topic, numbers(0, 1)));
            assertThatThrownBy(writer::awaitCompletion)
                    .hasMessageContaining("topic 'numbers' is closed, so nothing can be written to it");
        }
    }

    @Test
    void whenItHasNoRoom_thenItIsRefused() {
        assertThatThrownBy(() -> Topic.of("numbers", Long.class, 0))
                .hasMessage("a capacity of 0 events: give at least 1");
    }
}
