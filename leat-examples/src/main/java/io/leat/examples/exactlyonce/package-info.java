// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Results that are there once, whatever is killed when, and how to write sinks that make them so. {@link
 * io.leat.examples.exactlyonce.LoadTable} is a program; {@link io.leat.examples.exactlyonce.SqliteTable}, {@link
 * io.leat.examples.exactlyonce.SqliteUpsert} and {@link io.leat.examples.exactlyonce.Journal} are sinks of three kinds, {@link
 * io.leat.examples.exactlyonce.SqliteRows} is a source. {@code docs/connectors.md} explains them.
 */
@NullMarked
package io.leat.examples.exactlyonce;

import org.jspecify.annotations.NullMarked;
