// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

import java.util.SplittableRandom;

/**
 * Events made beforehand, to be read in passes: pass number <i>p</i> is the same events, <i>p</i> times the length of the
 * ring later. So an event costs the source one load, one addition and no allocation.
 *
 * <p>Each key occurs equally often, in random order. Times go up by the rate, and each event is late by up to
 * {@value #DISORDER_MS} ms.
 */
public final class Ring {
    /** By how much events are out of order at most. */
    public static final int DISORDER_MS = 200;

    private static final long SEED = 20_26L;
    private static final int FAILED_PERCENT = 10;

    private final Call[] calls;
    private final long lengthMs;

    private Ring(Call[] calls, long lengthMs) {
        this.calls = calls;
        this.lengthMs = lengthMs;
    }

    /**
     * Makes a ring.
     *
     * @param keys how many instances there are
     * @param callsPerKey how often each occurs
     * @param callsPerMs how dense they are in event time; divides their number
     */
    public static Ring of(int keys, int callsPerKey, int callsPerMs) {
        int size = Math.multiplyExact(keys, callsPerKey);
        if (size % callsPerMs != 0) {
            throw new IllegalArgumentException("a ring of " + size + " calls with " + callsPerMs
                    + " a millisecond does not end with a millisecond: choose a divisor");
        }
        SplittableRandom random = new SplittableRandom(SEED);
        int[] order = shuffled(keys, callsPerKey, random);
        Call[] calls = new Call[size];
        for (int i = 0; i < size; i++) {
            long ts = Math.max(0, i / callsPerMs - random.nextInt(DISORDER_MS + 1));
            int tokens = random.nextInt(100) < FAILED_PERCENT ? 0 : 1 + random.nextInt(2048);
            calls[i] = new Call("instance-" + order[i], ts, tokens, 200 + random.nextInt(10_000));
        }
        return new Ring(calls, size / callsPerMs);
    }

    private static int[] shuffled(int keys, int callsPerKey, SplittableRandom random) {
        int[] order = new int[keys * callsPerKey];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i % keys;
        }
        return order;
    }

    /** Returns the events of a pass. The array itself: nobody writes to it. */
    Call[] calls() {
        return calls;
    }

    /** Returns how much later each pass is than the one before. */
    long lengthMs() {
        return lengthMs;
    }
}
