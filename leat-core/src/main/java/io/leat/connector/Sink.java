// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import io.leat.function.Action;

/**
 * Where results go. A description: opening it is the engine's business.
 *
 * <p>An abstract class, so that a lambda is never taken for one: {@code Sink.of(System.out::println)}.
 *
 * @param <T> the results
 */
public abstract class Sink<T> {
    /**
     * Opens the sink for something that keeps everything in memory, and begins.
     *
     * @throws Exception if it cannot be opened; the job then fails before it reads an event
     */
    public abstract SinkWriter<T> open() throws Exception;

    /**
     * Opens the sink for a job, with what it has to know to go on. With a state, what was written after it is taken back or
     * was never seen, and what had to be published with it is, or has been. A sink that wraps another one passes this and
     * {@link #guarantee} on.
     *
     * @throws Exception as {@link #open()} does
     */
    public SinkWriter<T> open(SinkContext context) throws Exception {
        return open();
    }

    /** Returns what becomes of the results when a job with a directory is killed and goes on; at least once unless overridden. */
    public Guarantee guarantee() {
        return Guarantee.AT_LEAST_ONCE;
    }

    /** Returns a sink that does {@code action} with each result, in one thread at a time. */
    public static <T> Sink<T> of(Action<? super T> action) {
        return new ActionSink<>(action);
    }

    /** Returns a sink that prints each result as a line on standard output. */
    public static <T> Sink<T> console() {
        return new ActionSink<>(System.out::println);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }

    private static final class ActionSink<T> extends Sink<T> {
        private final Action<? super T> action;

        ActionSink(Action<? super T> action) {
            this.action = action;
        }

        @Override
        public SinkWriter<T> open() {
            return (value, timestamp) -> action.accept(value);
        }

        @Override
        public String toString() {
            return "action";
        }
    }
}
