// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.trial;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;
import static io.leat.aggregate.Aggregates.windowEnd;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.EventStream;
import io.leat.KeyedStream;
import io.leat.Pipeline;
import io.leat.PipelineBuilder;
import io.leat.WindowResults;
import io.leat.join.LookupOptions;
import io.leat.metric.StepMetrics;
import io.leat.testkit.host.Probe;
import io.leat.testkit.host.Recorder;
import io.leat.testkit.host.Trial;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import io.leat.testkit.reference.Judged;
import io.leat.testkit.reference.ReferenceWindows;
import io.leat.testkit.reference.Shape;
import io.leat.time.Watermarks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Several windows in one pipeline, behind and beside each other, over two sources. */
record ChainTrial(Feed a, Feed b, Form form, Shape first, Shape second, long lateness) implements Trial {
    /** How the steps are put together. */
    enum Form {
        /** Windows over the results of windows. */
        CHAIN,
        /** Windows over the results of windows, both of all events. */
        CHAIN_OF_ALL,
        /** Windows over two sources together. */
        UNION,
        /** Each side of a split has windows of its own. */
        SPLIT,
        /** Two kinds of windows of one keyBy, and one of a second. */
        BESIDE,
        /** Windows over the results of a lookup. */
        LOOKUP,
        /** Windows over the results of a lookup in no order. */
        LOOKUP_UNORDERED,
        /** A lookup between windows. */
        LOOKUP_OF_RESULTS
    }

    private static final LookupOptions FEW =
            LookupOptions.defaults().inFlight(3).timeout(Duration.ofMinutes(1));

    /** A result of windows over results. */
    public record Total(@Nullable Object key, Instant end, long count, long sum) {}

    /** Returns a case of windows alone. */
    static ChainTrial windows(Random random) {
        return of(random, List.of(Form.CHAIN, Form.CHAIN_OF_ALL, Form.UNION, Form.SPLIT, Form.BESIDE));
    }

    /** Returns a case with a lookup before or behind windows. */
    static ChainTrial lookups(Random random) {
        return of(random, List.of(Form.LOOKUP, Form.LOOKUP_UNORDERED, Form.LOOKUP_OF_RESULTS));
    }

    private static ChainTrial of(Random random, List<Form> forms) {
        RandomCases cases = new RandomCases(random);
        Form form = forms.get(random.nextInt(forms.size()));
        Shape first = cases.shape();
        long unit = RandomCases.unit(first);
        return new ChainTrial(cases.feed(unit), cases.feed(unit), form, first, cases.shape(), cases.lateness());
    }

    @Override
    public List<Feed> feeds() {
        return form == Form.UNION ? List.of(a, b) : List.of(a);
    }

    @Override
    public Trial with(List<Feed> feeds) {
        return new ChainTrial(feeds.get(0), form == Form.UNION ? feeds.get(1) : b, form, first, second, lateness);
    }

    // ---- the pipelines --------------------------------------------------------------------------------------------

    @Override
    public Pipeline pipeline(Probe probe) {
        return Pipeline.of("chain", p -> {
            EventStream<Item> events = from(p, "a", probe, a);
            switch (form) {
                case CHAIN -> chain(events.keyBy(Item::key), probe);
                case CHAIN_OF_ALL -> chainOfAll(events, probe);
                case UNION -> windows(events.union(from(p, "b", probe, b)).keyBy(Item::key), first, "first", probe);
                case SPLIT -> split(events, probe);
                case BESIDE -> beside(events, probe);
                case LOOKUP -> windows(lookup(events, FEW).keyBy(Item::key), first, "first", probe);
                case LOOKUP_UNORDERED ->
                    windows(lookup(events, FEW.unordered()).keyBy(Item::key), first, "first", probe);
                case LOOKUP_OF_RESULTS -> chain(events.keyBy(Item::key), probe);
            }
        });
    }

    private static <T> EventStream<T> lookup(EventStream<T> in, LookupOptions options) {
        return in.lookup("lookup", ChainTrial::answer, (T value, T answer) -> answer, options);
    }

    /** An answer that is there at once, or soon, from another thread, or after others that were asked for later. */
    private static <T> CompletionStage<T> answer(T value) {
        return switch (new SplittableRandom(Objects.hashCode(value)).nextInt(3)) {
            case 0 -> CompletableFuture.completedStage(value);
            case 1 -> CompletableFuture.supplyAsync(() -> value);
            default ->
                CompletableFuture.supplyAsync(
                        () -> value, CompletableFuture.delayedExecutor(50, TimeUnit.MICROSECONDS));
        };
    }

    private static EventStream<Item> from(PipelineBuilder p, String name, Probe probe, Feed feed) {
        return p.from(name, probe.source(feed), Watermarks.outOfOrder(Duration.ofMillis(feed.bound())));
    }

    private WindowResults<String, Item, Held> windows(
            KeyedStream<String, Item> keyed, Shape shape, String name, Probe probe) {
        WindowResults<String, Item, Held> results = keyed.window(RandomCases.windows(shape))
                .allowedLateness(Duration.ofMillis(lateness))
                .finalOnly()
                .aggregate(name, Held.aggregate());
        results.to(name + "-results", probe.sink(name));
        results.late().to(name + "-late", probe.sink(name + "-late"));
        return results;
    }

