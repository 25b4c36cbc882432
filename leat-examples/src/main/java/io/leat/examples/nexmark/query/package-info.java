// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The queries of NEXMark, a class for each kind: of single bids ({@code StatelessQueries}), windows, joins, statistics,
 * rankings, sales, and some more about the auctions of a day. Each is a method from the three streams to the answers.
 */
@NullMarked
package io.leat.examples.nexmark.query;

import org.jspecify.annotations.NullMarked;
