// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Pipeline;
import io.leat.metric.StepMetrics;
import io.leat.state.Entries;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.testkit.host.Probe;
import io.leat.testkit.host.Recorder;
import io.leat.testkit.host.Trial;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import io.leat.time.Watermarks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * State that waits for a timer, behind a step that may fail for some events until the program is mended.
 *
 * @param length how long an event waits at least, in milliseconds
 * @param failsOneOf one of so many events fails at first; 0 for none
 */
record TimerTrial(Feed feed, long length, int failsOneOf) implements Trial {
    /** Some events wait longer than those that come after them. */
    private static final int LENGTHS = 4;

    /** Returns a case in which nothing fails. */
    static TimerTrial timers(Random random) {
        RandomCases cases = new RandomCases(random);
        long length = cases.length();
        return new TimerTrial(cases.feed(length), length, 0);
    }

    /** Returns a case in which some events fail. */
    static TimerTrial failing(Random random) {
        TimerTrial timers = timers(random);
        return new TimerTrial(timers.feed, timers.length, 2 + random.nextInt(5));
    }

    @Override
    public List<Feed> feeds() {
        return List.of(feed);
    }

    @Override
    public Trial with(List<Feed> feeds) {
        return new TimerTrial(feeds.get(0), length, failsOneOf);
    }

    @Override
    public boolean isDistinct(String sink) {
        return true;
    }

    @Override
    public @Nullable String failingStep() {
        return failsOneOf == 0 ? null : "parse";
    }

    @Override
    public Pipeline pipeline(Probe probe) {
        boolean mended = probe.isMended();
        Duration bound = Duration.ofMillis(feed.bound());
        return Pipeline.of(
                "timers",
                p -> p.from("events", probe.source(feed), Watermarks.outOfOrder(bound))
                        .map("parse", item -> parsed(item, mended))
                        .to("parsed-results", probe.sink("parsed"))
                        .keyBy(Item::key)
                        .process("wait", () -> new Waiting(length))
                        .to("due-results", probe.sink("due")));
    }

    private Item parsed(Item item, boolean mended) {
        if (!mended && failsOneOf > 0 && item.id() % failsOneOf == 0) {
            throw new IllegalStateException("event " + item.id() + " is not understood yet");
        }
        return item;
    }

    /** An event whose timer has come. */
    public record Due(String key, long id, long at) {}

    private static long due(Item item, long length) {
        return item.time() + length * (1 + item.id() % LENGTHS);
    }

    private static final class Waiting extends KeyedProcess<String, Item, Due> {
        private final long length;
        private final Entries<Long, Long> waiting = entries("waiting", Long.class, Long.class);

        Waiting(long length) {
            this.length = length;
        }

        @Override
        protected void onEvent(Item event, ProcessContext<String, Due> context) {
            long at = due(event, length);
            waiting.put(event.id(), at);
            context.timer(Instant.ofEpochMilli(at));
        }

        @Override
        protected void onTimer(Instant now, ProcessContext<String, Due> context) {
            waiting.all().forEach((id, at) -> {
                if (at == now.toEpochMilli()) {
                    context.emit(new Due(context.key(), id, at));
                    waiting.remove(id);
                }
            });
        }
    }

    @Override
    public void check(Probe probe) {
        List<Item> parsed =
                probe.results("parsed").stream().map(out -> (Item) out.value()).toList();
        assertThat(parsed).as("parsed").doesNotHaveDuplicates().isSubsetOf(feed.items());
        if (failsOneOf == 0) {
            assertThat(parsed).hasSize(feed.size());
        }
        assertThat(probe.results("due"))
                .extracting(Recorder.Out::value)
                .as("due")
                .containsExactlyInAnyOrderElementsOf(parsed.stream()
                        .map(item -> (Object) new Due(item.key(), item.id(), due(item, length)))
                        .toList());
        if (probe.isCounted()) {
            assertThat(probe.count("parse", StepMetrics::in))
                    .as("read and tried again, as each comes out or fails")
                    .isEqualTo(probe.count("parse", StepMetrics::out) + probe.count("parse", StepMetrics::failed));
            assertThat(probe.count("wait", StepMetrics::in)).isEqualTo(parsed.size());
        }
    }
}
