// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark.query;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.windowEnd;
import static io.leat.aggregate.Aggregates.windowStart;

import io.leat.EventStream;
import io.leat.examples.nexmark.Bid;
import io.leat.examples.nexmark.Market;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.Instant;

/** Queries over windows of seconds. */
public final class WindowQueries {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    private WindowQueries() {}

    /** How many bids an auction got in a window. */
    public record Hot(long auction, long bids, Instant start) {}

    /** A bid that nobody has outdone in its window. */
    public record High(long auction, long price, long bidder, Instant dateTime) {}

    /** How many bids a bidder made in a window. */
    public record Busy(long bidder, long bids, Instant start, Instant end) {}

    /** What a bidder did without a pause of ten seconds. */
    public record Spree(long bidder, long bids, Instant start, Instant end) {}

    /**
     * Query 5: the auctions with the most bids in the last ten seconds, every two seconds. The results of one sliding window have
     * the same time, so that a second window, as long as the slide, holds just them.
     */
    public static EventStream<Hot> hotItems(Market market) {
        return market.bids()
                .keyBy(Long.class, Bid::auction)
                .window(Windows.sliding(TEN_SECONDS, TWO_SECONDS))
                .aggregate("bids-per-auction", row(Hot.class, Hot::new, key(), count(), windowStart()))
                .window(Windows.tumbling(TWO_SECONDS))
                .aggregate("hottest", Highest.all(Hot::bids))
                .flatMap(hottest -> hottest);
    }

    /** Query 7: the highest bids of each ten seconds. */
    public static EventStream<High> highestBids(Market market) {
        return market.bids()
                .window(Windows.tumbling(TEN_SECONDS))
                .aggregate("highest", Highest.all(Bid::price))
                .flatMap(highest -> highest)
                .map(b -> new High(b.auction(), b.price(), b.bidder(), b.dateTime()));
    }

    /**
     * Query 12: how many bids a bidder makes in ten seconds, by the clock if the source is timed by arrival: processing time is a
     * matter of the source, not of the query.
     */
    public static EventStream<Busy> busyBidders(Market market) {
        return market.bids()
                .keyBy(Long.class, Bid::bidder)
                .window(Windows.tumbling(TEN_SECONDS))
                .aggregate("busy-bidders", row(Busy.class, Busy::new, key(), count(), windowStart(), windowEnd()));
    }

    /** Query 11: how many bids a bidder makes in a session. */
    public static EventStream<Spree> sprees(Market market) {
        return market.bids()
                .keyBy(Long.class, Bid::bidder)
                .window(Windows.session(TEN_SECONDS))
                .aggregate("sprees", row(Spree.class, Spree::new, key(), count(), windowStart(), windowEnd()));
    }
}
