// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work asked for from outside, with all that it sets off: it is done when every task that carries it is.
 *
 * <p>Its owner is the thread that asked. While the owner waits, other threads may ask it to help at a {@link Lane} that holds
 * a task of this ticket. All methods but {@link #await} are for any thread.
 */
final class Ticket {
    private static final int SPINS = 64;

    private final Thread owner;
    private final AtomicInteger tasks = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final ConcurrentLinkedQueue<Lane> asked = new ConcurrentLinkedQueue<>();
    private volatile boolean waiting;

    Ticket(Thread owner) {
        this.owner = owner;
    }

    /** Takes note of one task more. Called by the owner, or while another task of this ticket is being done. */
    void begin() {
        tasks.incrementAndGet();
    }

    /** Takes note that a task is done; what it did is visible to the owner when it sees {@link #isDone}. */
    void end() {
        if (tasks.decrementAndGet() == 0) {
            wake();
        }
    }

    boolean isDone() {
        return tasks.get() == 0;
    }

    /** Takes note of what a task threw; the first one counts, later ones are suppressed in it. */
    void fail(Throwable thrown) {
        if (!failure.compareAndSet(null, thrown)) {
            Throwable first = failure.get();
            if (first != null && first != thrown) {
                first.addSuppressed(thrown);
            }
        }
    }

    /** Returns what a task threw, or null. */
    @Nullable
    Throwable failure() {
        return failure.get();
    }

    /** Returns whether the owner has nothing to do but wait. */
    boolean isWaiting() {
        return waiting;
    }

    /** Asks the owner to work at a lane. */
    void ask(Lane lane) {
        asked.add(lane);
        wake();
    }

    /** Returns a lane that the owner was asked to work at, or null. */
    @Nullable
    Lane takeAsked() {
        return asked.poll();
    }

    private void wake() {
        if (waiting) {
            LockSupport.unpark(owner);
        }
    }

    /** Waits until the ticket is done or help is asked for. For the owner. An interrupt does not end the wait. */
    void await() {
        boolean interrupted = false;
        waiting = true;
        for (int tried = 0; !isDone() && asked.isEmpty(); tried++) {
            if (tried < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted(); // or the next park would return at once
            }
        }
        waiting = false;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
