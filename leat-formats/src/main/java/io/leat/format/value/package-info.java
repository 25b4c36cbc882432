// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * How values are read from JSON and from the cells of a table; for the formats and connectors of this project alone.
 *
 * <p>{@code JsonInput} parses an object and has a {@code JsonForm} make a value of it. What the parts become is said by {@code RecordShape},
 * whose components each have a {@code Kind} ({@code Scalars}, {@code Structures}), or by {@code EventForm}. What cannot be read is thrown
 * as {@code Unreadable}, which knows the way to the field, up to whoever reads; that one makes a dead letter of it and goes on. {@code
 * JsonOutput} is the way back.
 */
@NullMarked
package io.leat.format.value;

import org.jspecify.annotations.NullMarked;
