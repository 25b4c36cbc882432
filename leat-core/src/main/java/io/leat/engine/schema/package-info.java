// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What is stored, in words, and whether what was written by one definition can be read by another.
 *
 * <p>The words are those of {@link io.leat.codec.Codec#describe} and of {@code StateCodec.describe} in {@code engine.port}.
 * {@link io.leat.engine.schema.SchemaText} takes them apart, {@link io.leat.engine.schema.Schema} is what it finds, and
 * {@link io.leat.engine.schema.SchemaChange} compares two of them. Text in, text out: nothing here knows a class, a step or a
 * file, so that what was stored can be judged though its classes are gone.
 *
 * <p>What it relies on is a property of the codecs, and tests hold them to it: records are written with their width, members of
 * sealed interfaces and constants of enums by their names, and all else as it is. If it says that one schema can be read by
 * another, and that by a third, the first can be read by the third: bytes of all ages may lie side by side.
 */
@NullMarked
package io.leat.engine.schema;

import org.jspecify.annotations.NullMarked;
