// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import io.leat.connector.file.part.Limits;
import java.time.Duration;
import java.time.InstantSource;

/**
 * When a part of a file sink is full and the next one begins. It is looked at when an epoch ends, so that a part consists of
 * whole epochs; a part without results does not end.
 */
public final class Rolling {
    private final Limits limits;

    private Rolling(Limits limits) {
        this.limits = limits;
    }

    /**
     * Returns parts of so long, each from its first result on, by the clock of the machine and not by event time.
     *
     * @param period at least a millisecond
     */
    public static Rolling every(Duration period) {
        if (period.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("a part every " + period + ": give a millisecond or more");
        }
        return new Rolling(new Limits(period.toMillis(), Long.MAX_VALUE, InstantSource.system()));
    }

    /**
     * Returns parts of that many bytes, and what else came in the same epoch; as they are on disk, gzip or not.
     *
     * @param bytes at least 1
     */
    public static Rolling atBytes(long bytes) {
        return new Rolling(new Limits(Long.MAX_VALUE, checked(bytes), InstantSource.system()));
    }

    /**
     * Returns this with another limit: a part is full at the first of the two.
     *
     * @param bytes at least 1
     */
    public Rolling orAtBytes(long bytes) {
        return new Rolling(new Limits(limits.everyMs(), checked(bytes), limits.clock()));
    }

    private static long checked(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("parts of " + bytes + " bytes: give 1 or more");
        }
        return bytes;
    }

    /** Returns this with another clock. */
    Rolling clock(InstantSource clock) {
        return new Rolling(new Limits(limits.everyMs(), limits.bytes(), clock));
    }

    Limits limits() {
        return limits;
    }
}
