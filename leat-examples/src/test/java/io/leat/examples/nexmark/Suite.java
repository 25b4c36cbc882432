// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leat.PipelineBuilder;
import io.leat.connector.file.JsonLines;
import io.leat.time.Watermarks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The data of another engine's tests of NEXMark, and the answers that it expects. They lie beside the project or nowhere. */
final class Suite {
    static final Path PLACE = Path.of("..", "..", "shared", "suites", "risingwave-nexmark");

    private Suite() {}

    static boolean isThere() {
        return Files.exists(PLACE);
    }

    /** Returns the expected rows of each case, by its name. */
    static Map<String, List<String>> cases() {
        try {
            Map<String, List<String>> cases = new LinkedHashMap<>();
            for (JsonNode each :
                    new ObjectMapper().readTree(PLACE.resolve("cases.json").toFile())) {
                List<String> rows = new ArrayList<>();
                each.get("expected").forEach(row -> rows.add(row.asText()));
                cases.put(each.get("id").asText(), rows);
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Market market(PipelineBuilder p) {
        Watermarks watermarks = Watermarks.outOfOrder(Duration.ofSeconds(30));
        return new Market(
                p.from(
                        "people",
                        JsonLines.of(PLACE.resolve("person.jsonl"), Person.class)
                                .field("email_address", "emailAddress")
                                .field("credit_card", "creditCard")
                                .field("date_time", "dateTime")
                                .timedBy(Person::dateTime),
                        watermarks),
                p.from(
                        "auctions",
                        JsonLines.of(PLACE.resolve("auction.jsonl"), Auction.class)
                                .field("item_name", "itemName")
                                .field("initial_bid", "initialBid")
                                .field("date_time", "dateTime")
                                .timedBy(Auction::dateTime),
                        watermarks),
                p.from(
                        "bids",
                        JsonLines.of(PLACE.resolve("bid.jsonl"), Bid.class)
                                .field("date_time", "dateTime")
                                .timedBy(Bid::dateTime),
                        watermarks));
    }
}
