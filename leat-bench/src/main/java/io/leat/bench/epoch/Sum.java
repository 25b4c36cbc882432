// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.epoch;

/** What a key has come to. */
record Sum(long key, long hits, long value) {}
