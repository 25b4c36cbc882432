// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit;

import java.time.Instant;

/** A result with its event time. */
public record Timed<T>(T value, Instant time) {}
