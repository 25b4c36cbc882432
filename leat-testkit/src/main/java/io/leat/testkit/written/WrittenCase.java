// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.written;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.EventStream;
import io.leat.Pipeline;
import io.leat.metric.StepMetrics;
import io.leat.testkit.host.Probe;
import io.leat.testkit.host.Trial;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import io.leat.time.Watermarks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * A case that was written by hand.
 *
 * @param name of the case
 * @param says the sentence of the semantics that it is about
 * @param form what is done with the events
 * @param feeds a feed for each input of the form
 * @param order the partition of each event, in the order of their coming; numbered through all feeds
 * @param expected what must come out
 * @param text the case as it was written
 */
public record WrittenCase(
        String name, String says, Form form, List<Feed> feeds, List<Integer> order, Expected expected, String text)
        implements Trial {
    private static final Map<String, ToLongFunction<StepMetrics>> COUNTS = new TreeMap<>(Map.of(
            "late", StepMetrics::late,
            "partiallyLate", StepMetrics::partiallyLate,
            "unwindowed", StepMetrics::unwindowed,
            "windows", StepMetrics::windows));

    /**
     * What must come out.
     *
     * @param results as lines
     * @param ordered whether they come in just this order, on every host
     * @param late ids of the events that no window or join takes
     * @param counts some counts of the step, by their name in {@link StepMetrics}
     */
    public record Expected(List<String> results, boolean ordered, List<Long> late, Map<String, Long> counts) {}

    /** @throws UnsupportedOperationException always: what is expected goes with the events */
    @Override
    public Trial with(List<Feed> others) {
        throw new UnsupportedOperationException("case '" + name + "' expects results of its own events only");
    }

    @Override
    public List<Integer> arrival(Random random) {
        return order;
    }

    @Override
    public Pipeline pipeline(Probe probe) {
        return Pipeline.of("case", p -> {
            List<EventStream<Item>> inputs = new ArrayList<>();
            for (Feed feed : feeds) {
                inputs.add(p.from(
                        "input" + inputs.size(),
                        probe.source(feed),
                        Watermarks.outOfOrder(Duration.ofMillis(feed.bound())).anyFutureSkew()));
            }
            form.define(inputs, probe);
        });
    }

    @Override
    public void check(Probe probe) {
        if (expected.ordered()) {
            assertThat(form.results(probe)).as("results, in order").isEqualTo(expected.results());
        } else {
            assertThat(form.results(probe)).as("results").containsExactlyInAnyOrderElementsOf(expected.results());
        }
        assertThat(form.late(probe)).as("late").containsExactlyInAnyOrderElementsOf(expected.late());
        if (probe.isCounted()) {
            expected.counts()
                    .forEach((count, value) -> assertThat(probe.count(Form.STEP, count(count)))
                            .as(count)
                            .isEqualTo(value));
        }
    }

    /** @throws IllegalArgumentException if no case can tell such a count */
    static ToLongFunction<StepMetrics> count(String name) {
        ToLongFunction<StepMetrics> count = COUNTS.get(name);
        if (count == null) {
            throw new IllegalArgumentException("there is no count '" + name + "': there are " + COUNTS.keySet());
        }
        return count;
    }

    @Override
    public String toString() {
        return text;
    }
}
