// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import io.leat.failure.DeadLetter;
import io.leat.failure.FailurePolicy;
import io.leat.metric.ProcessorMetrics;
import io.leat.metric.StepMetrics;
import io.leat.window.Windows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * All that can be read of a flow: the events kept, their windows, the counters, the dead letters. They change together, so
 * whoever reads sees a picture that fits.
 *
 * <p>Thread-safe by its monitor. No user code runs inside, so nobody waits for it here.
 */
final class Store<T> {
    private static final int LETTERS_KEPT = 1_000;
    private static final int SWEEP_AT_LEAST = 1_024;

    private final InlineEngine engine;
    private final Settings settings;
    private final Traits<T> traits;
    private final List<Windows> shapes = new ArrayList<>();
    private final List<LiveWindows<T>> windows = new ArrayList<>();
    private final Deque<DeadLetter> letters = new ArrayDeque<>();
    private EventLog<T> log;
    private long sweptAt;
    private long largestMs;
    private long processed;
    private long filtered;
    private long failed;
    private long repeated;
    private long sinkFailures;

    Store(InlineEngine engine, Settings settings, Traits<T> traits) {
        this.engine = engine;
        this.settings = settings;
        this.traits = traits;
        this.log = new EventLog<>(settings.maxEvents(), settings.ageMs());
        this.largestMs = Long.MIN_VALUE;
    }

    // ---- what becomes of an event ---------------------------------------------------------------------------------

    /** Keeps an event that has passed all filters and maps. */
    synchronized void keep(T event, long nowMs) {
        processed++;
        long timeMs = traits.timeMs().applyAsLong(event);
        largestMs = Math.max(largestMs, timeMs);
        Retained<T> retained = log.add(event, timeMs, nowMs);
        for (LiveWindows<T> each : windows) {
            each.add(retained);
        }
        expire(nowMs);
    }

    /** Takes an event that was kept on disk, and arrived in an earlier life. */
    synchronized void restore(T event, long arrivalMs) {
        long timeMs = traits.timeMs().applyAsLong(event);
        largestMs = Math.max(largestMs, timeMs);
        log.add(event, timeMs, arrivalMs);
    }

    /** How many events are kept in memory. */
    synchronized int size() {
        return log.size();
    }

    /** Counts an event that a filter has dropped. */
    synchronized void filtered() {
        filtered++;
    }

    /** Counts an event that was dropped since its id came before. */
    synchronized void repeated() {
        filtered++;
        repeated++;
    }

    /** Counts an event that failed, and keeps the letter if that is the policy. */
    synchronized void failed(DeadLetter letter) {
        failed++;
        if (settings.policy() == FailurePolicy.DEAD_LETTER) {
            add(letter);
        }
    }

    /** Counts an event that a sink did not take. */
    synchronized void sinkFailed(DeadLetter letter) {
        sinkFailures++;
        add(letter);
    }

    private void add(DeadLetter letter) {
        if (letters.size() == LETTERS_KEPT) {
            letters.removeFirst();
        }
        letters.addLast(letter);
    }

    /** Evicts what is too old. Windows let go of evicted events now and then, so that it costs O(1) per event. */
    private void expire(long nowMs) {
        log.expire(nowMs);
        if (log.evicted() - sweptAt >= Math.max(SWEEP_AT_LEAST, log.size())) {
            sweptAt = log.evicted();
            windows.forEach(LiveWindows::sweep);
        }
    }

    // ---- definitions and cleaning ---------------------------------------------------------------------------------

    /** Adds a window definition, which begins with the events still kept. */
    synchronized void window(Windows shape, long nowMs) {
        expire(nowMs);
        shapes.add(shape);
        LiveWindows<T> added = new LiveWindows<>(engine, settings, traits, shape);
        log.retained().forEach(added::add);
        windows.add(added);
    }

    synchronized int clearOldWindows(long nowMs) {
        expire(nowMs);
        long time = Math.max(nowMs, largestMs);
        return windows.stream().mapToInt(each -> each.clear(time)).sum();
    }

    /** Begins anew, with the same window definitions. */
    synchronized void reset() {
        log = new EventLog<>(settings.maxEvents(), settings.ageMs());
        letters.clear();
        sweptAt = 0;
        largestMs = Long.MIN_VALUE;
        processed = 0;
        filtered = 0;
        failed = 0;
        repeated = 0;
        sinkFailures = 0;
        windows.clear();
        shapes.forEach(shape -> windows.add(new LiveWindows<>(engine, settings, traits, shape)));
    }

    // ---- reading --------------------------------------------------------------------------------------------------

    /** Returns the latest events, oldest first. */
    synchronized List<T> latest(int atMost, long nowMs) {
        expire(nowMs);
        return log.latest(atMost);
    }

    /** The windows and the time by which they are open or closed. */
    record Picture<T>(List<WindowView<T>> windows, long timeMs) {}

    /** Returns the windows of all definitions, oldest first; of equal ones those defined first. */
    synchronized Picture<T> windows(long nowMs) {
        expire(nowMs);
        List<WindowView<T>> views = new ArrayList<>();
        windows.forEach(each -> views.addAll(each.views()));
        views.sort(WindowView.oldestFirst());
        return new Picture<>(views, Math.max(nowMs, largestMs));
    }

    synchronized List<DeadLetter> deadLetters() {
        return List.copyOf(letters);
    }

    synchronized ProcessorMetrics metrics(long nowMs) {
        expire(nowMs);
        long created = 0;
        long late = 0;
        long partiallyLate = 0;
        for (LiveWindows<T> each : windows) {
            StepMetrics step = each.metrics();
            created += step.windows();
            late += step.late();
            partiallyLate += step.partiallyLate();
        }
        return new ProcessorMetrics(
                processed + filtered + failed,
                processed,
                filtered,
                failed,
                repeated,
                created,
                late,
                partiallyLate,
                log.size(),
                log.evicted(),
                sinkFailures);
    }
}
