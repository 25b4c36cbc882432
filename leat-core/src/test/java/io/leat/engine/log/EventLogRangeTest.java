// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.log.segment.LoggedEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What queries by time find, against a sorted list. */
@Timeout(120)
class EventLogRangeTest {
    private static final LogOptions OPTIONS = LogOptions.of("test").with(Durability.BUFFERED);
    private static final Comparator<LoggedEvent> BY_TIME =
            Comparator.comparingLong(LoggedEvent::timeMs).thenComparingLong(LoggedEvent::index);

    private final List<LoggedEvent> model = new ArrayList<>();

    private static List<Long> indexes(LoggedEvents events) throws IOException {
        List<Long> found = new ArrayList<>();
        try (events) {
            for (LoggedEvent event = events.next(); event != null; event = events.next()) {
                found.add(event.index());
            }
        }
        return found;
    }

    private void append(EventLog log, byte[] bytes, long timeMs, long arrivalMs) throws IOException {
        long index = log.append(bytes, timeMs, arrivalMs);
        model.add(new LoggedEvent(index, arrivalMs, timeMs, bytes));
    }

    private List<Long> expected(long fromMs, long toMs) {
        return model.stream()
                .filter(event -> event.timeMs() >= fromMs && event.timeMs() <= toMs)
                .sorted(BY_TIME)
                .map(LoggedEvent::index)
                .toList();
    }

    private List<Long> arrived(long fromMs, long toMs) {
        return model.stream()
                .filter(event -> event.arrivalMs() >= fromMs && event.arrivalMs() <= toMs)
                .map(LoggedEvent::index)
                .toList();
    }

    @Test
    void whenEventsAreInAnyDisorder_thenARangeIsSortedAndComplete() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            model.clear();
            FaultyDisk disk = new FaultyDisk();
            LogOptions options = OPTIONS.withSegmentBytes(1 << (8 + random.nextInt(12)));
            int disorder = 1 << random.nextInt(14);
            int largest = 1 << random.nextInt(12);
            try (EventLog log = EventLog.open(disk, options)) {
                for (int i = 0; i < 1_500; i++) {
                    append(log, new byte[random.nextInt(largest)], i / 3 + random.nextInt(disorder), i / 2);
                    if (i % 97 == 0) {
                        log.mark(i + 1, new byte[1]);
                    }
                }
                for (int query = 0; query < 20; query++) {
                    long from = random.nextInt(700) - 50L;
                    long to = from + random.nextInt(400);
                    assertThat(indexes(log.range(from, to))).as("seed %d", seed).isEqualTo(expected(from, to));
                    assertThat(indexes(log.arrivedBetween(from, to)))
                            .as("seed %d", seed)
                            .isEqualTo(arrived(from, to));
                }
                assertThat(indexes(log.range(Long.MIN_VALUE, Long.MAX_VALUE)))
                        .as("seed %d", seed)
                        .isEqualTo(expected(Long.MIN_VALUE, Long.MAX_VALUE));
                assertThat(indexes(log.arrivedBetween(Long.MIN_VALUE, Long.MAX_VALUE)))
                        .hasSize(1_500);
            }
        }
    }

    @Test
    void whenMoreIsOpenThanHasRoom_thenTheOrderIsTheSame() throws Exception {
        Random random = new Random(1);
        FaultyDisk disk = new FaultyDisk();
        try (EventLog log = EventLog.open(disk, OPTIONS.withSegmentBytes(4 << 20))) {
            for (int i = 0; i < 60_000; i++) {
                append(log, new byte[1_000], random.nextInt(1_000_000), i);
            }
            assertThat(log.bytes()).isGreaterThan(48 << 20);
            assertThat(indexes(log.range(0, 1_000_000))).isEqualTo(expected(0, 1_000_000));
        }
    }

    @Test
    void whenAppendedAfterTheQuery_thenItDoesNotFindIt() throws Exception {
        try (EventLog log = EventLog.open(new FaultyDisk(), OPTIONS)) {
            append(log, new byte[3], 5, 0);
            LoggedEvents range = log.range(0, 10);
            LoggedEvents arrived = log.arrivedBetween(0, 10);
            log.append(new byte[3], 4, 0);
            assertThat(indexes(range)).containsExactly(0L);
            assertThat(indexes(arrived)).containsExactly(0L);
            assertThat(indexes(log.range(0, 10))).containsExactly(1L, 0L);
        }
    }

    @Test
    void whenReopened_thenClosedAndOpenSegmentsAreFound() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        for (int round = 0; round < 4; round++) {
            try (EventLog log = EventLog.open(disk, OPTIONS.withSegmentBytes(5_000))) {
                for (int i = 0; i < 300; i++) {
                    append(log, new byte[20], 1_000 - 7L * i % 501, model.size());
                }
                assertThat(indexes(log.range(0, 2_000))).isEqualTo(expected(0, 2_000));
                assertThat(indexes(log.range(700, 710))).isEqualTo(expected(700, 710));
                assertThat(indexes(log.arrivedBetween(250, 650))).isEqualTo(arrived(250, 650));
            }
        }
        assertThat(disk.files()).hasSizeGreaterThan(4);
    }
}
