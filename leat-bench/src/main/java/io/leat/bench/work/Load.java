// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

/** A result: what an instance did in a window. */
public record Load(String instance, long calls, long tokens, long fastestMs, long slowestMs) {}
