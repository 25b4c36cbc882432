// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

/**
 * Two events that {@link StreamProcessor#joinStreams} has found to belong together.
 *
 * @param left of the processor that was asked
 * @param right of the other one
 */
public record Joined(Event left, Event right) {}
