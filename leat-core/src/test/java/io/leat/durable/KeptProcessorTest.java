// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Event;
import io.leat.EventWindow;
import io.leat.StreamProcessor;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream processor with a directory. */
class KeptProcessorTest {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    private Path directory;

    private StreamProcessor open(int inMemory) {
        return StreamProcessor.named(
                "kept", options -> options.directory(directory).retain(inMemory, Duration.ofDays(3_650)));
    }

    private static Event event(int i) {
        return new Event("e" + i, Map.of("value", i, "tags", List.of("a", "b")), "k" + i % 2, START.plusSeconds(i));
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(Event::id).toList();
    }

    @Test
    void whenOpenedAgain_thenEventsAndWindowsAreThere() {
        try (StreamProcessor stream = open(100)) {
            stream.map(e -> e.with("double", e.getLong("value", 0) * 2));
            IntStream.range(0, 20).forEach(i -> stream.emit(event(i)));
        }
        try (StreamProcessor stream = open(100)) {
            stream.tumblingWindow(Duration.ofSeconds(10));
            assertThat(ids(stream.recentEvents(3))).containsExactly("e17", "e18", "e19");
            assertThat(stream.recentEvents(1).get(0)).isEqualTo(event(19).with("double", 38L));
            assertThat(stream.windows())
                    .hasSize(2)
                    .first()
                    .extracting(EventWindow::events)
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .hasSize(10);
            stream.emit(event(20));
            assertThat(stream.windows()).hasSize(3);
            assertThat(stream.metrics().eventsReceived()).isEqualTo(1);
        }
    }

    @Test
    void whenMoreIsOnDiskThanInMemory_thenQueriesFindItThere() {
        try (StreamProcessor stream = open(5)) {
            IntStream.range(0, 50).forEach(i -> stream.emit(event(i)));
            assertThat(ids(stream.recentEvents(8)))
                    .containsExactly("e42", "e43", "e44", "e45", "e46", "e47", "e48", "e49");
            assertThat(ids(stream.eventsInRange(START.plusSeconds(10), START.plusSeconds(12))))
                    .containsExactly("e10", "e11", "e12");
            assertThat(stream.eventsInRange(Instant.MIN, Instant.MAX)).hasSize(50);
            assertThat(stream.recentEvents(1_000)).hasSize(50);
        }
    }

    @Test
    void whenEventsAreOutOfOrder_thenARangeIsByTimeThenArrival() {
        try (StreamProcessor stream = open(5)) {
            for (int i : new int[] {3, 1, 2, 1}) {
                stream.emit(event(i));
            }
            assertThat(ids(stream.eventsInRange(START, START.plusSeconds(10)))).containsExactly("e1", "e1", "e2", "e3");
        }
    }

    @Test
    void whenReset_thenNothingComesBack() {
        try (StreamProcessor stream = open(5)) {
            stream.emit(event(1));
            stream.reset();
            stream.emit(event(2));
        }
        try (StreamProcessor stream = open(5)) {
            assertThat(ids(stream.recentEvents(10))).containsExactly("e2");
        }
    }

    @Test
    void whenManyThreadsEmit_thenAllIsThere() throws Exception {
        try (StreamProcessor stream = open(10_000)) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int begin = t * 250;
                threads.add(new Thread(() -> IntStream.range(begin, begin + 250).forEach(i -> stream.emit(event(i)))));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        try (StreamProcessor stream = open(10_000)) {
            assertThat(ids(stream.recentEvents(10_000))).hasSize(1_000).doesNotHaveDuplicates();
        }
    }

    @Test
    void whenOpenedTwice_thenTheSecondIsRefused() {
        try (StreamProcessor first = open(5)) {
            assertThat(first.name()).isEqualTo("kept");
            assertThatThrownBy(() -> open(5))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("in use");
        }
    }
}
