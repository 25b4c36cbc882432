// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.stream;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest results of a stream, numbered from 0, as many as there is room for. Thread-safe. */
final class Ring {
    /** The most that one write brings. */
    private static final int BATCH = 256;

    private static final long BATCH_BYTES = 64 << 10;

    private final @Nullable Message[] slots;
    private final long capacityBytes;
    private final String run;
    private long bytes;
    /** The number of the oldest that is kept. */
    private long first;
    /** The number that the next one gets. */
    private long end;

    /**
     * What a reader gets next.
     *
     * @param missed how many results before these were not kept any more
     * @param next the number of the result that follows
     */
    record Batch(long missed, List<Message> messages, long next) {}

    /**
     * Makes an empty one.
     *
     * @param capacityBytes in memory; the latest result is kept in any case
     * @param run what tells its numbers from those of an earlier one
     */
    Ring(int capacity, long capacityBytes, String run) {
        this.slots = new @Nullable Message[capacity];
        this.capacityBytes = capacityBytes;
        this.run = run;
    }

    /** Adds a result, in the place of the oldest ones if need be. */
    synchronized void add(String data) {
        Message message = new Message(run + "-" + end, data);
        if (end - first == slots.length) {
            removeFirst();
        }
        slots[slot(end++)] = message;
        bytes += message.bytes();
        while (bytes > capacityBytes && end - first > 1) {
            removeFirst();
        }
    }

    private void removeFirst() {
        int slot = slot(first++);
        bytes -= requireNonNull(slots[slot]).bytes();
        slots[slot] = null;
    }

    private int slot(long number) {
        return (int) (number % slots.length);
    }

    /** Returns whether one more would push out the oldest. */
    synchronized boolean isFull() {
        return end - first == slots.length || bytes >= capacityBytes;
    }

    /** Returns the number of the oldest result that is kept. */
    synchronized long first() {
        return first;
    }

    /** Returns the number that the next result gets. */
    synchronized long end() {
        return end;
    }

    /** Returns what a reader gets that has come to a number. */
    synchronized Batch from(long number) {
        long begin = Math.max(number, first);
        List<Message> messages = new ArrayList<>();
        long size = 0;
        for (long i = begin; i < end && messages.size() < BATCH && size < BATCH_BYTES; i++) {
            Message message = requireNonNull(slots[slot(i)]);
            messages.add(message);
            size += message.bytes();
        }
        return new Batch(begin - number, messages, begin + messages.size());
    }

    /** Returns the number after that of a message with an id that {@link #isOwn}. */
    long after(String id) {
        return Math.min(Long.parseLong(id.substring(run.length() + 1)) + 1, end());
    }

    /** Returns whether an id is one that this ring may have given. */
    boolean isOwn(String id) {
        return id.startsWith(run + "-") && id.substring(run.length() + 1).matches("\\d{1,18}");
    }
}
