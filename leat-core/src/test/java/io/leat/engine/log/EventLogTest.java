// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.engine.log.segment.DamagedLogException;
import io.leat.engine.log.segment.LoggedEvent;
import io.leat.engine.log.segment.Retention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Appending to a log, reading it in its order, and what is retained. */
@Timeout(60)
class EventLogTest {
    private static final LogOptions OPTIONS = LogOptions.of("test");
    private final FaultyDisk disk = new FaultyDisk();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Everything that a cursor has now: events as {@code index:text}, marks as {@code index<text}. */
    private static List<String> rest(Cursor cursor) throws IOException {
        List<String> found = new ArrayList<>();
        while (cursor.next()) {
            found.add(cursor.index()
                    + (cursor.isMark() ? "<" : ":")
                    + new String(cursor.bytes(), StandardCharsets.UTF_8));
        }
        return found;
    }

    private static List<String> all(EventLog log) throws IOException {
        try (Cursor cursor = log.from(log.firstIndex())) {
            return rest(cursor);
        }
    }

    @Test
    void whenAppended_thenIndexesAreDenseAndTheCursorFollows() throws Exception {
        try (EventLog log = EventLog.open(disk, OPTIONS);
                Cursor cursor = log.from(0)) {
            assertThat(cursor.next()).isFalse();
            assertThat(log.append(bytes("a"), 7, 5)).isEqualTo(0);
            assertThat(rest(cursor)).containsExactly("0:a");
            assertThat(cursor.timeMs()).isEqualTo(7);
            assertThat(cursor.arrivalMs()).isEqualTo(5);
            assertThat(log.append(
                            List.of(new NewEvent(bytes("b"), -3), new NewEvent(bytes("c"), EventLog.BY_ARRIVAL)), 6))
                    .isEqualTo(1);
            assertThat(rest(cursor)).containsExactly("1:b", "2:c");
            assertThat(cursor.timeMs()).isEqualTo(6);
            assertThat(log.endIndex()).isEqualTo(3);
        }
    }

    @Test
    void whenTheClockGoesBack_thenArrivalsDoNot() throws Exception {
        try (EventLog log = EventLog.open(disk, OPTIONS)) {
            log.append(bytes("a"), 0, 100);
            log.append(bytes("b"), EventLog.BY_ARRIVAL, 50);
        }
        try (EventLog log = EventLog.open(disk, OPTIONS)) {
            log.append(bytes("c"), EventLog.BY_ARRIVAL, 60);
            assertThat(log.recent(3)).extracting(LoggedEvent::arrivalMs).containsExactly(100L, 100L, 100L);
            assertThat(log.recent(2)).extracting(LoggedEvent::timeMs).containsExactly(100L, 100L);
        }
    }

    @Test
    void whenTimesAreExtreme_thenTheyComeBack() throws Exception {
        long[] times = {Long.MAX_VALUE, Long.MIN_VALUE + 1, 0, -1, Long.MAX_VALUE};
        try (EventLog log = EventLog.open(disk, OPTIONS)) {
            for (long time : times) {
                log.append(bytes("x"), time, Long.MIN_VALUE);
            }
        }
        try (EventLog log = EventLog.open(disk, OPTIONS)) {
            assertThat(log.recent(5).stream().mapToLong(LoggedEvent::timeMs))
                    .containsExactly(LongStream.of(times).boxed().toArray(Long[]::new));
        }
    }

