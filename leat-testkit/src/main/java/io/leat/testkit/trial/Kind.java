// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.trial;

import io.leat.testkit.host.Trial;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;

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
            new Kind("lookups beside windows", ChainTrial::lookups));

    /** Returns the case of a seed, which also chooses its kind. */
    public static Trial trial(long seed) {
        Random random = new Random(new SplittableRandom(seed).nextLong()); // seeds that follow each other are alike
        return ALL.get(random.nextInt(ALL.size())).make.apply(random);
    }
}
