// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

/**
 * An event: a call that a model server has answered.
 *
 * @param instance which server; a {@code String} of its own in each event, as if it had just been read
 * @param ts its event time within a pass of the {@link Ring}, in milliseconds
 * @param tokens of the answer; 0 for one in ten, which failed
 * @param latencyMs how long it took
 */
public record Call(String instance, long ts, int tokens, long latencyMs) {}
