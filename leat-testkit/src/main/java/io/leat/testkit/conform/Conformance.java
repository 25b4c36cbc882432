// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.conform;

import io.leat.testkit.host.Host;
import io.leat.testkit.host.Schedule;
import io.leat.testkit.host.Trial;
import io.leat.testkit.trial.Kind;
import io.leat.testkit.written.WrittenCase;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The conformance kit: cases on hosts. Every run of it counts cases, not schedules: a case has passed if it has passed on every
 * host under every schedule. Not thread-safe.
 */
public final class Conformance {
    /** Of what little is random about a written case. */
    private static final long SEED = 1;
    /** Where everything fails, a few small cases say as much as many. */
    private static final int MOST_SHRUNK = 5;
    /** With how many workers a case is run unless something else is asked for. */
    public static final List<Integer> PARALLELISMS = List.of(1, 2, 4);

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

    /** Runs a case that was written by hand, on every host under every schedule there is. */
    public void written(WrittenCase written) {
        for (Host host : hosts) {
            List<Schedule> schedules = Schedules.exhaustive(written, host, parallelisms, SEED);
            String repeat = "./leat conform --cases 0" + on(host);
            if (!passes(new Property(host, false, Property.LONG_SECONDS).check(written, schedules, repeat))) {
                return;
            }
        }
        passed++;
    }

    /** Runs the random case of a seed, which is all that is random about it. */
    public void random(long seed) {
        Trial trial = Kind.trial(seed);
        for (Host host : hosts) {
            boolean due = !host.parallel() || hosts.size() == 1 || Math.floorMod(seed, threadedEvery) == 0;
            String repeat = "./leat conform --no-written --cases 1 --seed " + seed + on(host);
            List<Schedule> schedules = due ? Schedules.random(trial, host, parallelisms, seed) : List.of();
            if (!passes(
                    new Property(host, failed < MOST_SHRUNK, Property.LONG_SECONDS).check(trial, schedules, repeat))) {
                return;
            }
        }
        passed++;
    }

    private String on(Host host) {
        boolean fixed = host.parallel() && parallelisms.size() == 1;
        return " --host " + host.name() + (fixed ? " --parallelism " + parallelisms.get(0) : "");
    }

    private boolean passes(@Nullable Failure failure) {
        if (failure != null) {
            failed++;
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
