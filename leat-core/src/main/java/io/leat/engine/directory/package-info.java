// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What a job keeps in its directory, and how it survives. Nothing here knows what the bytes mean. The format is described in
 * {@code docs/format.md}; its bytes are the business of {@link io.leat.engine.directory.format}.
 *
 * <p>Begin with {@link io.leat.engine.directory.JobDirectory}: it seals epochs, gives back state and results, and decides what is
 * written in which order. {@link io.leat.engine.directory.EpochData} is what an epoch brings; its
 * {@link io.leat.engine.directory.Changes} are written by {@link io.leat.engine.directory.ChangeWriter} and read by
 * {@link io.leat.engine.directory.ChangeReader}. {@link io.leat.engine.directory.SegmentWriter} appends it.
 *
 * <p>What is where is known in memory by {@link io.leat.engine.directory.Holdings}, which has a
 * {@link io.leat.engine.directory.StateIndex} and an {@link io.leat.engine.directory.Outbox}.
 * {@link io.leat.engine.directory.Compaction} makes a base of the changes, key group by key group, with a
 * {@link io.leat.engine.directory.Fold}. A base that is not needed any more is a {@link io.leat.engine.directory.Point} of the
 * past for a while.
 *
 * <p>After a crash, or to {@link io.leat.engine.directory.Look} at a directory, {@link io.leat.engine.directory.Opening} reads what is
 * there and {@link io.leat.engine.directory.TailSearch} what the manifest does not tell of. What is torn is cut, what is damaged is
 * refused.
 */
@NullMarked
package io.leat.engine.directory;

import org.jspecify.annotations.NullMarked;
