// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.epoch;

/** An event: something happened to a key. */
record Hit(long key, long value) {}
