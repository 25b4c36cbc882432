// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.pattern;

import io.leat.MatchResults;
import io.leat.Pipeline;
import io.leat.connector.memory.Collector;
import io.leat.engine.InlineRun;
import io.leat.engine.Trickle;
import io.leat.failure.DeadLetter;
import io.leat.function.Condition;
import io.leat.metric.StepMetrics;
import io.leat.pattern.Match;
import io.leat.pattern.Pattern;
import io.leat.time.Watermarks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pattern over the events of one key, written as in the documentation of patterns: {@code a b1 b2} are three events, a
 * millisecond apart from 1 on; {@code b1@70} is one at another time.
 */
final class PatternRun {
    private final Collector<Match<Letter>> matches = new Collector<>();
    private final Collector<Match<Letter>> timedOut = new Collector<>();
    private final Collector<Letter> late = new Collector<>();
    private final InlineRun run;

    /** An event; what it is called begins with the letter by which a condition knows it. */
    record Letter(String name, long time) {
        int number() {
            return Integer.parseInt(name.substring(1));
        }
    }

    private PatternRun(Pattern<Letter> pattern, long bound, int restores, String text) {
        List<Letter> letters = letters(text);
        Pipeline pipeline = Pipeline.of("test", p -> {
            MatchResults<Letter> results = p.from(
                            "events",
                            new Trickle<>(List.of(letters)).timedByMillis(Letter::time),
                            Watermarks.outOfOrder(Duration.ofMillis(bound)))
                    .keyBy(letter -> "key")
                    .match("pattern", pattern);
            results.to("matches", matches);
            results.timedOut().to("timed-out", timedOut);
            results.late().to("late", late);
        });
        run = InlineRun.of(pipeline, restores);
    }

    static PatternRun of(Pattern<Letter> pattern, String events) {
        return new PatternRun(pattern, 0, 0, events);
    }

    static PatternRun withBound(long bound, Pattern<Letter> pattern, String events) {
        return new PatternRun(pattern, bound, 0, events);
    }

    static PatternRun withRestores(int restores, Pattern<Letter> pattern, String events) {
        return new PatternRun(pattern, 0, restores, events);
    }

    /** Returns the condition that an event's name begins with a letter. */
    static Condition<Letter> is(String letter) {
        return event -> event.name().startsWith(letter);
    }

    private static List<Letter> letters(String text) {
        List<Letter> letters = new ArrayList<>();
        for (String word : text.split(" ", -1)) {
            int at = word.indexOf('@');
            letters.add(
                    at < 0
                            ? new Letter(word, letters.size() + 1)
                            : new Letter(word.substring(0, at), Long.parseLong(word.substring(at + 1))));
        }
        return letters;
    }

    /** Returns the events of each match, such as {@code a b1 b2}. */
    List<String> matches() {
        return matches.values().stream().map(PatternRun::text).toList();
    }

    /** Returns the same with the time of the result, such as {@code a b1 b2 @70}. */
    List<String> timed() {
        return matches.timed().stream()
                .map(m -> text(m.value()) + " @" + m.timestamp())
                .toList();
    }

    /** Returns what ran out of time, with the time of the result. */
    List<String> timedOut() {
        return timedOut.timed().stream()
                .map(m -> text(m.value()) + " @" + m.timestamp())
                .toList();
    }

    List<Match<Letter>> results() {
        return matches.values();
    }

    List<String> late() {
        return late.values().stream().map(Letter::name).toList();
    }

    List<DeadLetter> deadLetters() {
        return run.deadLetters();
    }

    StepMetrics metrics() {
        return run.step("pattern");
    }

    private static @Nullable String text(Match<Letter> match) {
        return match.events().values().stream()
                .flatMap(List::stream)
                .map(Letter::name)
                .collect(Collectors.joining(" "));
    }
}
