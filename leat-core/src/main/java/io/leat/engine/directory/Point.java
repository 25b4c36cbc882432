// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

/**
 * A moment of the past whose state is still there.
 *
 * @param epoch that ended then
 * @param sealedAtMs by the clock, in milliseconds since 1970
 */
public record Point(long epoch, long sealedAtMs) {}
