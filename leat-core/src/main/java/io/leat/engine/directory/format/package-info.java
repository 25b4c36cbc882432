// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * How the bytes of a job's directory lie in its files; {@code docs/format.md} has it byte by byte.
 *
 * <p>From below: each file begins with a {@link io.leat.engine.directory.format.FileHeader} and goes on with frames, written by
 * {@link io.leat.engine.directory.format.FrameWriter} and read by {@link io.leat.engine.directory.format.FrameReader}. Frames whose
 * checksum knows where they belong make up {@link io.leat.engine.directory.format.Piece}s, those of one epoch a
 * {@link io.leat.engine.directory.format.Chunk}; segments and bases consist of these. The
 * {@link io.leat.engine.directory.format.Manifest} is frames with one
 * {@link io.leat.engine.directory.format.ManifestRecord} each, and what they add up to is the
 * {@link io.leat.engine.directory.format.Catalog}.
 *
 * <p>Nothing here decides what is written when. It does not trust what it reads: a length is checked before memory is taken for it.
 */
@NullMarked
package io.leat.engine.directory.format;

import org.jspecify.annotations.NullMarked;
