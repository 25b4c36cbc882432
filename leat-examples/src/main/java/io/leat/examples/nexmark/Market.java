// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark;

import io.leat.EventStream;

/** The three streams that the queries read. */
public record Market(EventStream<Person> people, EventStream<Auction> auctions, EventStream<Bid> bids) {
    /** Returns the streams of a house whose events come as one. */
    public static Market of(EventStream<MarketEvent> events) {
        return new Market(only(events, Person.class), only(events, Auction.class), only(events, Bid.class));
    }

    private static <E extends MarketEvent> EventStream<E> only(EventStream<MarketEvent> events, Class<E> type) {
        return events.filter(type::isInstance).as(type);
    }
}
