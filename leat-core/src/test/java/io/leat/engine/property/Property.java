// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.property;

import io.leat.engine.reference.Feed;
import io.leat.engine.reference.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Runs random cases on every host. The seed is printed with a failure and repeats it by {@code -Dleat.seed}; the number of
 * cases is multiplied by {@code -Dleat.cases}, 1 unless given.
 */
final class Property {
    private static final long SEED = Long.getLong("leat.seed", System.nanoTime());
    private static final int TIMES = Integer.getInteger("leat.cases", 1);
    private static final int THREADED_EVERY = 8;
    private static final int TRIES = 3;
    private static final long SHRINK_NANOS = 20_000_000_000L;

    private Property() {}

    /** Runs {@code cases} times what {@code make} makes; on threads a part of them. */
    static void check(int cases, Function<Random, Trial> make) {
        for (int i = 0; i < cases * TIMES; i++) {
            long seed = SEED + 7_919L * i;
            Trial trial = make.apply(new Random(seed));
            Map<String, Host> hosts = i % THREADED_EVERY == 0 ? withThreads() : inlineOnly();
            hosts.forEach((name, host) -> check(trial, name, host, seed));
        }
    }

    private static Map<String, Host> inlineOnly() {
        Map<String, Host> hosts = new LinkedHashMap<>();
        hosts.put("inline", Host.inline());
        hosts.put("inline with restores", Host.inlineWithRestores());
        return hosts;
    }

    private static Map<String, Host> withThreads() {
        Map<String, Host> hosts = inlineOnly();
        hosts.put("1 worker", Host.workers(1));
        hosts.put("2 workers", Host.workers(2));
        hosts.put("4 workers", Host.workers(4));
        hosts.put("workers with a restart", Host.workersWithRestart());
        return hosts;
    }

    private static void check(Trial trial, String name, Host host, long seed) {
        Throwable failure = failure(trial, host, seed, 1);
        if (failure != null) {
            Trial small = shrink(trial, host, seed);
            Throwable last = failure(small, host, seed, TRIES);
            throw new AssertionError(
                    "on host '" + name + "', repeat with -Dleat.seed=" + SEED + ":\n" + small,
                    last == null ? failure : last);
        }
    }

    /** Runs a case until it fails, at most {@code tries} times: threads do not repeat themselves. */
    @SuppressWarnings("CatchAndPrintStackTrace") // it is handed back, not printed
    private static Throwable failure(Trial trial, Host host, long seed, int tries) {
        for (int i = 0; i < tries; i++) {
            try {
                host.run(trial, seed);
            } catch (Exception | AssertionError e) {
                return e;
            }
        }
        return null;
    }

    /** Leaves out one event after the other as long as the case still fails. */
    private static Trial shrink(Trial failing, Host host, long seed) {
        long deadline = System.nanoTime() + SHRINK_NANOS;
        Trial smallest = failing;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (Trial candidate : smallerBy(smallest)) {
                if (System.nanoTime() > deadline) {
                    return smallest;
                }
                if (failure(candidate, host, seed, TRIES) != null) {
                    smallest = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private static List<Trial> smallerBy(Trial trial) {
        List<Trial> candidates = new ArrayList<>();
        for (Feed feed : trial.feeds()) {
            for (Item item : feed.items()) {
                candidates.add(trial.with(
                        trial.feeds().stream().map(f -> f.without(item)).toList()));
            }
        }
        return candidates;
    }
}
