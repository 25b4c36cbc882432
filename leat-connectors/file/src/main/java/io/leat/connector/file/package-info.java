// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Sources and sinks over files on the local disk: JSON lines, CSV and text; plain, gzip or zstd.
 *
 * <p>Users see {@link io.leat.connector.file.JsonLines}, {@link io.leat.connector.file.Csv} and {@link io.leat.connector.file.Lines}, and the
 * sinks these make. Which files are read, in which order and from which byte on is the same for all of them, and is in {@code
 * io.leat.connector.file.input}. Here is what a line becomes: {@code JsonReader} parses it, {@code TextReader} hands it out, {@code CsvRecords}
 * puts lines together to a record (by {@code Quotes}) and splits it into {@code CsvCells}, of which a {@code CsvForm} makes a value. What the
 * parts become is said in {@code io.leat.format.value}; what cannot be read is thrown as {@code Unreadable} up to the reader, which hands it
 * out as such and goes on.
 *
 * <p>The way out is shorter: {@code JsonLinesSink}, {@code CsvSink} and {@code LinesSink} make rows. How those get into files, each once whatever
 * is killed when, is in {@code io.leat.connector.file.part}; {@link io.leat.connector.file.Rolling} says when a part is full.
 */
@NullMarked
package io.leat.connector.file;

import org.jspecify.annotations.NullMarked;
