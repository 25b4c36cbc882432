// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Sources and sinks over files on the local disk: JSON lines and CSV, plain or gzip.
 *
 * <p>Users see {@link io.leat.connector.file.JsonLines} and {@link io.leat.connector.file.Csv}, and the sinks these make.
 * Below, in the order of a record's way in: {@code InputFile} opens the content, through {@code GzipInput} if it is gzip;
 * {@code LineReader} finds the lines in its bytes and knows the position; {@code JsonReader} parses a line, {@code CsvRecords}
 * puts lines together to a record (by {@code Quotes}) and splits it into {@code CsvCells}. What the parts become is said in {@code
 * io.leat.format.value}; what cannot be read is thrown as {@code Unreadable} up to the reader, which hands it out as such and goes on.
 *
 * <p>The way out is shorter: {@code JsonLinesSink} and {@code CsvSink} make rows. How those get into files, each once whatever is killed
 * when, is in {@code io.leat.connector.file.part}; {@link io.leat.connector.file.Rolling} says when a part is full.
 */
@NullMarked
package io.leat.connector.file;

import org.jspecify.annotations.NullMarked;
