// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * How rows get into files, so that a job that is killed at any instant has each of them once. Private to this module.
 *
 * <p>A sink asks an {@code OutputFile} for a writer of rows, and puts a {@code RowWriter} before it, which makes rows of results. There
 * are three, and the Javadoc of each says how it goes on after a crash:
 *
 * <ul>
 *   <li>{@code GrowingFile}, without a directory: one file that can be watched while it grows;
 *   <li>{@code WholeFile}, in a job with a directory: one file that is there when it is complete;
 *   <li>{@code RollingParts}: parts that are there when they are complete. {@code LooseParts} uses it without a directory.
 * </ul>
 *
 * <p>What the last two have sealed is written as text, the state, by {@code WholeState} and {@code PartsState}. The bytes
 * go through an {@code OpenPart}, packed as {@code Packing} says; names and what is done to a directory are in {@code PartNames} and {@code Folder}.
 */
@NullMarked
package io.leat.connector.file.part;

import org.jspecify.annotations.NullMarked;
