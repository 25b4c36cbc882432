// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.MatchResults;
import io.leat.Pipeline;
import io.leat.metric.StepMetrics;
import io.leat.pattern.Contiguity;
import io.leat.pattern.Match;
import io.leat.pattern.Matched;
import io.leat.pattern.Pattern;
import io.leat.pattern.PatternCondition;
import io.leat.testkit.host.Probe;
import io.leat.testkit.host.Recorder;
import io.leat.testkit.host.Trial;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import io.leat.testkit.reference.ReferencePatterns;
import io.leat.testkit.reference.ReferencePatterns.Found;
import io.leat.testkit.reference.ReferencePatterns.Sequence;
import io.leat.testkit.reference.ReferencePatterns.Step;
import io.leat.time.Watermarks;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A pattern over one source. */
record PatternTrial(Feed feed, Sequence sequence) implements Trial {
    /** Returns a case whose matches may overlap. */
    static PatternTrial overlapping(Random random) {
        RandomPatterns patterns = new RandomPatterns(random);
        return new PatternTrial(patterns.feed(), patterns.sequence(false));
    }

    /** Returns a case whose matches must not overlap. */
    static PatternTrial skipping(Random random) {
        RandomPatterns patterns = new RandomPatterns(random);
        return new PatternTrial(patterns.feed(), patterns.sequence(true));
    }

    /** Returns a case without an end in time. */
    static PatternTrial endless(Random random) {
        RandomPatterns patterns = new RandomPatterns(random);
        return new PatternTrial(patterns.feed(), patterns.strict());
    }

    @Override
    public List<Feed> feeds() {
        return List.of(feed);
    }

    @Override
    public Trial with(List<Feed> feeds) {
        return new PatternTrial(feeds.get(0), sequence);
    }

    @Override
    public Pipeline pipeline(Probe probe) {
        return Pipeline.of("patterns", p -> {
            MatchResults<Item> results = p.from(
                            "events", probe.source(feed), Watermarks.outOfOrder(Duration.ofMillis(feed.bound())))
                    .keyBy(Item::key)
                    .match("match", pattern());
            results.to("results", probe.sink("results"));
            results.late().to("late", probe.sink("late"));
            results.timedOut().to("timedOut", probe.sink("timedOut"));
        });
    }

    Pattern<Item> pattern() {
        Step first = sequence.steps().get(0);
        Pattern<Item> pattern = repeat(Pattern.begin("s0", condition(first)), first);
        for (int i = 1; i < sequence.steps().size(); i++) {
            pattern = add(pattern, "s" + i, sequence.steps().get(i));
        }
        pattern = sequence.within() == 0 ? pattern : pattern.within(Duration.ofMillis(sequence.within()));
        return sequence.skips() ? pattern.skipPastLastEvent() : pattern;
    }

    private PatternCondition<Item> condition(Step step) {
        return step.looksBack()
                ? (item, soFar) -> step.meets(item, count(soFar))
                : PatternCondition.of(item -> step.meets(item, 0));
    }

    private Pattern<Item> add(Pattern<Item> before, String name, Step step) {
        PatternCondition<Item> condition = condition(step);
        Pattern<Item> pattern = switch (step.relation()) {
            case BEGIN -> throw new IllegalArgumentException("only the first step begins: " + sequence);
            case NEXT -> before.next(name, condition);
            case FOLLOWED_BY -> before.followedBy(name, condition);
            case FOLLOWED_BY_ANY -> before.followedByAny(name, condition);
            case NOT_NEXT -> before.notNext(name, condition);
            case NOT_FOLLOWED_BY -> before.notFollowedBy(name, condition);
        };
        return step.relation().isNegated() ? pattern : repeat(pattern, step);
    }

    private static Pattern<Item> repeat(Pattern<Item> once, Step step) {
        Pattern<Item> pattern = step.max() == 1 ? once : once.times(step.min(), step.max());
        if (step.max() > 1 && step.inner() == Contiguity.STRICT) {
            pattern = pattern.consecutive();
        }
        if (step.max() > 1 && step.inner() == Contiguity.ANY) {
            pattern = pattern.allowCombinations();
        }
        return step.optional() ? pattern.optional() : pattern;
    }

    private int count(Matched<Item> soFar) {
        int count = 0;
        for (int i = 0; i < sequence.steps().size(); i++) {
            count += sequence.steps().get(i).relation().isNegated()
                    ? 0
                    : soFar.all("s" + i).size();
        }
        return count;
    }

    @SuppressWarnings("unchecked") // what the step gives
    private static List<Found> found(Probe probe, String sink) {
        return probe.results(sink).stream()
                .map(out -> new Found(
                        List.copyOf(((Match<Item>) out.value()).events().values()), out.time()))
                .toList();
    }

    @Override
    public void check(Probe probe) {
        ReferencePatterns.Outcome expected = ReferencePatterns.of(sequence, feed.judged());
        assertThat(probe.results("late"))
                .extracting(Recorder.Out::value)
                .as("late")
                .containsExactlyInAnyOrderElementsOf(expected.late());
        assertThat(found(probe, "results"))
                .as("matches of " + pattern())
                .containsExactlyInAnyOrderElementsOf(expected.matches());
        assertThat(found(probe, "timedOut"))
                .as("timed out of " + pattern())
                .containsExactlyInAnyOrderElementsOf(expected.timedOut());
        if (probe.isCounted()) {
            assertThat(probe.count("match", StepMetrics::in)).isEqualTo(feed.size());
            assertThat(probe.count("match", StepMetrics::out))
                    .isEqualTo(expected.matches().size());
            assertThat(probe.count("match", StepMetrics::late))
                    .isEqualTo(expected.late().size());
        }
    }
}
