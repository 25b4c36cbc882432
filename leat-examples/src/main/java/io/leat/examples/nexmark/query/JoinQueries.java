// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark.query;

import io.leat.EventStream;
import io.leat.examples.nexmark.Auction;
import io.leat.examples.nexmark.Bid;
import io.leat.examples.nexmark.Market;
import io.leat.examples.nexmark.Person;
import io.leat.join.JoinBounds;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Queries that put two streams together. */
public final class JoinQueries {
    private static final Set<String> NEAR = Set.of("or", "id", "ca");
    private static final long CATEGORY = 10;
    private static final long WINDOW_MS = 10_000;
    /** How far apart a person's registration and an auction may be: no join is without a bound. */
    private static final Duration ONE_HOUR = Duration.ofHours(1);

    private static final SideInput SIDE_INPUT = new SideInput(1_000);

    private JoinQueries() {}

    /** A seller near by, and the auction. */
    public record NearBy(String name, String city, String state, long auction) {}

    /** Somebody who registered and sold within the same ten seconds. */
    public record NewSeller(long id, String name, Instant start) {}

    /** A bid with something about its auction that is not in the stream. */
    public record WithSide(
            long auction,
            long bidder,
            long price,
            Instant dateTime,
            @Nullable String value) {}

    /** A bid with the auction that it is for. */
    public record Expanded(
            Bid bid,
            String itemName,
            String description,
            long initialBid,
            long reserve,
            Instant opened,
            Instant expires,
            long seller,
            long category,
            String extra) {
        static Expanded of(Bid bid, Auction of) {
            return new Expanded(
                    bid,
                    of.itemName(),
                    of.description(),
                    of.initialBid(),
                    of.reserve(),
                    of.dateTime(),
                    of.expires(),
                    of.seller(),
                    of.category(),
                    of.extra());
        }
    }

    /** Query 3: who in some states sells something of a category. */
    public static EventStream<NearBy> nearBy(Market market) {
        return market.auctions()
                .filter(a -> a.category() == CATEGORY)
                .keyBy(Long.class, Auction::seller)
                .join(
                        "near-by",
                        market.people().filter(p -> NEAR.contains(p.state())).keyBy(Long.class, Person::id),
                        JoinBounds.within(ONE_HOUR))
                .inner((auction, seller) -> new NearBy(seller.name(), seller.city(), seller.state(), auction.id()));
    }

    /** Query 8: who registered and sold something within the same window. */
    public static EventStream<NewSeller> newSellers(Market market) {
        return market.people()
                .keyBy(Long.class, Person::id)
                .join(
                        "new-sellers",
                        market.auctions().keyBy(Long.class, Auction::seller),
                        JoinBounds.sameWindow(Windows.tumbling(Duration.ofMillis(WINDOW_MS))))
                .semi()
                .map(p -> new NewSeller(p.id(), p.name(), windowOf(p.dateTime())));
    }

    private static Instant windowOf(Instant time) {
        long ms = time.toEpochMilli();
        return Instant.ofEpochMilli(ms - Math.floorMod(ms, WINDOW_MS));
    }

    /** Query 13: bids with what a table outside has for their auction; looked up, as one would in a database. */
    public static EventStream<WithSide> withSideInput(Market market) {
        return market.bids()
                .lookup(
                        "side-input",
                        bid -> SIDE_INPUT.find(bid.auction()),
                        (bid, value) -> new WithSide(bid.auction(), bid.bidder(), bid.price(), bid.dateTime(), value));
    }

    /** Query 20: bids for items of a category, with their auction. */
    public static EventStream<Expanded> expanded(Market market) {
        return market.bids()
                .keyBy(Long.class, Bid::auction)
                .join(
                        "expanded",
                        market.auctions().filter(a -> a.category() == CATEGORY).keyBy(Long.class, Auction::id),
                        JoinBounds.within(ONE_HOUR))
                .inner(Expanded::of);
    }
}
