// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate.store;

import io.leat.engine.log.Cursor;
import io.leat.engine.log.EventLog;
import io.leat.engine.log.LoggedEvents;
import io.leat.engine.log.segment.LoggedEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** What an event log has to hold: every event that was ever handed to it, as far as that may be there. */
final class LogModel {
    private final List<LoggedEvent> events = new ArrayList<>();
    /** So many of the first events were acknowledged, and survive the end of the process. */
    private long written;
    /** So many of the first events survive a loss of power. */
    private long forced;
    /** Events before this may be gone. */
    private long keptFrom;

    LogModel() {}

    LogModel(LogModel from) {
        events.addAll(from.events);
        written = from.written;
        forced = from.forced;
        keptFrom = from.keptFrom;
    }

    // ---- what happens to it ---------------------------------------------------------------------------------------

    /** Takes note of an event that is being appended. */
    void append(byte[] bytes, long timeMs, long arrivalMs) {
        long last = events.isEmpty()
                ? Long.MIN_VALUE
                : events.get(events.size() - 1).arrivalMs();
        long arrival = Math.max(last, arrivalMs);
        events.add(new LoggedEvent(events.size(), arrival, timeMs == EventLog.BY_ARRIVAL ? arrival : timeMs, bytes));
    }

    /** All that was appended is in the log. */
    void acknowledged(boolean durable) {
        written = events.size();
        forced = durable ? written : forced;
    }

    void keep(long index) {
        keptFrom = Math.max(keptFrom, index);
    }

    long end() {
        return events.size();
    }

    // ---- what it is compared with ---------------------------------------------------------------------------------

    /**
     * Compares it with a log that was just opened, whose events are on the disk then.
     *
     * @param lossy whether what was not forced may be gone
     */
    void opened(EventLog log, boolean lossy) throws IOException {
        long least = lossy ? forced : written;
        if (log.endIndex() < least || log.endIndex() > events.size()) {
            throw new AssertionError("opened, it ends at " + log.endIndex() + ", of " + least
                    + " acknowledged events and " + events.size() + " in all");
        }
        events.subList(Math.toIntExact(log.endIndex()), events.size()).clear();
        acknowledged(true);
        compare(log);
    }

    void compare(EventLog log) throws IOException {
        if (log.firstIndex() > keptFrom) {
            throw new AssertionError("it begins with " + log.firstIndex() + ", though " + keptFrom + " is kept");
        }
        long at = log.firstIndex();
        try (Cursor cursor = log.from(at)) {
            while (cursor.next()) {
                if (!cursor.isMark()) {
                    LoggedEvent found =
                            new LoggedEvent(cursor.index(), cursor.arrivalMs(), cursor.timeMs(), cursor.bytes());
                    requireSame(found, event(at++));
                }
            }
        }
        if (at != log.endIndex()) {
            throw new AssertionError("it ends before " + at + ", not " + log.endIndex());
        }
    }

    /** Compares the answer to a query for a random range. */
    void query(EventLog log, Random random) throws IOException {
        List<LoggedEvent> there = events.subList(Math.toIntExact(log.firstIndex()), Math.toIntExact(log.endIndex()));
        long from = random.nextInt(2_000);
        long to = from + random.nextInt(500);
        Comparator<LoggedEvent> byTime = Comparator.comparingLong(LoggedEvent::timeMs);
        requireSame(
                all(log.range(from, to)),
                there.stream()
                        .filter(event -> event.timeMs() >= from && event.timeMs() <= to)
                        .sorted(byTime.thenComparingLong(LoggedEvent::index))
                        .toList());
        requireSame(
                all(log.arrivedBetween(from, to)),
                there.stream()
                        .filter(event -> event.arrivalMs() >= from && event.arrivalMs() <= to)
                        .toList());
        int recent = random.nextInt(20);
        requireSame(log.recent(recent), there.subList(Math.max(0, there.size() - recent), there.size()));
    }

    private static List<LoggedEvent> all(LoggedEvents found) throws IOException {
        try (found) {
            List<LoggedEvent> all = new ArrayList<>();
            for (LoggedEvent event = found.next(); event != null; event = found.next()) {
                all.add(event);
            }
            return all;
        }
    }

    private LoggedEvent event(long index) {
        if (index >= events.size()) {
            throw new AssertionError("it has an event " + index + " that was never appended");
        }
        return events.get(Math.toIntExact(index));
    }

    private static void requireSame(List<LoggedEvent> found, List<LoggedEvent> expected) {
        if (found.size() != expected.size()) {
            throw new AssertionError("a query finds " + found.size() + " events instead of " + expected.size());
        }
        for (int i = 0; i < found.size(); i++) {
            requireSame(found.get(i), expected.get(i));
        }
    }

    private static void requireSame(LoggedEvent found, LoggedEvent expected) {
        if (found.index() != expected.index()
                || found.timeMs() != expected.timeMs()
                || found.arrivalMs() != expected.arrivalMs()
                || !Arrays.equals(found.bytes(), expected.bytes())) {
            throw new AssertionError("event " + found + " instead of " + expected);
        }
    }
}
