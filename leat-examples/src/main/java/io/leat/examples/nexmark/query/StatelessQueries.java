// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark.query;

import io.leat.EventStream;
import io.leat.examples.nexmark.Bid;
import io.leat.examples.nexmark.Market;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Queries that look at one bid at a time. */
public final class StatelessQueries {
    private static final BigDecimal EUROS_PER_DOLLAR = new BigDecimal("0.908");
    private static final Set<Long> WATCHED = Set.of(1007L, 1020L, 2001L, 2019L, 2087L);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("hh:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Map<String, String> KNOWN_CHANNELS =
            Map.of("apple", "0", "google", "1", "facebook", "2", "baidu", "3");
    private static final Pattern CHANNEL_ID = Pattern.compile("(?:&|^)channel_id=([^&]*)");

    private StatelessQueries() {}

    /** What most queries show of a bid. */
    public record Brief(long auction, long bidder, long price, Instant dateTime) {}

    /** A bid in euros. */
    public record InEuros(long auction, long bidder, BigDecimal price, Instant dateTime) {}

    /** A bid for one of the auctions that are watched. */
    public record Selected(long auction, long price) {}

    /** A bid with the day and hour of the file that it goes to. */
    public record Logged(long auction, long bidder, long price, Instant dateTime, String day, String hour) {}

    /** A bid in euros, the time of day, and how often its text has a letter. */
    public record Judged(
            long auction, long bidder, BigDecimal price, String timeOfDay, Instant dateTime, long letters) {}

    /** A bid with the number of the channel that it came by. */
    public record WithChannel(long auction, long bidder, long price, String channel, String channelId) {}

    /** A bid with the directories of the page that it was made on; null where the address has fewer. */
    public record WithPath(
            long auction,
            long bidder,
            long price,
            String channel,
            @Nullable String first,
            @Nullable String second,
            @Nullable String third) {}

    /** Query 0: every bid, to see what the engine itself costs. */
    public static EventStream<Brief> passThrough(Market market) {
        return market.bids().map(b -> new Brief(b.auction(), b.bidder(), b.price(), b.dateTime()));
    }

    /** Query 1: prices in euros. */
    public static EventStream<InEuros> currency(Market market) {
        return market.bids().map(b -> new InEuros(b.auction(), b.bidder(), euros(b), b.dateTime()));
    }

    private static BigDecimal euros(Bid bid) {
        return EUROS_PER_DOLLAR.multiply(BigDecimal.valueOf(bid.price()));
    }

    /** Query 2: bids for some auctions. */
    public static EventStream<Selected> selection(Market market) {
        return market.bids().filter(b -> WATCHED.contains(b.auction())).map(b -> new Selected(b.auction(), b.price()));
    }

    /** Query 10: every bid, ready to be written into a file by day and hour. */
    public static EventStream<Logged> log(Market market) {
        return market.bids()
                .map(b -> new Logged(
                        b.auction(),
                        b.bidder(),
                        b.price(),
                        b.dateTime(),
                        DAY.format(b.dateTime()),
                        HOUR.format(b.dateTime())));
    }

    /** Query 14: bids of a middling price in euros, by the time of day. */
    public static EventStream<Judged> calculation(Market market) {
        return market.bids()
                .map(b -> new Judged(
                        b.auction(),
                        b.bidder(),
                        euros(b),
                        timeOfDay(b.dateTime().atOffset(ZoneOffset.UTC).getHour()),
                        b.dateTime(),
                        b.extra().chars().filter(c -> c == 'c').count()))
                .filter(j -> j.price().compareTo(BigDecimal.valueOf(1_000_000)) > 0
                        && j.price().compareTo(BigDecimal.valueOf(50_000_000)) < 0);
    }

    private static String timeOfDay(int hour) {
        if (hour >= 8 && hour <= 18) {
            return "dayTime";
        }
        return hour <= 6 || hour >= 20 ? "nightTime" : "otherTime";
    }

    /** Query 21: the number of the channel, from its name or from the address; bids with neither are left out. */
    public static EventStream<WithChannel> channels(Market market) {
        return market.bids().mapMulti((b, out) -> {
            String id = KNOWN_CHANNELS.get(b.channel().toLowerCase(Locale.ROOT));
            Matcher matcher = CHANNEL_ID.matcher(b.url());
            if (id == null && matcher.find()) {
                id = matcher.group(1);
            }
            if (id != null) {
                out.accept(new WithChannel(b.auction(), b.bidder(), b.price(), b.channel(), id));
            }
        });
    }

    /** Query 22: the directories of the page. */
    public static EventStream<WithPath> directories(Market market) {
        return market.bids().map(b -> {
            String[] parts = b.url().split("/", -1);
            return new WithPath(
                    b.auction(), b.bidder(), b.price(), b.channel(), part(parts, 3), part(parts, 4), part(parts, 5));
        });
    }

    private static @Nullable String part(String[] parts, int index) {
        return index < parts.length ? parts[index] : null;
    }
}