    private void chain(KeyedStream<String, Item> keyed, Probe probe) {
        EventStream<Held> held = windows(keyed, first, "first", probe);
        (form == Form.LOOKUP_OF_RESULTS ? lookup(held, FEW) : held)
                .keyBy(h -> parity((String) h.key()))
                .window(RandomCases.windows(second))
                .aggregate("second", row(Total.class, Total::new, key(), windowEnd(), count(), sum(Held::sum)))
                .late(late -> late.to("second-late", probe.sink("second-late")))
                .to("second-results", probe.sink("second"));
    }

    private void chainOfAll(EventStream<Item> events, Probe probe) {
        events.window(RandomCases.windows(first))
                .allowedLateness(Duration.ofMillis(lateness))
                .finalOnly()
                .aggregate("first", row(Total.class, Total::new, key(), windowEnd(), count(), sum(Item::id)))
                .to("first-results", probe.sink("first"))
                .window(RandomCases.windows(second))
                .aggregate("second", row(Total.class, Total::new, key(), windowEnd(), count(), sum(Total::sum)))
                .late(late -> late.to("second-late", probe.sink("second-late")))
                .to("second-results", probe.sink("second"));
    }

    private void split(EventStream<Item> events, Probe probe) {
        EventStream.Split<Item> sides = events.split(item -> item.id() % 2 == 0);
        windows(sides.matching().keyBy(Item::key), first, "first", probe);
        windows(sides.rest().keyBy(Item::key), second, "second", probe);
    }

    private void beside(EventStream<Item> events, Probe probe) {
        KeyedStream<String, Item> keyed = events.keyBy(Item::key);
        windows(keyed, first, "first", probe);
        windows(keyed, second, "second", probe);
        windows(events.keyBy(Item::key), first, "third", probe);
    }

    private static String parity(@Nullable String key) {
        return Long.parseLong(Objects.requireNonNull(key)) % 2 == 0 ? "even" : "odd";
    }

    // ---- what must come out ---------------------------------------------------------------------------------------

    @Override
    public void check(Probe probe) {
        switch (form) {
            case CHAIN, LOOKUP_OF_RESULTS -> {
                ReferenceWindows.Outcome inner = checkWindows(probe, "first", first, a.judged());
                checkTotals(probe, inner, w -> total(w, parity(w.key())));
            }
            case CHAIN_OF_ALL ->
                checkTotals(
                        probe,
                        new ReferenceWindows(first, lateness)
                                .of(a.judged().stream()
                                        .map(ChainTrial::withoutKey)
                                        .toList()),
                        w -> total(w, "").withoutKey());
            case UNION ->
                checkWindows(
                        probe,
                        "first",
                        first,
                        Stream.concat(a.judged().stream(), b.judged().stream()).toList());
            case LOOKUP, LOOKUP_UNORDERED -> checkWindows(probe, "first", first, a.judged());
            case SPLIT -> {
                checkWindows(probe, "first", first, judged(0));
                checkWindows(probe, "second", second, judged(1));
            }
            case BESIDE -> {
                checkWindows(probe, "first", first, a.judged());
                checkWindows(probe, "second", second, a.judged());
                checkWindows(probe, "third", first, a.judged());
            }
        }
    }

    private List<Judged> judged(int parityOfId) {
        return a.judged().stream().filter(e -> e.item().id() % 2 == parityOfId).toList();
    }

    private static Judged withoutKey(Judged event) {
        return new Judged(event.item().withoutKey(), event.watermark());
    }

    private ReferenceWindows.Outcome checkWindows(Probe probe, String name, Shape shape, List<Judged> events) {
        ReferenceWindows.Outcome expected = new ReferenceWindows(shape, lateness).of(events);
        assertThat(probe.results(name))
                .extracting(out -> ((Held) out.value()).line())
                .as(name)
                .containsExactlyInAnyOrderElementsOf(
                        expected.windows().stream().map(Held::line).toList());
        assertThat(probe.results(name + "-late"))
                .extracting(Recorder.Out::value)
                .as("%s, late", name)
                .containsExactlyInAnyOrderElementsOf(expected.late());
        if (probe.isCounted()) {
            assertThat(probe.count(name, StepMetrics::in)).isEqualTo(events.size());
            assertThat(probe.count(name, StepMetrics::late))
                    .isEqualTo(expected.late().size());
            assertThat(probe.count(name, StepMetrics::windows))
                    .isEqualTo(expected.windows().size());
        }
        return expected;
    }

    /** The results of the first windows are events of the second: at the end of their window less one, and never late. */
    private void checkTotals(
            Probe probe, ReferenceWindows.Outcome inner, Function<ReferenceWindows.Window, Item> asEvent) {
        List<Judged> results = inner.windows().stream()
                .map(w -> new Judged(asEvent.apply(w), Long.MIN_VALUE))
                .toList();
        ReferenceWindows.Outcome expected = new ReferenceWindows(second, 0).of(results);
        assertThat(probe.results("second-late")).as("results that are late").isEmpty();
        assertThat(probe.results("second"))
                .extracting(Recorder.Out::value)
                .as("second")
                .containsExactlyInAnyOrderElementsOf(expected.windows().stream()
                        .map(w -> (Object) new Total(
                                w.key(),
                                Instant.ofEpochMilli(w.span().end()),
                                w.items().size(),
                                w.items().stream().mapToLong(Item::id).sum()))
                        .toList());
    }

    private static Item total(ReferenceWindows.Window w, String key) {
        return new Item(
                w.items().stream().mapToLong(Item::id).sum(), key, w.span().end() - 1);
    }
}
