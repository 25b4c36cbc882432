// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark.query;

import io.leat.EventStream;
import io.leat.examples.nexmark.Auction;
import io.leat.examples.nexmark.Bid;
import io.leat.examples.nexmark.Market;
import io.leat.examples.nexmark.MarketEvent;
import io.leat.examples.nexmark.Traffic;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.state.Value;
import io.leat.state.Values;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Query 9: the winning bid of each auction, when it closes: the highest, of equal ones the first. An auction without a bid
 * has none.
 *
 * <p>An auction may come behind its first bids. Bids wait for it as long as an auction may be open.
 */
public final class WinningBids extends KeyedProcess<Long, MarketEvent, WinningBids.Sale> {
    /** An auction and the bid that has won it. */
    public record Sale(Auction auction, Bid bid) {}

    private final Value<Auction> auction = value("auction", Auction.class);
    private final Value<Bid> best = value("best", Bid.class);
    private final Values<Bid> waiting = values("waiting", Bid.class);

    private final Comparator<Bid> order;

    /** {@code order}: the largest wins, of equal ones the first. */
    private WinningBids(Comparator<Bid> order) {
        this.order = order;
    }

    /** Returns the sales, each with the time at which its auction closes. */
    public static EventStream<Sale> over(Market market) {
        return over(market, Comparator.comparingLong(Bid::price));
    }

    /** Returns the sales of a house where another bid than the highest wins. */
    static EventStream<Sale> over(Market market, Comparator<Bid> order) {
        return market.auctions()
                .<MarketEvent>map(a -> a)
                .union(market.bids())
                .keyBy(Long.class, WinningBids::auctionOf)
                .process("winning-bids", () -> new WinningBids(order));
    }

    private static long auctionOf(MarketEvent event) {
        return event instanceof Auction opened ? opened.id() : ((Bid) event).auction();
    }

    @Override
    protected void onEvent(MarketEvent event, ProcessContext<Long, Sale> context) {
        if (event instanceof Auction opened) {
            auction.set(opened);
            waiting.all().forEach(bid -> consider(opened, bid));
            waiting.clear();
            context.timer(opened.expires());
        } else {
            bid((Bid) event, context);
        }
    }

    private void bid(Bid bid, ProcessContext<Long, Sale> context) {
        Auction open = auction.get();
        if (open == null) {
            waiting.add(bid);
            context.timer(bid.dateTime().plus(Traffic.LONGEST_AUCTION));
        } else {
            consider(open, bid);
        }
    }

    private void consider(Auction open, Bid bid) {
        if (open.takes(bid) && beats(bid, best.get())) {
            best.set(bid);
        }
    }

    private boolean beats(Bid bid, @Nullable Bid other) {
        if (other == null) {
            return true;
        }
        int comparison = order.compare(bid, other);
        return comparison > 0 || (comparison == 0 && bid.dateTime().isBefore(other.dateTime()));
    }

    @Override
    protected void onTimer(Instant at, ProcessContext<Long, Sale> context) {
        Auction open = auction.get();
        if (open != null && !open.expires().isAfter(at)) {
            close(open, context);
        } else if (open == null) {
            forget(at);
        }
    }

    private void close(Auction open, ProcessContext<Long, Sale> context) {
        Bid winner = best.get();
        if (winner != null) {
            context.emit(new Sale(open, winner));
        }
        auction.clear();
        best.clear();
    }

    /** Their auction has closed, or there never was one. */
    private void forget(Instant at) {
        var later = waiting.all().stream()
                .filter(bid -> bid.dateTime().plus(Traffic.LONGEST_AUCTION).isAfter(at))
                .toList();
        waiting.clear();
        later.forEach(waiting::add);
    }
}
