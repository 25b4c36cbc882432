// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark;

import java.time.Instant;

/**
 * Somebody bids.
 *
 * @param price in US cents
 */
public record Bid(long auction, long bidder, long price, String channel, String url, Instant dateTime, String extra)
        implements MarketEvent {}
