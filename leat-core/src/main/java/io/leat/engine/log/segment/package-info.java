// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The files of an event log.
 *
 * <p>{@link io.leat.engine.log.segment.Segments} are the files of a log, in order. A {@link io.leat.engine.log.segment.Segment} begins
 * with a header and is a row of checksummed {@link io.leat.engine.log.segment.Frame}s, each of the {@link
 * io.leat.engine.log.segment.Entries events} that were written together. Some 32 kB of them are a block; a {@link
 * io.leat.engine.log.segment.BlockIndex} says which events and times are in which, and ends the file of a segment that is full.
 * {@link io.leat.engine.log.segment.SegmentWriter} writes the last one; {@link io.leat.engine.log.segment.SegmentScan} finds out what of
 * it survived. Used by {@code io.leat.engine.log} alone.
 */
@NullMarked
package io.leat.engine.log.segment;

import org.jspecify.annotations.NullMarked;
