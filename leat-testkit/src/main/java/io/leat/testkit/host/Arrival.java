// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.host;

import io.leat.testkit.reference.Feed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The order in which the events of all partitions arrive, and how many of them may arrive for now. Partitions are numbered
 * through all feeds of a case.
 *
 * <p>If it is strict, events come one at a time in just this order. If not, each partition goes its own way, and the order only
 * tells which events are the first so many. Thread-safe.
 */
public final class Arrival {
    private static final int LONG_SECONDS = 60;

    private final List<Integer> order;
    private final boolean strict;
    private final AtomicInteger given = new AtomicInteger();
    private volatile int limit = Integer.MAX_VALUE;
    private volatile CountDownLatch reached = new CountDownLatch(0);

    private Arrival(List<Integer> order, boolean strict) {
        this.order = List.copyOf(order);
        this.strict = strict;
    }

    /**
     * Returns an order.
     *
     * @param order the partition of each event, in the order of their coming
     * @param strict whether events come in just this order
     */
    public static Arrival of(List<Integer> order, boolean strict) {
        return new Arrival(order, strict);
    }

    /** Returns some order of the events of feeds, in which each partition keeps its own. */
    public static List<Integer> shuffled(List<Feed> feeds, Random random) {
        List<Integer> order = new ArrayList<>();
        int partition = 0;
        for (Feed feed : feeds) {
            for (List<?> events : feed.partitions()) {
                order.addAll(Collections.nCopies(events.size(), partition++));
            }
        }
        Collections.shuffle(order, random);
        return order;
    }

    /** Returns how many events there are. */
    int size() {
        return order.size();
    }

    /** Returns how many events have come. */
    int given() {
        return given.get();
    }

    boolean isStrict() {
        return strict;
    }

    /**
     * Holds back all but the first {@code events}, until another limit is set.
     *
     * @param events {@code Integer.MAX_VALUE} holds back none
     */
    void limit(int events) {
        reached = new CountDownLatch(strict && given.get() >= events ? 0 : 1);
        limit = events;
    }

    boolean isOpen() {
        return limit == Integer.MAX_VALUE;
    }

    /** Returns whether a partition may end that has handed out all it has: never the last one while events are held back. */
    boolean mayEnd(boolean early) {
        return isOpen() || (early && limit < order.size());
    }

    /**
     * Returns whether the limit is reached: in a strict order if all events before it have come; else if some partition has
     * nothing more before it, since the others may have to wait for that one.
     */
    boolean isAtLimit() {
        return reached.getCount() == 0;
    }

    /** Waits until the limit is reached. */
    void awaitLimit() throws InterruptedException {
        if (!reached.await(LONG_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("after " + given + " events no source has come to the limit of " + limit);
        }
    }

    /** Goes back to where only the first {@code events} have come, which the readers do too. */
    void backTo(int events) {
        given.set(Math.min(events, order.size()));
    }

    /**
     * Returns how many events a partition may hand out now.
     *
     * @param position how many it has handed out
     */
    int allowed(int partition, int position) {
        if (strict) {
            int next = given.get();
            return next < Math.min(limit, order.size()) && order.get(next) == partition ? 1 : 0;
        }
        return isOpen() ? Integer.MAX_VALUE : before(limit, partition) - position;
    }

    private int before(int end, int partition) {
        int count = 0;
        for (int i = 0; i < Math.min(end, order.size()); i++) {
            if (order.get(i) == partition) {
                count++;
            }
        }
        return count;
    }

    /** A partition has handed out an event. */
    void gave() {
        if (given.incrementAndGet() >= limit && strict) {
            reached.countDown();
        }
    }

    /** A partition may not hand out any more for now. */
    void stands() {
        if (!strict) {
            reached.countDown();
        }
    }
}
