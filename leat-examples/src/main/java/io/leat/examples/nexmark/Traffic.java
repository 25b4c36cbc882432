// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark;

import io.leat.connector.Source;
import io.leat.connector.memory.Generator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An auction house that is made up: of fifty events one is a person, three are auctions and the rest are bids, as in the
 * NEXMark benchmark (Tucker, Tufte, Papadimos, Maier, 2002). Half of the bids go to a few hot auctions and come from a few
 * busy bidders. The same seed and number always give the same event.
 *
 * @param seed chooses one of many houses
 * @param perSecond events per second of event time, above zero
 * @param disorder how far an event may lie behind the latest one before it
 */
public record Traffic(long seed, double perSecond, Duration disorder) {
    static final Instant OPENING = Instant.parse("2026-01-05T09:00:00Z");
    /** The longest time for which an auction is open. */
    public static final Duration LONGEST_AUCTION = Duration.ofSeconds(60);

    private static final long FIRST_ID = 1_000;
    private static final int CYCLE = 50;
    private static final int AUCTIONS = 3;
    private static final int HOT_EVERY = 100;
    private static final int CATEGORIES = 5;
    private static final long FIRST_CATEGORY = 10;
    private static final double NANOS = 1e9;
    private static final List<String> FIRST_NAMES =
            List.of("peter", "paul", "luke", "john", "saul", "vicky", "kate", "julie", "sarah", "deiter", "walter");
    private static final List<String> LAST_NAMES =
            List.of("shultz", "abrams", "spencer", "white", "bartels", "walton", "smith", "jones", "noris");
    private static final List<String> CITIES = List.of(
            "phoenix", "los angeles", "san francisco", "boise", "portland", "bend", "redmond", "seattle", "kent");
    private static final List<String> STATES = List.of("az", "ca", "id", "or", "wa", "wy");
    private static final List<String> CHANNELS = List.of("Apple", "Google", "Facebook", "Baidu");

    public Traffic {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("a rate of " + perSecond + " events per second: give one above 0");
        }
    }

    /** Returns a bounded source of the first {@code events} events. */
    public Source<MarketEvent> source(long events) {
        return Generator.<MarketEvent>of(events, this::event).timedBy(MarketEvent::dateTime);
    }

    /** Returns a source of the first {@code events} events as they would come, each with the time at which it does. */
    public Source<MarketEvent> live(long events) {
        return Generator.<MarketEvent>of(events, this::event).rate(perSecond).timedByArrival();
    }

    /** Returns event number {@code n}, from 0. */
    public MarketEvent event(long n) {
        SplittableRandom random = new SplittableRandom(seed ^ (n * 0x9E3779B97F4A7C15L));
        Instant at = timeOf(n, random);
        int place = (int) (n % CYCLE);
        if (place == 0) {
            return person(FIRST_ID + n / CYCLE, at, random);
        }
        return place <= AUCTIONS ? auction(auctionsBefore(n), at, random, n) : bid(at, random, n);
    }

    private Instant timeOf(long n, SplittableRandom random) {
        long late = disorder.isZero() ? 0 : random.nextLong(disorder.toMillis() + 1);
        return OPENING.plusMillis((long) (n / perSecond * NANOS / 1e6) - late);
    }

    private static Person person(long id, Instant at, SplittableRandom random) {
        String first = one(FIRST_NAMES, random);
        String last = one(LAST_NAMES, random);
        return new Person(
                id,
                first + " " + last,
                first + "." + last + "@example.org",
                "%04d %04d".formatted(random.nextInt(10_000), random.nextInt(10_000)),
                one(CITIES, random),
                one(STATES, random),
                at,
                text(random, 40));
    }

    private Auction auction(long id, Instant at, SplittableRandom random, long n) {
        long initial = price(random);
        return new Auction(
                id,
                text(random, 12),
                text(random, 30),
                initial,
                initial + price(random),
                at,
                at.plusMillis(1 + random.nextLong(LONGEST_AUCTION.toMillis())),
                someone(n, random),
                FIRST_CATEGORY + random.nextInt(CATEGORIES),
                text(random, 60));
    }

    private static Bid bid(Instant at, SplittableRandom random, long n) {
        long newest = Math.max(FIRST_ID, auctionsBefore(n) - 1);
        long hot = newest - newest % HOT_EVERY;
        long auction =
                random.nextBoolean() ? Math.max(FIRST_ID, hot) : Math.max(FIRST_ID, newest - random.nextInt(HOT_EVERY));
        boolean known = random.nextBoolean();
        int number = random.nextInt(10_000);
        String channel = known ? one(CHANNELS, random) : "channel-" + number;
        String url = "https://www.example.org/" + text(random, 4) + "/" + text(random, 4) + "/" + text(random, 3)
                + "/item.htm?query=1" + (known ? "" : "&channel_id=" + number);
        return new Bid(auction, someone(n, random), price(random), channel, url, at, text(random, 50));
    }

    /** The id that the next auction gets after {@code n} events. */
    private static long auctionsBefore(long n) {
        return FIRST_ID + n / CYCLE * AUCTIONS + Math.min(AUCTIONS, Math.max(0, n % CYCLE - 1));
    }

    /** Half of the time one of a few who are busy, else anyone of the last hundred to register. */
    private static long someone(long n, SplittableRandom random) {
        long newest = FIRST_ID + n / CYCLE;
        return random.nextBoolean() ? newest - newest % 10 : Math.max(FIRST_ID, newest - random.nextInt(HOT_EVERY));
    }

    private static long price(SplittableRandom random) {
        return Math.round(Math.pow(10, random.nextDouble() * 6) * 100);
    }

    private static String one(List<String> of, SplittableRandom random) {
        return of.get(random.nextInt(of.size()));
    }

    private static String text(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
