// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The event log: what a source was given, kept in the directory of its job so that it can be read again, asked for and replayed.
 *
 * <p>Begin with {@link io.leat.engine.log.EventLog}. Appends meet in {@link io.leat.engine.log.GroupCommit}, where one thread
 * writes and forces for all that wait. {@link io.leat.engine.log.Cursor} reads in the order of the log, {@link
 * io.leat.engine.log.TimeRange} in that of event time. The files are the business of {@code io.leat.engine.log.segment}.
 *
 * <p>Only bytes here: nothing knows what the events are. The format is described in {@code docs/format.md}.
 */
@NullMarked
package io.leat.engine.log;

import org.jspecify.annotations.NullMarked;
