// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Pipeline;
import io.leat.metric.StepMetrics;
import io.leat.testkit.host.Probe;
import io.leat.testkit.host.Trial;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import io.leat.testkit.reference.Judged;
import io.leat.testkit.reference.ReferenceLatest;
import io.leat.time.Watermarks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** A table of one source, whose keys each have their partition. */
record LatestTrial(Feed feed, long timeToLive) implements Trial {
    /** Returns a case. */
    static LatestTrial any(Random random) {
        RandomCases cases = new RandomCases(random);
        return new LatestTrial(cases.feed(cases.length()).withKeysOfTheirOwn(), cases.length());
    }

    @Override
    public List<Feed> feeds() {
        return List.of(feed);
    }

    @Override
    public Trial with(List<Feed> feeds) {
        return new LatestTrial(feeds.get(0), timeToLive);
    }

    @Override
    public Pipeline pipeline(Probe probe) {
        return Pipeline.of(
                "latest",
                p -> p.from("events", probe.source(feed), Watermarks.outOfOrder(Duration.ofMillis(feed.bound())))
                        .keyBy(Item::key)
                        .latest("latest", Duration.ofMillis(timeToLive), late -> late.to("late", probe.sink("late")))
                        .to("results", probe.sink("results")));
    }

    @Override
    public void check(Probe probe) {
        List<Judged> judged = feed.judged();
        ReferenceLatest.Outcome expected = ReferenceLatest.of(timeToLive, judged);
        assertThat(byKey(items(probe, "results"))).isEqualTo(byKey(expected.latest()));
        assertThat(byKey(items(probe, "late"))).isEqualTo(byKey(expected.late()));
        assertThat(probe.results("results")).allMatch(out -> ((Item) out.value()).time() == out.time());
        if (probe.isCounted()) {
            assertThat(probe.count("latest", StepMetrics::in)).isEqualTo(judged.size());
            assertThat(probe.count("latest", StepMetrics::out))
                    .isEqualTo(expected.latest().size());
            assertThat(probe.count("latest", StepMetrics::late))
                    .isEqualTo(expected.late().size());
        }
    }

    private static List<Item> items(Probe probe, String sink) {
        return probe.results(sink).stream().map(out -> (Item) out.value()).toList();
    }

    private static Map<String, List<Item>> byKey(List<Item> items) {
        return items.stream().collect(Collectors.groupingBy(Item::key));
    }
}
