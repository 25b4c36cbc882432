// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Pipeline;
import io.leat.WindowResults;
import io.leat.aggregate.Aggregates;
import io.leat.metric.StepMetrics;
import io.leat.testkit.host.Probe;
import io.leat.testkit.host.Recorder;
import io.leat.testkit.host.Trial;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import io.leat.testkit.reference.ReferenceTop;
import io.leat.testkit.reference.ReferenceWindows;
import io.leat.testkit.reference.Shape;
import io.leat.time.Watermarks;
import io.leat.window.WindowResult;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys with most events of each window: of all keys, and of those that end in the same digit.
 *
 * @param lateness allowed; the results are final
 */
record TopTrial(Feed feed, Shape shape, long lateness, int n) implements Trial {
    /** Returns a case. */
    static TopTrial any(Random random) {
        RandomCases cases = new RandomCases(random);
        Shape shape = cases.aligned();
        return new TopTrial(cases.feed(RandomCases.unit(shape)), shape, cases.lateness(), 1 + random.nextInt(4));
    }

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
        return digit(count.key());
    }

    private static String digit(String key) {
        return key.substring(key.length() - 1);
    }

    @Override
    public void check(Probe probe) {
        assertThat(probe.results("all"))
                .extracting(TopTrial::line)
                .as("over all keys")
                .containsExactlyInAnyOrderElementsOf(expected(key -> null));
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

    private static String line(@Nullable Object group, long start, long end, List<?> counts) {
        return group + " [" + start + ", " + end + ") " + counts;
    }

    private List<String> expected(Function<String, @Nullable String> groupOf) {
        List<ReferenceWindows.Window> windows =
                new ReferenceWindows(shape, lateness).of(feed.judged()).windows();
        return ReferenceTop.of(n, groupOf, windows).stream()
                .map(best -> line(
                        best.group(),
                        best.span().start(),
                        best.span().end(),
                        best.windows().stream()
                                .map(w -> new Count(
                                        Objects.requireNonNull(w.key()),
                                        w.items().size()))
                                .toList()))
                .toList();
    }
}
