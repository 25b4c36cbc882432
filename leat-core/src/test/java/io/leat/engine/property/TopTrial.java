// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Pipeline;
import io.leat.WindowResults;
import io.leat.aggregate.Aggregates;
import io.leat.engine.reference.Feed;
import io.leat.engine.reference.Item;
import io.leat.engine.reference.ReferenceWindows;
import io.leat.engine.reference.Shape;
import io.leat.engine.reference.Span;
import io.leat.metric.StepMetrics;
import io.leat.time.Watermarks;
import io.leat.window.WindowResult;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The keys with most events of each window: of all keys, and of those that end in the same digit.
 *
 * @param lateness allowed; the results are final
 */
record TopTrial(Feed feed, Shape shape, long lateness, int n) implements Trial {
    @Override
    public List<Feed> feeds() {
        return List.of(feed);
    }

    @Override
    public Trial with(List<Feed> feeds) {
        return new TopTrial(feeds.get(0), shape, lateness, n);
    }

    /** How many events a key has in a window. */
    public record Count(String key, long events) {}

    @Override
    public Pipeline pipeline(Probe probe) {
        return Pipeline.of("top", p -> {
            WindowResults<String, Item, Count> counts = p.from(
                            "events", probe.source(feed), Watermarks.outOfOrder(Duration.ofMillis(feed.bound())))
                    .keyBy(Item::key)
                    .window(RandomCases.windows(shape))
                    .allowedLateness(Duration.ofMillis(lateness))
                    .finalOnly()
                    .aggregate("counts", Aggregates.row(Count.class, Count::new, Aggregates.key(), Aggregates.count()));
            counts.top("top", n, Count::events).panes().to("all", probe.sink("all"));
            counts.top("topPer", TopTrial::digit, n, Count::events).panes().to("per", probe.sink("per"));
        });
    }

    private static String digit(Count count) {
        return count.key().substring(count.key().length() - 1);
    }

    @Override
    public void check(Probe probe) {
        assertThat(probe.results("all"))
                .extracting(TopTrial::line)
                .as("over all keys")
                .containsExactlyInAnyOrderElementsOf(expected(count -> null));
        assertThat(probe.results("per"))
                .extracting(TopTrial::line)
                .as("per last digit")
                .containsExactlyInAnyOrderElementsOf(expected(TopTrial::digit));
        if (probe.isCounted()) {
            assertThat(probe.count("top", StepMetrics::late)).isZero();
            assertThat(probe.count("top", StepMetrics::in)).isEqualTo(probe.count("counts", StepMetrics::out));
        }
    }

    private static String line(Recorder.Out out) {
        WindowResult<?, ?> pane = (WindowResult<?, ?>) out.value();
        assertThat(out.time()).isEqualTo(pane.end().toEpochMilli() - 1);
        return line(pane.key(), pane.start().toEpochMilli(), pane.end().toEpochMilli(), (List<?>) pane.value());
    }

    private static String line(Object key, long start, long end, List<?> counts) {
        return key + " [" + start + ", " + end + ") " + counts;
    }

    private List<String> expected(Function<Count, String> per) {
        Map<Span, List<ReferenceWindows.Window>> bySpan = new ReferenceWindows(shape, lateness)
                .of(feed.judged()).windows().stream().collect(Collectors.groupingBy(ReferenceWindows.Window::span));
        return bySpan.entrySet().stream()
                .flatMap(e -> {
                    List<Count> counts = e.getValue().stream()
                            .map(w -> new Count(w.key(), w.items().size()))
                            .sorted(Comparator.comparing(Count::events)
                                    .reversed()
                                    .thenComparing(Count::key))
                            .toList();
                    return counts.stream().map(per).distinct().map(group -> {
                        List<Count> best = counts.stream()
                                .filter(c -> Objects.equals(per.apply(c), group))
                                .limit(n)
                                .toList();
                        return line(group, e.getKey().start(), e.getKey().end(), best);
                    });
                })
                .toList();
    }
}
