// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark.query;

import static io.leat.aggregate.Aggregates.avg;
import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.countDistinct;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.max;
import static io.leat.aggregate.Aggregates.maxLong;
import static io.leat.aggregate.Aggregates.minLong;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;
import static io.leat.aggregate.Aggregates.where;
import static io.leat.aggregate.Aggregates.windowStart;

import io.leat.EventStream;
import io.leat.aggregate.Aggregate;
import io.leat.examples.nexmark.Bid;
import io.leat.examples.nexmark.Market;
import io.leat.function.Condition;
import io.leat.window.Windows;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Queries that count bids by day and price: below 10,000, below 1,000,000, and above. */
public final class DailyStatistics {
    private static final Windows DAILY = Windows.daily(ZoneOffset.UTC);
    private static final long MIDDLE = 10_000;
    private static final long HIGH = 1_000_000;
    /** The hour and the month, as the query asks for. */
    private static final DateTimeFormatter HOUR_AND_MONTH =
            DateTimeFormatter.ofPattern("hh:MM", Locale.ROOT).withZone(ZoneOffset.UTC);

    private DailyStatistics() {}

    /** How many: in all, and by price. */
    public record Counts(long total, long low, long middle, long high) {}

    /** A day's bids, and those who made them and what they were for. */
    public record Day(LocalDate day, Counts bids, Counts bidders, Counts auctions) {}

    /** The same by channel, with the last hour and the month. */
    public record ChannelDay(
            String channel, LocalDate day, String hourAndMonth, Counts bids, Counts bidders, Counts auctions) {}

    /** A day's bids for one auction. */
    public record AuctionDay(
            long auction, LocalDate day, Counts bids, long lowest, long highest, double average, long sum) {}

    /** Query 15: bids, bidders and auctions of a day. */
    public static EventStream<Day> perDay(Market market) {
        return market.bids()
                .window(DAILY)
                .aggregate("per-day", row(Day.class, Day::new, day(), bids(), bidders(), auctions()));
    }

    /** Query 16: the same for each channel. */
    public static EventStream<ChannelDay> perChannel(Market market) {
        return market.bids()
                .keyBy(String.class, Bid::channel)
                .window(DAILY)
                .aggregate(
                        "per-channel",
                        row(
                                ChannelDay.class,
                                ChannelDay::new,
                                key(),
                                day(),
                                max((Bid b) -> HOUR_AND_MONTH.format(b.dateTime())),
                                bids(),
                                bidders(),
                                auctions()));
    }

    /** Query 17: bids and prices of a day for each auction. */
    public static EventStream<AuctionDay> perAuction(Market market) {
        return market.bids()
                .keyBy(Long.class, Bid::auction)
                .window(DAILY)
                .aggregate(
                        "per-auction",
                        row(
                                AuctionDay.class,
                                AuctionDay::new,
                                key(),
                                day(),
                                bids(),
                                minLong(Bid::price),
                                maxLong(Bid::price),
                                avg(Bid::price),
                                sum(Bid::price)));
    }

    private static Aggregate<@Nullable Object, Object, LocalDate> day() {
        return windowStart().then((Instant start) -> LocalDate.ofInstant(start, ZoneOffset.UTC));
    }

    private static Aggregate<@Nullable Object, Bid, Counts> bids() {
        return counts(count());
    }

    private static Aggregate<@Nullable Object, Bid, Counts> bidders() {
        return counts(countDistinct(Bid::bidder));
    }

    private static Aggregate<@Nullable Object, Bid, Counts> auctions() {
        return counts(countDistinct(Bid::auction));
    }

    private static Aggregate<@Nullable Object, Bid, Counts> counts(Aggregate<@Nullable Object, ? super Bid, Long> of) {
        return row(
                Counts.class,
                Counts::new,
                of,
                only(b -> b.price() < MIDDLE, of),
                only(b -> b.price() >= MIDDLE && b.price() < HIGH, of),
                only(b -> b.price() >= HIGH, of));
    }

    private static Aggregate<@Nullable Object, Bid, Long> only(
            Condition<Bid> condition, Aggregate<@Nullable Object, ? super Bid, Long> of) {
        return where(condition, of).then(found -> found.orElse(0L));
    }
}
