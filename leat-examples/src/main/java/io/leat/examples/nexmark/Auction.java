// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark;

import java.time.Instant;

/**
 * A seller offers an item.
 *
 * @param expires from then on no bid counts; one at that instant still does
 */
public record Auction(
        long id,
        String itemName,
        String description,
        long initialBid,
        long reserve,
        Instant dateTime,
        Instant expires,
        long seller,
        long category,
        String extra)
        implements MarketEvent {
    /** Returns whether a bid comes while the auction is open. */
    public boolean takes(Bid bid) {
        return !bid.dateTime().isBefore(dateTime) && !bid.dateTime().isAfter(expires);
    }
}
