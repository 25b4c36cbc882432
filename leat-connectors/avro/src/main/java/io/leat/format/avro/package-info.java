// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Values in Apache Avro's binary form, for the messages of any queue.
 *
 * <p>{@link io.leat.format.avro.Avro} is the way in. Between bytes and a record class there are Avro's generic values: a {@code Message} is
 * what they are read from, with every length held against the bytes that are left, by a {@code BoundedReader} for the {@code WriterSchema}; a {@code BoundedWriter} writes them. {@code
 * SingleObject} is the header that names the schema of a message.
 *
 * <p>Records: a {@code Derivation} makes the schema of a record class, and {@code Fits} finds for each type how it goes with its place in a
 * schema, derived or given: a {@code Fit}; {@code RecordFit} is that of a record. {@code Schemas} refuses what could not be read safely.
 */
@NullMarked
package io.leat.format.avro;

import org.jspecify.annotations.NullMarked;
