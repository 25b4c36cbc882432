// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.engine.log.segment.DamagedLogException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What of a log survives crashes, and that damage is noticed. */
@Timeout(120)
class EventLogCrashTest {
    private static final LogOptions OPTIONS = LogOptions.of("test").withSegmentBytes(2_000);

    private static byte[] bytes(int n) {
        return ("event " + n).getBytes(StandardCharsets.UTF_8);
    }

    /** Checks that the events are those that were appended, and returns how many. */
    private static int check(EventLog log) throws IOException {
        try (Cursor cursor = log.from(log.firstIndex())) {
            int n = 0;
            while (cursor.next()) {
                if (!cursor.isMark()) {
                    assertThat(cursor.index()).isEqualTo(n);
                    assertThat(cursor.bytes()).isEqualTo(bytes(n));
                    n++;
                }
            }
            assertThat(log.endIndex()).isEqualTo(n);
            return n;
        }
    }

    @Test
    void whenPowerIsLostAtAnyPoint_thenNothingAcknowledgedIsMissing() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            FaultyDisk disk = new FaultyDisk();
            int acknowledged = 0;
            for (int life = 0; life < 4; life++) {
                disk.failAfter(random.nextInt(120));
                acknowledged = Math.max(acknowledged, untilItFails(disk, random));
                disk = disk.afterCrash(random);
                try (EventLog log = EventLog.open(disk, OPTIONS)) {
                    int there = check(log);
                    assertThat(there).as("seed %d round %d", seed, round).isGreaterThanOrEqualTo(acknowledged);
                    acknowledged = there;
                }
            }
        }
    }

    /** Appends until a write or force fails, and returns how many events were acknowledged. */
    private static int untilItFails(FaultyDisk disk, Random random) {
        int acknowledged = 0;
        try (EventLog log = EventLog.open(disk, OPTIONS)) {
            acknowledged = (int) log.endIndex();
            while (true) {
                List<NewEvent> batch = new ArrayList<>();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    batch.add(new NewEvent(bytes(acknowledged + batch.size()), 0));
                }
                assertThat(log.append(batch, 0)).isEqualTo(acknowledged);
                acknowledged += batch.size();
                if (random.nextInt(5) == 0) {
                    log.mark(acknowledged, new byte[3]);
                }
            }
        } catch (IOException failed) {
            return acknowledged;
        }
    }

    @Test
    void whenBufferedAndPowerIsLost_thenWhatWasForcedIsThereAndTheRestHasNoHoles() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            FaultyDisk disk = new FaultyDisk();
            int forced = 0;
            for (int life = 0; life < 3; life++) {
                EventLog log = EventLog.open(disk, OPTIONS.with(Durability.BUFFERED));
                int n = (int) log.endIndex();
                assertThat(n).as("seed %d round %d", seed, round).isGreaterThanOrEqualTo(forced);
                for (int i = random.nextInt(200); i > 0; i--) {
                    log.append(bytes(n++), 0, 0);
                    if (random.nextInt(20) == 0) {
                        log.force();
                        forced = n;
                    }
                }
                disk = disk.afterCrash(random);
                try (EventLog after = EventLog.open(disk, OPTIONS)) {
                    assertThat(check(after)).as("seed %d round %d", seed, round).isGreaterThanOrEqualTo(forced);
                }
            }
        }
    }

    @Test
    void whenTheProcessEnds_thenEverythingBufferedIsThere() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        EventLog log = EventLog.open(disk, OPTIONS.with(Durability.BUFFERED));
        for (int i = 0; i < 500; i++) {
            log.append(bytes(i), 0, 0);
        }
        try (EventLog after = EventLog.open(disk.copy(), OPTIONS)) {
            assertThat(check(after)).isEqualTo(500);
        }
    }

    @Test
    void whenAnyBitOfAClosedLogIsFlipped_thenItIsNoticedOrHarmless() throws Exception {
        FaultyDisk good = new FaultyDisk();
        int n = 0;
        for (int life = 0; life < 2; life++) {
            try (EventLog log = EventLog.open(good, OPTIONS)) {
                for (int i = 0; i < 90; i++) {
                    log.append(bytes(n++), i, i);
                }
            }
        }
        assertThat(good.files()).hasSizeGreaterThan(2);
        int noticed = 0;
        int flips = 0;
        Random random = new Random(3);
        for (String file : good.files()) {
            for (int at = 0; at < good.length(file); at++) {
                FaultyDisk damaged = good.copy();
                damaged.flip(file, at, random.nextInt(8));
                noticed += isNoticed(damaged, n) ? 1 : 0;
                flips++;
            }
        }
        assertThat(noticed).isGreaterThan(flips * 9 / 10);
    }

    /** Returns whether opening or reading fails; if not, checks that everything is there. */
    private static boolean isNoticed(FaultyDisk damaged, int n) throws IOException {
        try (EventLog log = EventLog.open(damaged, OPTIONS)) {
            assertThat(check(log)).isEqualTo(n);
            try (LoggedEvents range = log.range(Long.MIN_VALUE, Long.MAX_VALUE)) {
                int found = 0;
                while (range.next() != null) {
                    found++;
                }
                assertThat(found).isEqualTo(n);
            }
            return false;
        } catch (IOException e) {
            assertThat(e.getMessage()).containsPattern("disk/[0-9]+[.]events");
            return true;
        }
    }

    @Test
    void whenAFileIsMissingOrOfAnotherLog_thenRefused() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        FaultyDisk other = new FaultyDisk();
        for (int i = 0; i < 200; i++) {
            try (EventLog log = EventLog.open(disk, OPTIONS);
                    EventLog second =
                            EventLog.open(other, LogOptions.of("other").withSegmentBytes(2_000))) {
                log.append(bytes(i), 0, 0);
                second.append(bytes(i), 0, 0);
            }
        }
        assertThat(disk.files()).hasSizeGreaterThan(4);
        FaultyDisk missing = disk.copy();
        missing.delete(missing.files().get(2));
        assertThatThrownBy(() -> EventLog.open(missing, OPTIONS))
                .isInstanceOf(DamagedLogException.class)
                .hasMessageContaining("is expected");
        assertThatThrownBy(() -> EventLog.open(other, OPTIONS))
                .isInstanceOf(DamagedLogException.class)
                .hasMessageContaining("log 'other'");
    }

    @Test
    void whenTheLogEndsBeforeAPosition_thenTheReaderIsTold() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        try (EventLog log = EventLog.open(disk, OPTIONS)) {
            log.append(bytes(0), 0, 0);
            assertThatThrownBy(() -> log.from(2))
                    .isInstanceOf(DamagedLogException.class)
                    .hasMessage(
                            "the event log is damaged: disk/0000000000000000000.events at byte 28: event 2 was asked for,"
                                    + " and there are those from 0 to 1. Cure: bring the directory back from a copy");
        }
    }

    @Test
    void whenWrittenByANewerVersion_thenRefusedAndNothingIsTouched() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        try (EventLog log = EventLog.open(disk, OPTIONS)) {
            log.append(bytes(0), 0, 0);
        }
        String file = disk.files().get(0);
        disk.flip(file, 7, 1);
        int length = disk.length(file);
        assertThatThrownBy(() -> EventLog.open(disk, OPTIONS))
                .hasMessage("the event log has version 3 of its format in disk/" + file
                        + ", and this Leat reads version 1: open it with a newer Leat");
        assertThat(disk.length(file)).isEqualTo(length);
    }
}