    @Test
    void whenReopened_thenEverythingIsThereAndIndexesGoOn() throws Exception {
        LogOptions small = OPTIONS.withSegmentBytes(300);
        List<String> expected = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            try (EventLog log = EventLog.open(disk, small)) {
                for (int i = 0; i < 20; i++) {
                    int n = 20 * round + i;
                    assertThat(log.append(bytes("event " + n), n, n)).isEqualTo(n);
                    expected.add(n + ":event " + n);
                }
                assertThat(all(log)).isEqualTo(expected);
            }
        }
        assertThat(disk.files()).hasSizeGreaterThan(5);
        try (EventLog log = EventLog.open(disk, small)) {
            for (int from = 0; from <= 100; from++) {
                try (Cursor cursor = log.from(from)) {
                    assertThat(rest(cursor)).isEqualTo(expected.subList(from, 100));
                }
            }
            assertThat(log.recent(3)).extracting(LoggedEvent::index).containsExactly(97L, 98L, 99L);
            assertThat(log.recent(1_000)).hasSize(100);
            assertThat(log.recent(0)).isEmpty();
        }
    }

    @Test
    void whenEventIsLargerThanASegment_thenItComesBack() throws Exception {
        byte[] large = new byte[300_000];
        large[299_999] = 7;
        try (EventLog log = EventLog.open(disk, OPTIONS.withSegmentBytes(1_000))) {
            log.append(large, 1, 1);
            log.append(bytes("small"), 2, 2);
            log.append(large, 3, 3);
            assertThat(log.recent(3)).extracting(event -> event.bytes().length).containsExactly(300_000, 5, 300_000);
            assertThat(log.recent(3).get(2).bytes()).isEqualTo(large);
        }
    }

    @Test
    void whenForceIsSlow_thenOneServesAllWhoWait() throws Exception {
        try (EventLog log = EventLog.open(disk, OPTIONS)) {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            CountDownLatch gate = disk.closeGate();
            int before = disk.forces.get();
            List<Future<Long>> appends = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                appends.add(threads.submit(() -> log.append(bytes("x"), 0, 0)));
            }
            await().pollDelay(Duration.ofMillis(50)).until(() -> true);
            assertThat(log.endIndex()).isZero();
            assertThat(all(log)).isEmpty();
            gate.countDown();
            List<Long> indexes = new ArrayList<>();
            for (Future<Long> append : appends) {
                indexes.add(append.get());
            }
            threads.shutdown();
            assertThat(indexes).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
            assertThat(disk.forces.get() - before).isBetween(1, 3);
            assertThat(all(log)).hasSize(8);
        }
    }

    @Test
    void whenBuffered_thenNothingIsForcedUntilAsked() throws Exception {
        try (EventLog log = EventLog.open(disk, OPTIONS.with(Durability.BUFFERED))) {
            int before = disk.forces.get();
            for (int i = 0; i < 10; i++) {
                log.append(bytes("x"), 0, 0);
            }
            assertThat(all(log)).hasSize(10);
            assertThat(disk.forces.get()).isEqualTo(before);
            log.force();
            log.force();
            assertThat(disk.forces.get()).isEqualTo(before + 1);
        }
    }

    @Test
    void whenManyThreadsAppendAndOneReads_thenEachEventComesOnceInOrder() throws Exception {
        try (EventLog log =
                EventLog.open(disk, OPTIONS.with(Durability.BUFFERED).withSegmentBytes(10_000))) {
            ExecutorService threads = Executors.newFixedThreadPool(4);
            for (int t = 0; t < 4; t++) {
                int thread = t;
                Future<?> unused = threads.submit(() -> {
                    for (int i = 0; i < 2_500; i++) {
                        log.append(bytes(thread + "-" + i), i, i);
                    }
                    return null;
                });
            }
            threads.shutdown();
            List<String> read = new ArrayList<>();
            try (Cursor cursor = log.from(0)) {
                while (read.size() < 10_000) {
                    read.addAll(rest(cursor));
                }
            }
            for (int i = 0; i < read.size(); i++) {
                assertThat(read.get(i)).startsWith(i + ":");
            }
            for (int t = 0; t < 4; t++) {
                String prefix = t + "-";
                assertThat(read.stream()
                                .map(text -> text.substring(text.indexOf(':') + 1))
                                .filter(text -> text.startsWith(prefix)))
                        .containsExactlyElementsOf(LongStream.range(0, 2_500)
                                .mapToObj(i -> prefix + i)
                                .toList());
            }
        }
    }

    @Test
    void whenWriteOrForceFails_thenEveryLaterCallSaysWhy() throws Exception {
        for (int after = 0; after < 2; after++) {
            FaultyDisk failing = new FaultyDisk();
            EventLog log = EventLog.open(failing, OPTIONS);
            log.append(bytes("good"), 0, 0);
            failing.failAfter(after);
            assertThatThrownBy(() -> log.append(bytes("bad"), 0, 0)).hasRootCauseMessage("the disk is full");
            failing.failAfter(Integer.MAX_VALUE);
            assertThatThrownBy(() -> log.append(bytes("c"), 0, 0)).hasRootCauseMessage("the disk is full");
            assertThatThrownBy(() -> log.mark(1, bytes("c"))).hasRootCauseMessage("the disk is full");
            assertThatThrownBy(log::force)
                    .hasMessage("the event log in disk could not be written, so it takes no more:"
                            + " java.io.IOException: the disk is full");
            assertThatThrownBy(() -> log.keep(0)).hasRootCauseMessage("the disk is full");
            try (Cursor cursor = log.from(0)) {
                assertThat(cursor.next()).isTrue();
                assertThatThrownBy(cursor::next).hasRootCauseMessage("the disk is full");
            }
            log.close();
            try (EventLog again = EventLog.open(failing, OPTIONS)) {
                assertThat(all(again)).contains("0:good");
            }
        }
    }

    @Test
    void whenClosed_thenNothingIsTakenAndAllCanBeRead() throws Exception {
        EventLog log = EventLog.open(disk, OPTIONS);
        log.append(bytes("a"), 0, 0);
        log.close();
        log.close();
        assertThatThrownBy(() -> log.append(bytes("b"), 0, 0)).hasMessage("the event log in disk is closed");
        assertThat(all(log)).containsExactly("0:a");
    }

    // ---- marks ----------------------------------------------------------------------------------------------------

    @Test
    void whenMarked_thenTheCursorGivesItBeforeItsEvent() throws Exception {
        try (EventLog log = EventLog.open(disk, OPTIONS.withSegmentBytes(200))) {
            assertThat(log.mark(0, bytes("first"))).isTrue();
            for (int i = 0; i < 20; i++) {
                log.append(bytes("e" + i), i, i);
                assertThat(log.mark(i, bytes("late"))).isFalse();
                assertThat(log.mark(i + 1, bytes("m" + (i + 1)))).isTrue();
            }
        }
        try (EventLog log = EventLog.open(disk, OPTIONS.withSegmentBytes(200))) {
            assertThat(disk.files()).hasSizeGreaterThan(3);
            assertThat(all(log)).startsWith("0<first", "0:e0", "1<m1", "1:e1").endsWith("19:e19", "20<m20");
            for (int from = 1; from < 20; from++) {
                try (Cursor cursor = log.from(from)) {
                    assertThat(rest(cursor)).startsWith(from + "<m" + from, from + ":e" + from);
                }
            }
            assertThat(log.recent(2)).extracting(LoggedEvent::index).containsExactly(18L, 19L);
        }
    }

    // ---- what the events are --------------------------------------------------------------------------------------

    @Test
    void whenTheSchemaChanges_thenEachSegmentKeepsItsOwnAndTheNextLifeIsAsked() throws Exception {
        for (String schema : List.of("A", "A", "B", "C")) {
            List<String> asked = new ArrayList<>();
            try (EventLog log = EventLog.open(disk, OPTIONS.withSchema(schema), asked::add)) {
                if (!schema.equals("B")) {
                    log.append(bytes(schema), 0, 0);
                }
            }
            assertThat(asked).doesNotHaveDuplicates().isSubsetOf("A", "B");
        }
        List<String> asked = new ArrayList<>();
        try (EventLog log = EventLog.open(disk, OPTIONS.withSchema("C"), asked::add)) {
            assertThat(asked).containsExactly("A", "C");
            assertThat(all(log)).containsExactly("0:A", "1:A", "2:C");
        }
        assertThatThrownBy(() -> EventLog.open(disk, OPTIONS.withSchema("D"), schema -> {
                    throw new IllegalArgumentException("was " + schema);
                }))
                .hasMessage("was A");
        try (EventLog log = EventLog.open(disk, OPTIONS.withSchema("C"))) {
            assertThat(all(log)).hasSize(3);
        }
    }

    @Test
    void whenSegmentsAreSmallerThanTheirHeader_thenEachHasAnEvent() throws Exception {
        try (EventLog log = EventLog.open(disk, OPTIONS.withSegmentBytes(1))) {
            log.mark(0, bytes("m"));
            log.append(bytes("a"), 0, 0);
            log.append(bytes("b"), 0, 0);
            log.mark(2, bytes("m"));
            assertThat(all(log)).containsExactly("0<m", "0:a", "1:b");
            log.append(bytes("c"), 0, 0);
            assertThat(all(log)).containsExactly("0<m", "0:a", "1:b", "2<m", "2:c");
        }
    }

    // ---- retention ------------------------------------------------------------------------------------------------

    @Test
    void whenBeyondItsBytes_thenOldSegmentsGoButNoneBehindThePin() throws Exception {
        LogOptions options = OPTIONS.with(new Retention(Long.MAX_VALUE, 4_000));
        try (EventLog log = EventLog.open(disk, options)) {
            for (int i = 0; i < 1_000; i++) {
                log.append(bytes("event " + i), i, i);
            }
            assertThat(log.firstIndex()).isZero();
            log.keep(100);
            assertThat(log.firstIndex()).isBetween(50L, 100L);
            log.keep(1_000);
            assertThat(log.bytes()).isBetween(3_000L, 4_000L);
            assertThat(log.firstIndex()).isBetween(800L, 950L);
            assertThat(all(log)).hasSize((int) (1_000 - log.firstIndex()));
            assertThatThrownBy(() -> log.from(5))
                    .isInstanceOf(DamagedLogException.class)
                    .hasMessageContaining("event 5 was asked for");
        }
        try (EventLog log = EventLog.open(disk, options)) {
            assertThat(log.endIndex()).isEqualTo(1_000);
            log.append(bytes("next"), 0, 0);
            assertThat(log.recent(1).get(0).index()).isEqualTo(1_000);
        }
    }

    @Test
    void whenBeyondItsAge_thenItGoesThoughNothingComes() throws Exception {
        AtomicLong now = new AtomicLong();
        LogOptions options =
                OPTIONS.with(new Retention(8_000, Long.MAX_VALUE)).with(() -> Instant.ofEpochMilli(now.get()));
        try (EventLog log = EventLog.open(disk, options)) {
            for (int second = 0; second < 100; second++) {
                now.set(1_000 * second);
                log.append(bytes("at " + second), 0, now.get());
                log.keep(log.endIndex());
                assertThat(log.endIndex() - log.firstIndex()).isBetween(Math.min(second, 8L), 11L);
            }
            now.addAndGet(9_000);
            log.keep(100); // makes the segment old
            log.keep(100);
            assertThat(log.firstIndex()).isEqualTo(100);
            assertThat(all(log)).isEmpty();
            assertThat(disk.files()).hasSize(1);
        }
        try (EventLog log = EventLog.open(disk, options)) {
            assertThat(log.append(bytes("x"), 0, 0)).isEqualTo(100);
        }
    }

    @Test
    void whenSomebodyReads_thenWhatIsReadStaysUntilThen() throws Exception {
        try (EventLog log = EventLog.open(disk, OPTIONS.with(new Retention(Long.MAX_VALUE, 1_000)))) {
            for (int i = 0; i < 1_000; i++) {
                log.append(bytes("event " + i), i, i);
            }
            try (LoggedEvents range = log.range(10, 500);
                    LoggedEvents arrived = log.arrivedBetween(10, 500)) {
                int files = disk.files().size();
                log.keep(1_000);
                assertThat(log.firstIndex()).isGreaterThan(800);
                assertThat(disk.files().size()).isGreaterThan(files / 2);
                for (long i = 10; i <= 500; i++) {
                    assertThat(range.next()).isNotNull().returns(i, LoggedEvent::index);
                    assertThat(arrived.next()).isNotNull().returns(i, LoggedEvent::index);
                }
                assertThat(range.next()).isNull();
                assertThat(arrived.next()).isNull();
            }
            log.keep(1_000);
            assertThat(log.bytes()).isLessThan(1_000);
            assertThat(disk.files().size()).isLessThan(12);
        }
    }
}
