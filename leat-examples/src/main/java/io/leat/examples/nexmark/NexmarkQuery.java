// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark;

import io.leat.EventStream;
import io.leat.examples.nexmark.query.AuctionQueries;
import io.leat.examples.nexmark.query.DailyStatistics;
import io.leat.examples.nexmark.query.JoinQueries;
import io.leat.examples.nexmark.query.Rankings;
import io.leat.examples.nexmark.query.SaleQueries;
import io.leat.examples.nexmark.query.StatelessQueries;
import io.leat.examples.nexmark.query.WindowQueries;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A question to the auction house.
 *
 * @param answers the class of the answers
 * @param steps adds the steps that answer it to a pipeline
 */
public record NexmarkQuery<R>(Class<R> answers, Function<Market, EventStream<R>> steps) {
    private static final Map<String, NexmarkQuery<?>> ALL = all();

    /** Returns the queries by their usual names, {@code q0} and so on. */
    public static Map<String, NexmarkQuery<?>> byName() {
        return ALL;
    }

    /**
     * Returns the query of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public static NexmarkQuery<?> named(String name) {
        NexmarkQuery<?> query = ALL.get(name);
        if (query == null) {
            throw new IllegalArgumentException("no query '" + name + "': there are " + String.join(", ", ALL.keySet()));
        }
        return query;
    }

    private static Map<String, NexmarkQuery<?>> all() {
        Map<String, NexmarkQuery<?>> all = new LinkedHashMap<>();
        all.put("q0", new NexmarkQuery<>(StatelessQueries.Brief.class, StatelessQueries::passThrough));
        all.put("q1", new NexmarkQuery<>(StatelessQueries.InEuros.class, StatelessQueries::currency));
        all.put("q2", new NexmarkQuery<>(StatelessQueries.Selected.class, StatelessQueries::selection));
        all.put("q3", new NexmarkQuery<>(JoinQueries.NearBy.class, JoinQueries::nearBy));
        all.put("q4", new NexmarkQuery<>(SaleQueries.CategoryPrice.class, SaleQueries::averagePerCategory));
        all.put("q5", new NexmarkQuery<>(WindowQueries.Hot.class, WindowQueries::hotItems));
        all.put("q6", new NexmarkQuery<>(SaleQueries.SellerPrice.class, SaleQueries::averagePerSeller));
        all.put("q7", new NexmarkQuery<>(WindowQueries.High.class, WindowQueries::highestBids));
        all.put("q8", new NexmarkQuery<>(JoinQueries.NewSeller.class, JoinQueries::newSellers));
        all.put("q9", new NexmarkQuery<>(SaleQueries.Winner.class, SaleQueries::winners));
        all.put("q10", new NexmarkQuery<>(StatelessQueries.Logged.class, StatelessQueries::log));
        all.put("q11", new NexmarkQuery<>(WindowQueries.Spree.class, WindowQueries::sprees));
        all.put("q12", new NexmarkQuery<>(WindowQueries.Busy.class, WindowQueries::busyBidders));
        all.put("q13", new NexmarkQuery<>(JoinQueries.WithSide.class, JoinQueries::withSideInput));
        all.put("q14", new NexmarkQuery<>(StatelessQueries.Judged.class, StatelessQueries::calculation));
        all.put("q15", new NexmarkQuery<>(DailyStatistics.Day.class, DailyStatistics::perDay));
        all.put("q16", new NexmarkQuery<>(DailyStatistics.ChannelDay.class, DailyStatistics::perChannel));
        all.put("q17", new NexmarkQuery<>(DailyStatistics.AuctionDay.class, DailyStatistics::perAuction));
        all.put("q18", new NexmarkQuery<>(Bid.class, Rankings::lastBids));
        all.put("q19", new NexmarkQuery<>(Rankings.Ranked.class, Rankings::highestBids));
        all.put("q20", new NexmarkQuery<>(JoinQueries.Expanded.class, JoinQueries::expanded));
        all.put("q21", new NexmarkQuery<>(StatelessQueries.WithChannel.class, StatelessQueries::channels));
        all.put("q22", new NexmarkQuery<>(StatelessQueries.WithPath.class, StatelessQueries::directories));
        all.put("highest", new NexmarkQuery<>(AuctionQueries.Highest.class, AuctionQueries::highest));
        all.put("above-average", new NexmarkQuery<>(AuctionQueries.Wanted.class, AuctionQueries::aboveAverage));
        all.put("popular", new NexmarkQuery<>(AuctionQueries.Item.class, AuctionQueries::popular));
        all.put("not-unpopular", new NexmarkQuery<>(AuctionQueries.Item.class, AuctionQueries::notUnpopular));
        all.put("most-wanted", new NexmarkQuery<>(AuctionQueries.Wanted.class, AuctionQueries::mostWanted));
        all.put("cheapest", new NexmarkQuery<>(SaleQueries.Cheapest.class, SaleQueries::cheapest));
        all.put("lowest", new NexmarkQuery<>(SaleQueries.SellerPrice.class, SaleQueries::averageOfLowestPerSeller));
        return Collections.unmodifiableMap(all);
    }
}
