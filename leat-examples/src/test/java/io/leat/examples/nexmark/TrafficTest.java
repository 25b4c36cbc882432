// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final int EVENTS = 5_000;
    private final Traffic traffic = new Traffic(7, 1_000, Duration.ofMillis(200));

    private List<MarketEvent> events() {
        return LongStream.range(0, EVENTS).mapToObj(traffic::event).toList();
    }

    @Test
    void whenNumberAndSeedAreTheSame_thenEventIs() {
        assertThat(events())
                .isEqualTo(LongStream.range(0, EVENTS)
                        .mapToObj(new Traffic(7, 1_000, Duration.ofMillis(200))::event)
                        .toList());
        assertThat(new Traffic(8, 1_000, Duration.ZERO).event(5)).isNotEqualTo(traffic.event(5));
    }

    @Test
    void whenFiftyEventsCome_thenOneIsAPersonAndThreeAreAuctions() {
        assertThat(events()).filteredOn(Person.class::isInstance).hasSize(EVENTS / 50);
        assertThat(events()).filteredOn(Auction.class::isInstance).hasSize(EVENTS / 50 * 3);
    }

    @Test
    void whenBidComes_thenItsAuctionAndBidderAreKnown() {
        Set<Long> auctions = new HashSet<>(Set.of(1_000L));
        Set<Long> people = new HashSet<>(Set.of(1_000L));
        for (MarketEvent event : events()) {
            if (event instanceof Person person) {
                assertThat(people.add(person.id()) || person.id() == 1_000).isTrue();
            } else if (event instanceof Auction auction) {
                assertThat(auctions.add(auction.id()) || auction.id() == 1_000).isTrue();
                assertThat(people).contains(auction.seller());
            } else {
                assertThat(auctions).contains(((Bid) event).auction());
                assertThat(people).contains(((Bid) event).bidder());
            }
        }
    }

    @Test
    void whenEventsAreOutOfOrder_thenByNoMoreThanTheDisorder() {
        long largest = 0;
        boolean any = false;
        for (MarketEvent event : events()) {
            long time = event.dateTime().toEpochMilli();
            any |= time < largest;
            assertThat(largest - time).isLessThanOrEqualTo(200);
            largest = Math.max(largest, time);
        }
        assertThat(any).as("some are").isTrue();
    }

    @Test
    void whenRateIsNotPositive_thenRefused() {
        assertThatThrownBy(() -> new Traffic(1, 0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give one above 0");
    }
}
