// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark.query;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.countDistinct;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.maxLong;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.topN;
import static io.leat.aggregate.Aggregates.windowStart;

import io.leat.EventStream;
import io.leat.KeyedStream;
import io.leat.examples.nexmark.Auction;
import io.leat.examples.nexmark.Bid;
import io.leat.examples.nexmark.Market;
import io.leat.join.JoinBounds;
import io.leat.window.Windows;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Queries about the auctions of a day and the bids of that day for them: more questions than NEXMark itself has. */
public final class AuctionQueries {
    private static final Windows DAILY = Windows.daily(ZoneOffset.UTC);
    private static final JoinBounds SAME_DAY = JoinBounds.sameWindow(DAILY);
    private static final long POPULAR = 20;
    private static final int TOP = 1_000;

    private AuctionQueries() {}

    /** An auction and the highest bid for it; null if there was none. */
    public record Highest(
            long id, String itemName, @Nullable Long price) {}

    /** An auction. */
    public record Item(long id, String itemName) {
        static Item of(Auction auction) {
            return new Item(auction.id(), auction.itemName());
        }
    }

    /** An auction and how many bids there were for it. The more the larger; of equal ones the older auction is. */
    public record Wanted(long id, String itemName, long bids) implements Comparable<Wanted> {
        @Override
        public int compareTo(Wanted other) {
            return bids != other.bids ? Long.compare(bids, other.bids) : Long.compare(other.id, id);
        }
    }

    /** How many bids there were for an auction. */
    record Count(long auction, Instant day, long bids) {}

    /** How many bids there were in all, and for how many auctions. */
    record Total(Instant day, long bids, long auctions) {}

    /** The bids for one auction, and those of the same day for all. */
    record Compared(Count count, Total total) {}

    /** The highest bid for an auction. */
    record Price(long auction, long price) {}

    /** Every auction with its highest bid. */
    public static EventStream<Highest> highest(Market market) {
        KeyedStream<Long, Price> prices = market.bids()
                .keyBy(Long.class, Bid::auction)
                .window(DAILY)
                .aggregate("prices", row(Price.class, Price::new, key(), maxLong(Bid::price)))
                .keyBy(Long.class, Price::auction);
        return auctions(market)
                .join("highest", prices, SAME_DAY)
                .left((auction, price) ->
                        new Highest(auction.id(), auction.itemName(), price == null ? null : price.price()));
    }

    /** Auctions with at least as many bids as the average one, rounded down. */
    public static EventStream<Wanted> aboveAverage(Market market) {
        KeyedStream<Instant, Total> totals = market.bids()
                .window(DAILY)
                .aggregate("totals", row(Total.class, Total::new, windowStart(), count(), countDistinct(Bid::auction)))
                .keyBy(Instant.class, Total::day);
        EventStream<Count> above = counts(market)
                .keyBy(Instant.class, Count::day)
                .join("above-average", totals, SAME_DAY)
                .inner(Compared::new)
                .filter(c -> c.count().bids() >= c.total().bids() / c.total().auctions())
                .map(Compared::count);
        return wanted(market, above);
    }

    /** Auctions with many bids. */
    public static EventStream<Item> popular(Market market) {
        return auctions(market)
                .join(
                        "popular",
                        counts(market).filter(c -> c.bids() >= POPULAR).keyBy(Long.class, Count::auction),
                        SAME_DAY)
                .semi()
                .map(Item::of);
    }

    /** Auctions that have not got few bids: many, or none. */
    public static EventStream<Item> notUnpopular(Market market) {
        return auctions(market)
                .join(
                        "not-unpopular",
                        counts(market).filter(c -> c.bids() < POPULAR).keyBy(Long.class, Count::auction),
                        SAME_DAY)
                .anti()
                .map(Item::of);
    }

    /** The auctions with the most bids. */
    public static EventStream<Wanted> mostWanted(Market market) {
        return wanted(market, counts(market))
                .window(DAILY)
                .aggregate("most-wanted", topN(TOP, wanted -> wanted))
                .flatMap(top -> top);
    }

    private static KeyedStream<Long, Auction> auctions(Market market) {
        return market.auctions().keyBy(Long.class, Auction::id);
    }

    private static EventStream<Count> counts(Market market) {
        return market.bids()
                .keyBy(Long.class, Bid::auction)
                .window(DAILY)
                .aggregate("counts", row(Count.class, Count::new, key(), windowStart(), count()));
    }

    private static EventStream<Wanted> wanted(Market market, EventStream<Count> counts) {
        return auctions(market)
                .join("wanted", counts.keyBy(Long.class, Count::auction), SAME_DAY)
                .inner((auction, count) -> new Wanted(auction.id(), auction.itemName(), count.bids()));
    }
}
