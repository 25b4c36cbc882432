// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit;

import java.time.Instant;

/**
 * A partition of a source, in the hands of a test. When a method returns, all that follows from what it put in has happened.
 *
 * @param <T> the events
 */
public final class TestInput<T> {
    private final PipelineTest test;
    private final TestSource source;
    private final int partition;
    private final Class<T> type;

    TestInput(PipelineTest test, TestSource source, int partition, Class<T> type) {
        this.test = test;
        this.source = source;
        this.partition = partition;
        this.type = type;
    }

    /**
     * Returns another partition of the same source.
     *
     * @param number from 0; {@code Options.partitions} says how many there are
     * @throws IllegalArgumentException if there is no such partition
     */
    public TestInput<T> partition(int number) {
        source.requirePartition(number);
        return new TestInput<>(test, source, number, type);
    }

    /**
     * Emits an event at the time that the source's {@code timedBy} tells. A source that has none gives it the clock's time.
     *
     * @throws IllegalArgumentException if it is not of the type of this input
     * @throws io.leat.failure.JobFailedException if the pipeline fails on it, as a step with {@code FailurePolicy.FAIL} does
     */
    public TestInput<T> emit(T event) {
        check(event);
        source.emit(partition, event);
        test.drain();
        return this;
    }

    /**
     * Emits an event at a time, whatever the source's {@code timedBy} would tell.
     *
     * @throws IllegalArgumentException if it is not of the type of this input
     */
    public TestInput<T> emit(T event, Instant timestamp) {
        check(event);
        source.emit(partition, event, timestamp.toEpochMilli());
        test.drain();
        return this;
    }

    /**
     * Moves the watermark of this partition, if it is not there yet: no more events with a timestamp at or before {@code to} come
     * in it, and those that do are late. Events move it too, by the disorder bound of the source.
     */
    public TestInput<T> watermark(Instant to) {
        test.requireOpen();
        source.watermark(partition, to.toEpochMilli());
        test.drain();
        return this;
    }

    private void check(T event) {
        test.requireOpen();
        if (!type.isInstance(event)) { // only by a cast that the compiler could not check
            throw new IllegalArgumentException("source '" + source.name() + "' takes " + type.getSimpleName() + ", not "
                    + (event == null ? "null" : "the " + event.getClass().getSimpleName() + " " + event));
        }
    }
}
