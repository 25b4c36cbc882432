// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * An auction house and what people ask about it: the NEXMark benchmark for streams of Tucker, Tufte, Papadimos and Maier
 * (2002), as it is used today.
 *
 * <p>Read {@code MarketEvent} with its three kinds, {@code Traffic}, which makes them up, {@code Market}, which splits them,
 * then any class of {@code query}. {@code Nexmark} runs one of them.
 */
@NullMarked
package io.leat.examples.nexmark;

import org.jspecify.annotations.NullMarked;
