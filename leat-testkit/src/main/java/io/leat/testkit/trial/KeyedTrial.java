// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.KeyedStream;
import io.leat.Pipeline;
import io.leat.aggregate.Aggregates;
import io.leat.metric.StepMetrics;
import io.leat.state.Entries;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.state.Value;
import io.leat.state.Values;
import io.leat.testkit.host.Probe;
import io.leat.testkit.host.Recorder;
import io.leat.testkit.host.Trial;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import io.leat.testkit.reference.Judged;
import io.leat.testkit.reference.ReferenceKeyed;
import io.leat.time.Watermarks;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What goes by key without windows, each key in one partition: a running aggregate, dropping repeats, and state of the
 * user's own with a time to live.
 *
 * @param length the times to live, and how near repeats are, in milliseconds
 */
record KeyedTrial(Feed feed, long length) implements Trial {
    private static final long DIGITS = 5;

    /** Returns a case. */
    static KeyedTrial any(Random random) {
        RandomCases cases = new RandomCases(random);
        long length = cases.length();
        return new KeyedTrial(cases.feed(length).withKeysOfTheirOwn(), length);
    }

    @Override
    public List<Feed> feeds() {
        return List.of(feed);
    }

    @Override
    public Trial with(List<Feed> feeds) {
        return new KeyedTrial(feeds.get(0), length);
    }

    @Override
    public boolean isDistinct(String sink) {
        return sink.equals("firsts") || sink.equals("late");
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
            byDigit.put(event.id() % DIGITS, event.id());
        }
    }

    /** What was remembered when an event came. */
    public record Seen(String key, long last, List<Long> all, Map<Long, Long> byDigit) {}

    @Override
    public void check(Probe probe) {
        List<Judged> events = feed.judged();
        Multiset.assertSame(
                "remembered",
                probe.results("seen"),
                ReferenceKeyed.remembered(length, events).stream()
                        .map(KeyedTrial::seen)
                        .toList());
        Multiset.assertSame(
                "running",
                probe.results("sums"),
                ReferenceKeyed.running(length, events).stream()
                        .map(KeyedTrial::sum)
                        .toList());
        ReferenceKeyed.Outcome once = ReferenceKeyed.deduplicate(length, events);
        Multiset.assertSame("firsts", probe.results("firsts"), outs(once.firsts()));
        Multiset.assertSame("late", probe.results("late"), outs(once.late()));
        if (probe.isCounted()) {
            assertThat(probe.count("once", StepMetrics::filtered)).isEqualTo(once.repeats());
            assertThat(probe.count("once", StepMetrics::late))
                    .isEqualTo(once.late().size());
            assertThat(probe.count("once", StepMetrics::out))
                    .isEqualTo(once.firsts().size());
            assertThat(probe.count("running", StepMetrics::out)).isEqualTo(feed.size());
        }
    }

    /** A single value, and the one of a digit, is what was set last, even if what was set before it would live longer. */
    private static Recorder.Out seen(ReferenceKeyed.Remembered event) {
        long last = 0;
        Map<Long, Long> byDigit = new HashMap<>();
        for (Item item : event.before()) {
            boolean isThere = event.there().contains(item);
            last = isThere ? item.id() : 0;
            if (isThere) {
                byDigit.put(item.id() % DIGITS, item.id());
            } else {
                byDigit.remove(item.id() % DIGITS);
            }
        }
        List<Long> ids = event.there().stream().map(Item::id).toList();
        return out(event.item(), new Seen(event.item().key(), last, ids, byDigit));
    }

    private static Recorder.Out sum(ReferenceKeyed.Running event) {
        long sum = event.items().stream().mapToLong(Item::id).sum();
        return out(event.item(), new Sum(event.item().key(), sum));
    }

    private static List<Recorder.Out> outs(List<Item> items) {
        return items.stream().map(item -> out(item, item)).toList();
    }

    private static Recorder.Out out(Item item, Object value) {
        return new Recorder.Out(value, item.time());
    }
}
