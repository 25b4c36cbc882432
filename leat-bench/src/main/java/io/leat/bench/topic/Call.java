// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.topic;

/** A call of a model, some 80 bytes as JSON. */
public record Call(String instance, long requestId, int tokens, double seconds) {
    static Call of(long n) {
        return new Call("ai-" + n % 6, n, (int) (n * 31 % 1_000), n % 977 / 100.0);
    }
}
