// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The event log: what a source was given, kept in the directory of its job so that it can be read again, asked for and replayed.
 *
 * <p>Begin with {@link io.leat.engine.log.EventLog}. Appends meet in {@link io.leat.engine.log.GroupCommit}, where one thread
 * writes and forces for all that wait. A log is a row of {@link io.leat.engine.log.Segment}s, files of checksummed
 * {@link io.leat.engine.log.Frame}s, each of the events that were written together. Some 32 kB of them are a block; a
 * {@link io.leat.engine.log.BlockIndex} says which events and times are in which, and is the end of a segment's file once that is full.
 * {@link io.leat.engine.log.Cursor} reads in the order of the log, {@link io.leat.engine.log.TimeRange} in that of event time.
 * {@link io.leat.engine.log.SegmentScan} finds out what of a segment survived.
 *
 * <p>Only bytes here: nothing knows what the events are. The format is described in {@code docs/format.md}.
 */
@NullMarked
package io.leat.engine.log;

import org.jspecify.annotations.NullMarked;
