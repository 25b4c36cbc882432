// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a processor works: one task at a time, in the order in which they were queued, on the threads that ask.
 *
 * <p>There is one <em>role</em> per lane: who has it does the tasks. Nobody ever waits for the role. A thread that asks from
 * outside queues its task and takes the role if it is free; if not, it waits for its <em>task</em>, and the thread with the
 * role does it. A thread that asks from inside a task, of whatever lane, only queues, and comes by when its task is over. So
 * two processors that feed each other cannot wait for each other, from however many threads.
 *
 * <p>What is queued is never forgotten (<em>someone comes by</em>): whoever queues a task visits the lane afterwards; if the
 * role is taken then, its holder looks at the queue again after giving it up. Nobody works for others without an end: after
 * {@value #QUOTA} tasks the role goes to a thread that waits for one of the tasks left.
 */
public final class Lane {
    private static final int QUOTA = 64;
    private static final ThreadLocal<@Nullable Turn> TURN = new ThreadLocal<>();

    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean taken = new AtomicBoolean();
    private final Runnable whenIdle;

    /** A piece of work and the ticket that waits for it. */
    private record Task(Runnable work, Ticket ticket) {}

    /** {@code whenIdle} is run, like a task, whenever a task was the last one in the queue. */
    public Lane(Runnable whenIdle) {
        this.whenIdle = whenIdle;
    }

    /** Returns whether this thread is inside a task, of whatever lane. */
    public static boolean isInside() {
        return TURN.get() != null;
    }

    /**
     * Does a piece of work in its turn. Called from outside it returns when the work is done, with everything that it has
     * queued on whatever lane, and throws the first exception that escaped from any of it. Called from inside a task it
     * returns at once, and the work is done before the call from outside returns.
     */
    public void run(Runnable work) {
        Turn turn = TURN.get();
        if (turn != null) {
            turn.queue(this, work);
            return;
        }
        Turn own = new Turn();
        TURN.set(own);
        try {
            own.queue(this, work);
            own.finish();
        } finally {
            TURN.remove();
        }
        own.rethrow();
    }

    /** Works until the queue is empty, the quota is used up, or someone else has the role; see <em>someone comes by</em>. */
    private void work(Turn turn) {
        int left = QUOTA;
        while (!tasks.isEmpty() && taken.compareAndSet(false, true)) {
            try {
                for (Task task; left > 0 && (task = tasks.poll()) != null; left--) {
                    perform(task, turn);
                }
            } finally {
                taken.set(false);
            }
            if (left == 0) {
                leave(turn);
                return;
            }
        }
    }

    private void perform(Task task, Turn turn) {
        turn.current = task.ticket;
        attempt(task.work, task.ticket);
        if (tasks.isEmpty()) {
            attempt(whenIdle, task.ticket);
        }
        turn.current = turn.own;
        task.ticket.end();
    }

    private static void attempt(Runnable work, Ticket ticket) {
        try {
            work.run();
        } catch (Throwable t) { // also an Error: it is thrown where the work was asked for
            ticket.fail(t);
        }
    }

    /** Hands what is left to a thread that waits for one of the next tasks; without one this thread comes by again. */
    private void leave(Turn turn) {
        int looked = 0;
        for (Task task : tasks) {
            if (task.ticket != turn.own && task.ticket.isWaiting()) {
                task.ticket.ask(this);
                return;
            }
            if (++looked == QUOTA) { // the queue may be long, and is looked at after every quota
                break;
            }
        }
        if (looked > 0) {
            turn.visits.addLast(this);
        }
    }

    /** What a thread does for the work that it has asked for from outside. Used by that thread only. */
    private static final class Turn {
        final Ticket own = new Ticket(Thread.currentThread());
        final Deque<Lane> visits = new ArrayDeque<>();
        private Ticket current = own;

        void queue(Lane lane, Runnable work) {
            current.begin();
            lane.tasks.add(new Task(work, current));
            if (visits.peekLast() != lane) {
                visits.addLast(lane);
            }
        }

        void finish() {
            while (true) {
                for (Lane lane; (lane = visits.pollFirst()) != null; ) {
                    lane.work(this);
                }
                if (own.isDone()) {
                    return;
                }
                own.await();
                for (Lane lane; (lane = own.takeAsked()) != null; ) {
                    visits.addLast(lane);
                }
            }
        }

        void rethrow() {
            Throwable thrown = own.failure();
            if (thrown instanceof RuntimeException e) {
                throw e;
            }
            if (thrown instanceof Error e) {
                throw e;
            }
        }
    }
}
