// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark.query;

import static io.leat.aggregate.Aggregates.avg;
import static io.leat.aggregate.Aggregates.collect;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.minLong;
import static io.leat.aggregate.Aggregates.row;

import io.leat.EventStream;
import io.leat.examples.nexmark.Bid;
import io.leat.examples.nexmark.Market;
import io.leat.examples.nexmark.query.WinningBids.Sale;
import io.leat.window.Windows;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;

/**
 * Queries about what was sold. They go by day: over a stream that never ends, the average of all time would either never be
 * given or change for ever.
 */
public final class SaleQueries {
    private static final Windows DAILY = Windows.daily(ZoneOffset.UTC);
    private static final int MOST_SALES_A_DAY = 100_000;
    private static final int SALES_BEFORE = 10;

    private SaleQueries() {}

    /** What a category's items were sold for, on average. */
    public record CategoryPrice(long category, double average) {}

    /** What a seller's last items were sold for, on average. */
    public record SellerPrice(long seller, double average) {}

    /** The lowest price of a day. */
    public record Cheapest(long price) {}

    /** An auction and its winning bid, side by side. */
    public record Winner(
            long id,
            String itemName,
            String description,
            long initialBid,
            long reserve,
            Instant opened,
            Instant expires,
            long seller,
            long category,
            long auction,
            long bidder,
            long price,
            Instant bidAt) {}

    /** Query 4: the average price of each category. */
    public static EventStream<CategoryPrice> averagePerCategory(Market market) {
        return WinningBids.over(market)
                .keyBy(Long.class, s -> s.auction().category())
                .window(DAILY)
                .aggregate(
                        "average-per-category",
                        row(
                                CategoryPrice.class,
                                CategoryPrice::new,
                                key(),
                                avg(s -> s.bid().price())));
    }

    /** Query 6: after each sale, what the seller's last items were sold for: that one and the ten before. */
    public static EventStream<SellerPrice> averagePerSeller(Market market) {
        return averagePerSeller(WinningBids.over(market));
    }

    /** The same as if the lowest bid had won. */
    public static EventStream<SellerPrice> averageOfLowestPerSeller(Market market) {
        return averagePerSeller(
                WinningBids.over(market, Comparator.comparingLong(Bid::price).reversed()));
    }

    private static EventStream<SellerPrice> averagePerSeller(EventStream<Sale> all) {
        return all.keyBy(Long.class, s -> s.auction().seller())
                .window(DAILY)
                .aggregate("sales-per-seller", collect(MOST_SALES_A_DAY))
                .mapMulti((sales, out) -> {
                    List<Sale> inOrder = sales.stream()
                            .sorted(Comparator.comparing(s -> s.bid().dateTime()))
                            .toList();
                    for (int i = 0; i < inOrder.size(); i++) {
                        out.accept(average(inOrder.subList(Math.max(0, i - SALES_BEFORE), i + 1)));
                    }
                });
    }

    private static SellerPrice average(List<Sale> last) {
        double average = last.stream().mapToLong(s -> s.bid().price()).average().orElseThrow();
        return new SellerPrice(last.get(0).auction().seller(), average);
    }

    /** Query 9: the winning bids. */
    public static EventStream<Winner> winners(Market market) {
        return WinningBids.over(market)
                .map(s -> new Winner(
                        s.auction().id(),
                        s.auction().itemName(),
                        s.auction().description(),
                        s.auction().initialBid(),
                        s.auction().reserve(),
                        s.auction().dateTime(),
                        s.auction().expires(),
                        s.auction().seller(),
                        s.auction().category(),
                        s.bid().auction(),
                        s.bid().bidder(),
                        s.bid().price(),
                        s.bid().dateTime()));
    }

    /** The cheapest sale of the day. */
    public static EventStream<Cheapest> cheapest(Market market) {
        return WinningBids.over(market)
                .window(DAILY)
                .aggregate("cheapest", minLong((Sale s) -> s.bid().price()).then(Cheapest::new));
    }
}
