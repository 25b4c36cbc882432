// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.history;

import java.time.Instant;

/**
 * An event as a log has it.
 *
 * @param index its number in the log, from 0; two events have the same order by index as they arrived in
 * @param arrival when it arrived, in whole milliseconds, by the job's clock; it does not go back from event to event
 * @param time its event time, in whole milliseconds
 */
public record Recorded<T>(long index, Instant arrival, Instant time, T event) {}
