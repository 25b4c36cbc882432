// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.collection;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The way of batches from one worker to another: one writer, one reader. It is soft-bounded: putting never waits, but the
 * writer's worker starts nothing that feeds an edge that {@linkplain #isFull is full}. Two workers that fire large windows at
 * each other through hard bounds would wait for each other.
 */
public final class Edge {
    /** How many batches make it full. */
    private static final int BOUND = 16;

    /** About how many records make it full. */
    public static final long BOUND_RECORDS = (long) BOUND * Batch.CAPACITY;

    private final ConcurrentLinkedQueue<Batch> batches = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Batch> spare = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private volatile @Nullable Thread reader;

    public void readBy(Thread thread) {
        reader = thread;
    }

    /** Puts a batch, which is the reader's from now on, and returns an empty one. */
    public Batch put(Batch batch) {
        batches.add(batch);
        if (queued.getAndIncrement() == 0) {
            LockSupport.unpark(reader);
        }
        Batch empty = spare.poll();
        return empty == null ? new Batch() : empty;
    }

    /** Takes the next batch, or null if there is none now. */
    @Nullable
    public Batch take() {
        Batch batch = batches.poll();
        if (batch != null) {
            queued.decrementAndGet();
        }
        return batch;
    }

    /** Gives back a batch that was read. */
    public void giveBack(Batch batch) {
        batch.clear();
        if (queued.get() < BOUND) {
            spare.add(batch);
        }
    }

    public boolean isFull() {
        return queued.get() >= BOUND;
    }

    public boolean isEmpty() {
        return queued.get() == 0;
    }

    /** About how many records are waiting. */
    public long size() {
        return (long) queued.get() * Batch.CAPACITY;
    }
}
