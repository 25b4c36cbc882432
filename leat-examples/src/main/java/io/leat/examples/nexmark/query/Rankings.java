// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark.query;

import static io.leat.aggregate.Aggregates.topN;

import io.leat.EventStream;
import io.leat.examples.nexmark.Bid;
import io.leat.examples.nexmark.Market;
import io.leat.window.Windows;
import java.time.ZoneOffset;

/** Queries for the last and the best of a day. */
public final class Rankings {
    private static final Windows DAILY = Windows.daily(ZoneOffset.UTC);
    private static final int TOP = 10;

    private Rankings() {}

    /** Whose bid for what. */
    public record Interest(long bidder, long auction) {}

    /** A bid and its rank among those for the same auction, from 1. */
    public record Ranked(Bid bid, int rank) {}

    /** Query 18: the last bid of each bidder for each auction; of several at the same instant the first. */
    public static EventStream<Bid> lastBids(Market market) {
        return market.bids()
                .keyBy(Interest.class, b -> new Interest(b.bidder(), b.auction()))
                .window(DAILY)
                .aggregate("last-bids", topN(1, Bid::dateTime))
                .flatMap(last -> last);
    }

    /** Query 19: the ten highest bids for each auction. */
    public static EventStream<Ranked> highestBids(Market market) {
        return market.bids()
                .keyBy(Long.class, Bid::auction)
                .window(DAILY)
                .aggregate("highest-bids", topN(TOP, Bid::price))
                .mapMulti((bids, out) -> {
                    for (int i = 0; i < bids.size(); i++) {
                        out.accept(new Ranked(bids.get(i), i + 1));
                    }
                });
    }
}
