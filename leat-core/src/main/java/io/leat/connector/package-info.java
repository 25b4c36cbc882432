// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Where events come from and results go: what a connector implements. {@link io.leat.connector.memory} and {@link
 * io.leat.connector.console} have the ends that need no connector.
 *
 * <p>A {@link io.leat.connector.Source} has partitions; each is opened as a {@link io.leat.connector.SourceReader}, is read
 * by one thread, may hand over watermarks of its own besides {@link io.leat.connector.Records}, and says at which {@link io.leat.connector.Position} it stands. A {@link io.leat.connector.Sink} is opened
 * as a {@link io.leat.connector.SinkWriter}, written by one thread at a time; a {@link io.leat.connector.TransactionalSink} as
 * {@link io.leat.connector.Transactions}. Both are told of epochs, and say by a {@link io.leat.connector.Guarantee} what they make of that.
 * {@link io.leat.connector.Format} is how a value is written as a message. How to write one: {@code docs/connectors.md}.
 */
@NullMarked
package io.leat.connector;

import org.jspecify.annotations.NullMarked;
