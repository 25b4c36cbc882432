// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import static io.leat.time.Millis.plus;

import io.leat.engine.port.Entry;
import io.leat.engine.port.Failures;
import io.leat.engine.port.Output;
import io.leat.graph.Step;
import io.leat.time.Millis;
import io.leat.window.Pane;
import org.jspecify.annotations.Nullable;

/**
 * When the windows of a step fire and end, and the firing itself.
 *
 * <p>A window is complete when the watermark reaches {@code end - 1}; it is kept for its allowed lateness more. It gives its
 * result when it is complete and again for each late event, or, with {@code finalOnly}, once at the end of the lateness. Before
 * that, with {@code early}, it gives one now and then if it has changed.
 */
public final class Emission<A extends Entry & Accumulator> {
    private final WindowLogic<A> logic;
    private final long latenessMs;
    private final boolean finalOnly;
    private final boolean updated;
    private final long earlyMs;
    private final Output output;
    private final Failures failures;

    public Emission(WindowLogic<A> logic, Step.Emission when, Output output, Failures failures) {
        this.logic = logic;
        this.latenessMs = when.allowedLatenessMs();
        this.finalOnly = when.finalOnly();
        this.updated = when.updates() && when.earlyMs() == 0;
        this.earlyMs = when.earlyMs();
        this.output = output;
        this.failures = failures;
    }

    /** Returns what the windows give. */
    public WindowLogic<A> logic() {
        return logic;
    }

    /** Returns an empty accumulator. */
    A create() {
        return logic.create();
    }

    /** Returns whether a window takes no more events at watermark {@code w}; its state is then dropped. */
    boolean isOver(long end, long w) {
        return overAt(end) <= w;
    }

    /** Returns the watermark at which a window takes no more events. */
    long overAt(long end) {
        return plus(end - 1, latenessMs);
    }

    /** Returns the watermark at which a window gives its first result. */
    long firesAt(long end) {
        return finalOnly ? overAt(end) : end - 1;
    }

    /** Returns whether an event that lies in a session of its own is late: no accepted event can then touch a closed one. */
    boolean isLateForSessions(long ts, long w) {
        return plus(ts, latenessMs) <= w;
    }

    /** Returns the end of the window that is over at a watermark; only where that is no end of the range. */
    long endOf(long overAt) {
        return overAt - latenessMs + 1;
    }

    /**
     * Returns another accumulator that holds the same.
     *
     * @throws Exception what a user function throws
     */
    A copy(A from) throws Exception {
        return logic.copy(from);
    }

    /**
     * Adds what one accumulator holds to another.
     *
     * @return what a user function threw, and {@code into} cannot be used any more; null if it holds all
     */
    @Nullable
    Exception combine(A into, A from) {
        try {
            logic.combine(into, from);
            return null;
        } catch (Exception e) {
            return e;
        }
    }

    /** Takes note of a window whose result cannot be made. */
    void lost(@Nullable Object key, WindowLogic.Span window, Exception cause) {
        failures.failed(new FailedWindow(key, window), window.end() - 1, cause);
    }

    /**
     * Emits the result of a window if it differs from what was emitted of it, or is the first complete one.
     *
     * @param time at which it fires, by the watermark: it is complete, unless that is before its time
     */
    void fire(A window, long start, long end, long time) {
        boolean complete = time >= firesAt(end);
        if (window.isChanged() || (complete && !window.isComplete())) {
            Pane pane = !complete ? Pane.EARLY : window.isComplete() ? Pane.LATE : Pane.ON_TIME;
            int index = window.markEmitted(complete);
            logic.emit(window, new WindowLogic.Span(start, end), pane, index, output);
        }
    }

    /** Returns whether windows give results before they are complete. */
    boolean isEarly() {
        return earlyMs > 0;
    }

    /**
     * Returns when a window that has changed gives a result before its time: at the next multiple of the span between these
     * that is after the watermark and in the window, less one; or when it fires anyway, if that is first.
     */
    long earlyAt(long start, long end, long watermark) {
        long from = Math.max(start, plus(watermark, 1));
        return Math.min(firesAt(end), plus(from, earlyMs - 1 - Math.floorMod(from, earlyMs)));
    }

    /** Returns whether a time is one of those at which early results are given. */
    boolean isEarlyTime(long time) {
        return isEarly() && Math.floorMod(time, earlyMs) == earlyMs - 1;
    }

    /** Returns whether a window is complete by the watermark, so that what was to be early at {@code time} is not any more. */
    boolean isOvertaken(long end, long time, long watermark) {
        return time < firesAt(end) && firesAt(end) <= watermark;
    }

    /** Returns whether a window may change after it has given a complete result, and that is taken back at once. */
    boolean isUpdated() {
        return updated;
    }

    /**
     * Takes back what a window has given, if it has and that is still valid: it is about to change.
     *
     * @param moved whether it is about to get other bounds
     * @return whether anyone was told; if it does not change after all, its result is to be given again
     */
    boolean withdraw(A window, WindowLogic.Span span, boolean moved) {
        return window.emitted() > 0
                && !window.isChanged()
                && logic.withdraw(window, span, window.emitted() - 1, moved, output);
    }

    /** Passes on an event that none of its windows takes. */
    void late(int input, @Nullable Object value, long ts) {
        output.emit(Step.LATE + input, value, ts);
    }

    /** Takes note of an event on which the aggregate's user function threw. */
    void failed(@Nullable Object value, long ts, Exception cause) {
        failures.failed(value, ts, cause);
    }

    /** Returns the watermark less the time for which windows may still give late results, so that those are not late. */
    long heldBack(long w) {
        return w == Long.MAX_VALUE ? w : Millis.minus(w, latenessMs);
    }

    /** What a dead letter of a window shows: the window whose result could not be made. */
    public record FailedWindow(@Nullable Object key, WindowLogic.Span window) {}
}
