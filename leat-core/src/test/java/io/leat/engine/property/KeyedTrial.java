// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.KeyedStream;
import io.leat.Pipeline;
import io.leat.aggregate.Aggregates;
import io.leat.engine.reference.Feed;
import io.leat.engine.reference.Item;
import io.leat.engine.reference.Judged;
import io.leat.metric.StepMetrics;
import io.leat.state.Entries;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.state.Value;
import io.leat.state.Values;
import io.leat.time.Watermarks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What goes by key without windows, each key in one partition: a running aggregate, dropping repeats, and state of the
 * user's own with a time to live.
 *
 * @param length the times to live, and how near repeats are, in milliseconds
 */
record KeyedTrial(Feed feed, long length) implements Trial {
    @Override
    public List<Feed> feeds() {
        return List.of(feed);
    }

    @Override
    public Trial with(List<Feed> feeds) {
        return new KeyedTrial(feeds.get(0), length);
    }

    @Override
    public Pipeline pipeline(Probe probe) {
        return Pipeline.of("keyed", p -> {
            Duration time = Duration.ofMillis(length);
            KeyedStream<String, Item> keyed = p.from(
                            "events", probe.source(feed), Watermarks.outOfOrder(Duration.ofMillis(feed.bound())))
                    .keyBy(Item::key);
            keyed.running(
                            "running",
                            Aggregates.row(Sum.class, Sum::new, Aggregates.key(), Aggregates.sum(Item::id)),
                            time)
                    .to("sums", probe.sink("sums"));
            keyed.deduplicate("once", time, late -> late.to("late", probe.sink("late")))
                    .to("firsts", probe.sink("firsts"));
            keyed.process("process", () -> new Remembering(time)).to("seen", probe.sink("seen"));
        });
    }

    /** A running result. */
    public record Sum(String key, long ids) {}

    /** Emits what it remembers, and then remembers the event. */
    private static final class Remembering extends KeyedProcess<String, Item, Seen> {
        private final Value<Long> last;
        private final Values<Long> all;
        private final Entries<Long, Long> byDigit;

        Remembering(Duration timeToLive) {
            last = value("last", Long.class, timeToLive);
            all = values("all", Long.class, timeToLive);
            byDigit = entries("byDigit", Long.class, Long.class, timeToLive);
        }

        @Override
        protected void onEvent(Item event, ProcessContext<String, Seen> context) {
            context.emit(new Seen(context.key(), last.or(0L), all.all(), byDigit.all()));
            last.set(event.id());
            all.add(event.id());
            byDigit.put(event.id() % 5, event.id());
        }
    }

    /** What was remembered when an event came. */
    public record Seen(String key, long last, List<Long> all, Map<Long, Long> byDigit) {}

    @Override
    public void check(Probe probe) {
        assertThat(probe.results("seen")).as("remembered").containsExactlyInAnyOrderElementsOf(seen());
        assertThat(probe.results("sums")).as("running").containsExactlyInAnyOrderElementsOf(sums());
        List<Recorder.Out> firsts = new ArrayList<>();
        List<Recorder.Out> late = new ArrayList<>();
        int repeats = deduplicate(firsts, late);
        assertThat(probe.results("firsts")).as("firsts").containsExactlyInAnyOrderElementsOf(firsts);
        assertThat(probe.results("late")).as("late").containsExactlyInAnyOrderElementsOf(late);
        if (probe.isCounted()) {
            assertThat(probe.count("once", StepMetrics::filtered)).isEqualTo(repeats);
            assertThat(probe.count("once", StepMetrics::late)).isEqualTo(late.size());
            assertThat(probe.count("once", StepMetrics::out)).isEqualTo(firsts.size());
            assertThat(probe.count("running", StepMetrics::out)).isEqualTo(feed.size());
        }
    }

    /** The state of a key is over at its largest time and the time to live: for later events, and when the watermark is there. */
    private List<Recorder.Out> sums() {
        Map<String, List<Item>> states = new HashMap<>();
        List<Recorder.Out> results = new ArrayList<>();
        for (Judged event : feed.judged()) {
            Item item = event.item();
            List<Item> state = states.computeIfAbsent(item.key(), k -> new ArrayList<>());
            long last = state.stream().mapToLong(Item::time).max().orElse(0);
            if (item.time() > last + length || event.watermark() >= last + length) {
                state.clear();
            }
            state.add(item);
            long sum = state.stream().mapToLong(Item::id).sum();
            results.add(new Recorder.Out(new Sum(item.key(), sum), item.time()));
        }
        return results;
    }

    /** Of all events of the key before, those are there that the event is not too late for, nor its watermark. */
    private List<Recorder.Out> seen() {
        Map<String, List<Item>> before = new HashMap<>();
        List<Recorder.Out> results = new ArrayList<>();
        for (Judged event : feed.judged()) {
            Item item = event.item();
            List<Item> all = before.computeIfAbsent(item.key(), k -> new ArrayList<>());
            List<Long> there = all.stream()
                    .filter(i -> item.time() <= i.time() + length && event.watermark() < i.time() + length)
                    .map(Item::id)
                    .toList();
            long last = all.isEmpty() ? 0 : all.get(all.size() - 1).id();
            Map<Long, Long> byDigit = new HashMap<>();
            all.forEach(i -> byDigit.put(i.id() % 5, i.id()));
            byDigit.values().retainAll(there);
            results.add(new Recorder.Out(
                    new Seen(item.key(), there.contains(last) ? last : 0, there, byDigit), item.time()));
            all.add(item);
        }
        return results;
    }

    /** Nothing is ever forgotten here. Returns the number of repeats. */
    private int deduplicate(List<Recorder.Out> firsts, List<Recorder.Out> late) {
        Map<String, List<Long>> passed = new HashMap<>();
        for (Judged event : feed.judged()) {
            Item item = event.item();
            List<Long> times = passed.computeIfAbsent(item.key(), k -> new ArrayList<>());
            Recorder.Out out = new Recorder.Out(item, item.time());
            if (item.time() <= event.watermark()) {
                late.add(out);
            } else if (times.stream().noneMatch(t -> Math.abs(t - item.time()) <= length)) {
                times.add(item.time());
                firsts.add(out);
            }
        }
        return feed.size() - firsts.size() - late.size();
    }
}
