// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log.segment;

/**
 * An event as a log has it.
 *
 * @param index its number in the log, from 0
 * @param arrivalMs when it was appended, in milliseconds since 1970; it does not go back from event to event
 * @param timeMs its event time, in milliseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LoggedEvent(long index, long arrivalMs, long timeMs, byte[] bytes) {}
