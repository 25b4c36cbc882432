// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

import io.leat.bench.work.Run;
import io.leat.bench.work.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Runs both sides of a work in turns, so that whatever else the machine does meets both, and makes a row of it. Every run is
 * compared with the first one of the loop written by hand.
 */
final class Comparison {
    private static final int WARM_UP_PAIRS = 2;
    private static final int FEWEST_PAIRS = 3;
    private static final int MOST_PAIRS = 15;

    private final Work work;
    private final Run expected;
    private final List<Pair> pairs = new ArrayList<>();

    /** A run of each side, one after the other. */
    private record Pair(Run leat, Run hand) {
        double ratio() {
            return leat.millionPerSecond() / hand.millionPerSecond();
        }

        double wallRatio() {
            return (double) hand.nanos() / leat.nanos();
        }
    }

    private Comparison(Work work) throws InterruptedException {
        this.work = work;
        this.expected = work.hand(work.events());
    }

    /**
     * Measures a work.
     *
     * @param seconds about how long; longer if that is too short for {@value #FEWEST_PAIRS} pairs of runs
     * @throws DifferentResultsException if the sides do not give the same
     */
    static Row measure(Work work, int seconds) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        Comparison comparison = new Comparison(work);
        for (int i = 0; i < WARM_UP_PAIRS; i++) {
            comparison.pair();
        }
        List<Pair> pairs = comparison.pairs;
        while (pairs.size() < FEWEST_PAIRS || (pairs.size() < MOST_PAIRS && System.nanoTime() - end < 0)) {
            pairs.add(comparison.pair());
        }
        return comparison.row();
    }

    private Pair pair() throws InterruptedException {
        System.gc(); // so that neither side pays for the other's garbage
        Run leat = work.leat(work.events());
        System.gc();
        Run hand = work.hand(work.events());
        check("Leat", leat);
        check("a repetition of the hand-written loop", hand);
        return new Pair(leat, hand);
    }

    private void check(String side, Run run) {
        if (!run.agreesWith(expected)) {
            throw new DifferentResultsException(
                    "the results of %s differ: the hand-written loop gave %d with checksum %x, %s gave %d with %x"
                            .formatted(
                                    work.name(),
                                    expected.results(),
                                    expected.checksum(),
                                    side,
                                    run.results(),
                                    run.checksum()));
        }
    }

    private Row row() throws InterruptedException {
        double[] ratios = sorted(Pair::ratio);
        Work half = work.withHalfTheResults();
        Run leat = least(pairs.stream().map(Pair::leat).toList());
        Run hand = least(pairs.stream().map(Pair::hand).toList());
        return new Row(
                work.name(),
                middle(sorted(pair -> pair.leat.millionPerSecond())),
                middle(sorted(pair -> pair.hand.millionPerSecond())),
                new Row.Ratio(middle(ratios), ratios[0], ratios[ratios.length - 1]),
                middle(sorted(Pair::wallRatio)),
                Cost.of(leat, half == work ? leat : half.leat(work.events())),
                Cost.of(hand, half == work ? hand : half.hand(work.events())),
                work.windowed(),
                work.leastRatio());
    }

    /** Returns the run that allocated least: until it is compiled, code allocates what later is found not to be needed. */
    private static Run least(List<Run> runs) {
        return runs.stream().min(Comparator.comparingLong(Run::bytes)).orElseThrow();
    }

    private double[] sorted(ToDoubleFunction<Pair> of) {
        return pairs.stream().mapToDouble(of).sorted().toArray();
    }

    private static double middle(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
