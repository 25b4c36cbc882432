// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.soak;

/**
 * An event that is made of its number.
 *
 * @param time in milliseconds since 1970
 */
record Tick(long number, String key, String lane, long time) {
    private static final long START_MS = 1_700_000_000_000L;
    private static final int KEYS = 1_000;
    private static final int LANES = 50;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** @param perSecond how many there are in a second of event time */
    static Tick of(long number, long perSecond) {
        int mixed = (int) ((number * GOLDEN) >>> 40);
        long time = START_MS + number * 1_000 / perSecond;
        return new Tick(number, "key-" + mixed % KEYS, "lane-" + time / 3_000 % LANES, time);
    }
}
