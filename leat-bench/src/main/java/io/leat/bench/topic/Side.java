// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.topic;

/** One of two ways to do the same. */
public interface Side {
    /**
     * Does it once.
     *
     * @return a sum over what was read or written, which has to be the same on both sides
     */
    long run() throws Exception;
}
