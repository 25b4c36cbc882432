// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.trial;

import io.leat.testkit.host.Trial;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A kind of random cases, with a reference to judge them.
 *
 * @param name a few words, unique
 * @param make makes a case of all that is random in it
 */
public record Kind(String name, Function<Random, Trial> make) {
    /** Every kind there is. */
    public static final List<Kind> ALL = List.of(
            new Kind("aligned windows", WindowTrial::aligned),
            new Kind("session windows", WindowTrial::sessions),
            new Kind("window joins", JoinTrial::sameWindow),
            new Kind("interval joins", JoinTrial::interval),
            new Kind("as-of joins", JoinTrial::asOf),
            new Kind("tables of the latest", LatestTrial::any),
            new Kind("running results, repeats and state that ends", KeyedTrial::any),
            new Kind("the best of each window", TopTrial::any),
            new Kind("patterns that overlap", PatternTrial::overlapping),
            new Kind("patterns that do not", PatternTrial::skipping),
            new Kind("patterns without an end in time", PatternTrial::endless),
            new Kind("windows in chains", ChainTrial::windows),
            new Kind("timers", TimerTrial::timers),
            new Kind("lookups beside windows", ChainTrial::lookups));

    /** Events that fail at first: on hosts where failing records can be tried again. */
    public static final Kind FAILING = new Kind("timers behind a step that fails", TimerTrial::failing);

    /**
     * Those for jobs that go on after they have ended, where failing records can be tried again; without those that leave something to
     * other threads, so that a run can be repeated to the last step.
     */
    public static final List<Kind> OF_JOBS = Stream.concat(
                    ALL.stream().filter(kind -> !kind.name.startsWith("lookups")),
                    Collections.nCopies(3, FAILING).stream())
            .toList();

    /** Returns the case of a seed, which also chooses its kind. */
    public static Trial trial(long seed) {
        return trial(seed, ALL);
    }

    /** Returns a case of a seed, which also chooses its kind of these. */
    public static Trial trial(long seed, List<Kind> kinds) {
        Random random = random(seed);
        return any(kinds, random).make.apply(random);
    }

    /** Returns the kind of these that a seed chooses. */
    public static Kind of(long seed, List<Kind> kinds) {
        return any(kinds, random(seed));
    }

    private static Kind any(List<Kind> kinds, Random random) {
        return kinds.get(random.nextInt(kinds.size()));
    }

    private static Random random(long seed) {
        return new Random(new SplittableRandom(seed).nextLong()); // seeds that follow each other are alike
    }
}
