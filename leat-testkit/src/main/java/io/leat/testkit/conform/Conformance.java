// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.conform;

import io.leat.testkit.host.Host;
import io.leat.testkit.host.Trial;
import io.leat.testkit.trial.Kind;
import java.util.List;
import java.util.function.Consumer;

/**
 * The conformance kit: cases on hosts. Every run of it counts cases, not schedules: a case has passed if it has passed on every
 * host under every schedule. Not thread-safe.
 */
public final class Conformance {
    private final List<Host> hosts;
    private final List<Integer> parallelisms;
    private final int threadedEvery;
    private final Consumer<Failure> onFailure;
    private int passed;
    private int failed;

    /**
     * Makes a kit.
     *
     * @param hosts those that are held to the semantics
     * @param parallelisms with how many workers each, on hosts that have more than one; not empty
     * @param threadedEvery every which random case is run on hosts with several threads too, if there is another host: 1 for each
     * @param onFailure is told of each case that fails, at once
     */
    public Conformance(List<Host> hosts, List<Integer> parallelisms, int threadedEvery, Consumer<Failure> onFailure) {
        this.hosts = List.copyOf(hosts);
        this.parallelisms = List.copyOf(parallelisms);
        this.threadedEvery = threadedEvery;
        this.onFailure = onFailure;
    }

    /** Runs the random case of a seed, which is all that is random about it. */
    public void random(long seed) {
        Trial trial = Kind.trial(seed);
        for (Host host : hosts) {
            boolean due = !host.parallel() || hosts.size() == 1 || Math.floorMod(seed, threadedEvery) == 0;
            if (due && !passes(trial, host, seed)) {
                failed++;
                return;
            }
        }
        passed++;
    }

    private boolean passes(Trial trial, Host host, long seed) {
        String repeat = "./leat conform --cases 1 --seed " + seed + " --host " + host.name();
        Failure failure =
                new Property(host, true).check(trial, Schedules.random(trial, host, parallelisms, seed), repeat);
        if (failure != null) {
            onFailure.accept(failure);
        }
        return failure == null;
    }

    /** Returns how many cases have passed. */
    public int passed() {
        return passed;
    }

    /** Returns how many cases have failed. */
    public int failed() {
        return failed;
    }
}
