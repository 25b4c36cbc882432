// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.file;

/** What is in the files: a call as an instance logs it. */
record Row(String instance, long timeMs, int tokens, double latencyMs, boolean ok) {
    static Row of(int i) {
        return new Row("ai-" + i % 6, 1_700_000_000_000L + i, i % 4_096, (i % 90_000) / 8.0, i % 17 != 0);
    }

    /** A number that differs where a component does. */
    long sum() {
        long sum = instance.hashCode() + 31 * timeMs;
        sum = 31 * sum + tokens;
        sum = 31 * sum + Double.doubleToLongBits(latencyMs);
        return 2 * sum + (ok ? 1 : 0);
    }
}
