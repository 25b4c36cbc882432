// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

/**
 * An event to append.
 *
 * @param timeMs its event time in milliseconds since 1970, or {@link EventLog#BY_ARRIVAL}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record NewEvent(byte[] bytes, long timeMs) {}
