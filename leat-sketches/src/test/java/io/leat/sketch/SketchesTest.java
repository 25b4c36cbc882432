// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.sketch;

import static io.leat.aggregate.Aggregates.countDistinct;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.where;
import static io.leat.sketch.Sketches.distinctCount;
import static io.leat.sketch.Sketches.distinctCountWithin;
import static io.leat.sketch.Sketches.percentile;
import static io.leat.sketch.Sketches.percentileWithin;
import static io.leat.sketch.Sketches.percentiles;
import static io.leat.sketch.Sketches.percentilesWithin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Pipeline;
import io.leat.aggregate.Aggregate;
import io.leat.codec.BinaryReader;
import io.leat.codec.CodecException;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.run.InlineHost;
import io.leat.failure.DeadLetter;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The errors that are stated hold, in one window, in sessions that merge, and across restarts. */
class SketchesTest {
    /** An event. The user may be null. */
    public record Hit(long time, Object user, double latency) {}

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final int TRIALS = 60;

    private final List<DeadLetter> deadLetters = new ArrayList<>();

    /** Runs an aggregate; {@code restores} times it is thrown away after a step, and another goes on from its snapshot. */
    private <R> List<R> run(
            Aggregate<? super String, ? super Hit, R> what, Windows windows, int restores, List<Hit> hits) {
        Collector<R> out = new Collector<>();
        Pipeline pipeline = Pipeline.of(
                "sketches",
                p -> p.from("hits", Source.of(hits).timedByMillis(Hit::time), Watermarks.outOfOrder(Duration.ofDays(1)))
                        .keyBy(h -> "all")
                        .window(windows)
                        .aggregate("sketch", what)
                        .to("out", out));
        try {
            deadLetters.addAll(run(pipeline, restores));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.values();
    }

    private static List<DeadLetter> run(Pipeline pipeline, int restores) throws IOException {
        InlineHost host = InlineHost.open(pipeline.graph(), CLOCK, null);
        for (int i = 0; i < restores; i++) {
            host.step();
            Snapshot snapshot = host.snapshot();
            host.close();
            host = InlineHost.open(pipeline.graph(), CLOCK, snapshot);
        }
        while (!host.hasEnded()) {
            host.step();
        }
        List<DeadLetter> letters = host.deadLetters();
        host.close();
        return letters;
    }

    private <R> R one(Aggregate<? super String, ? super Hit, R> what, List<Hit> hits) {
        List<R> results = run(what, Windows.tumbling(Duration.ofDays(1)), 0, hits);
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private static List<Hit> users(long first, int count) {
        List<Hit> hits = new ArrayList<>();
        for (long i = first; i < first + count; i++) {
            hits.add(new Hit(0, "user-" + i, i));
            hits.add(new Hit(0, "user-" + (first + (i - first) / 2), i));
        }
        return hits;
    }

    // ---- distinct counts ------------------------------------------------------------------------------------------

    @Test
    void whenFewAreDifferent_thenExactAsTheExactOneIs() {
        UUID id = new UUID(1, 2);
        List<Hit> hits = new ArrayList<>();
        for (Object user :
                Arrays.asList("a", "b", null, "a", 1L, 1, 1.0, 1L, List.of("a"), List.of("a"), id, id, "1")) {
            hits.add(new Hit(0, user, 0));
        }
        assertThat(one(distinctCount(Hit::user), hits)).isEqualTo(8L).isEqualTo(one(countDistinct(Hit::user), hits));
        assertThat(one(distinctCount(Hit::user), users(0, 512))).isEqualTo(512L);
        assertThat(one(distinctCount(Hit::user), List.of(hits.get(2)))).isZero();
        assertThat(one(where((Hit h) -> false, distinctCount(Hit::user)), hits)).isEqualTo(Optional.empty());
    }

    @Test
    void whenManyAreDifferent_thenTheStandardErrorIsAsStated() {
        for (double stated : new double[] {0.0125, 0.05}) {
            double squares = 0;
            int outside = 0;
            for (int i = 0; i < TRIALS; i++) {
                int count = 2_000 + 200 * i;
                DistinctSketch sketch = new DistinctSketch(stated == 0.05 ? 8 : 12);
                StableHash64 hash = new StableHash64();
                for (long user = 0; user < count; user++) {
                    sketch.add(hash.of(1_000_000L * i + user));
                }
                double error = (double) sketch.count() / count - 1;
                squares += error * error;
                outside += Math.abs(error) > 3 * stated ? 1 : 0;
            }
            // Of 60 trials the root of the mean square is within 40 % of the standard error but once in 10,000 times.
            assertThat(Math.sqrt(squares / TRIALS)).isLessThan(1.4 * stated).isGreaterThan(0.3 * stated);
            assertThat(outside).isLessThanOrEqualTo(2);
        }
        assertThat(one(distinctCountWithin(0.0125, Hit::user), users(0, 20_000)))
                .isBetween(19_250L, 20_750L);
        assertThat(one(distinctCountWithin(0.002, Hit::user), users(0, 20_000))).isBetween(19_880L, 20_120L);
    }

    @Test
    void whenSketchesMerge_thenAsOneOfAll() {
        for (int[] sizes : new int[][] {{100, 100}, {300, 400}, {5_000, 100}, {100, 5_000}, {4_000, 5_000}}) {
            DistinctSketch left = new DistinctSketch(12);
            DistinctSketch right = new DistinctSketch(12);
            DistinctSketch all = new DistinctSketch(12);
            StableHash64 hash = new StableHash64();
            for (int i = 0; i < sizes[0]; i++) {
                left.add(hash.of("u" + i));
                all.add(hash.of("u" + i));
            }
            for (int i = sizes[0] / 2; i < sizes[0] / 2 + sizes[1]; i++) {
                right.add(hash.of("u" + i));
                all.add(hash.of("u" + i));
            }
            assertThat(left.addAll(right).count()).isEqualTo(all.count());
        }
    }

    @Test
    void whenHashed_thenAlwaysTheSame() {
        // These are in snapshots: they must never change.
        StableHash64 hash = new StableHash64();
        assertThat(List.of(hash.of("leat"), hash.of(42L), hash.of(42), hash.of(List.of("leat", 42L))))
                .containsExactly(
                        -9057190453486857895L, 4563659998391157709L, 6625241415588359981L, -2088911143608311421L);
    }

    // ---- percentiles ----------------------------------------------------------------------------------------------

    private static List<Hit> latencies(Random random, int count, int kind) {
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double latency = switch (kind) {
                case 0 -> Math.exp(3 * random.nextGaussian());
                case 1 -> random.nextGaussian() * 1e6;
                case 2 -> random.nextInt(5);
                default -> Math.pow(10, random.nextInt(600) - 300) * (random.nextBoolean() ? 1 : -1);
            };
            hits.add(new Hit(random.nextInt(1_000), "u", latency));
        }
        return hits;
    }

    private static double exact(List<Hit> hits, double share) {
        double[] sorted = hits.stream().mapToDouble(Hit::latency).sorted().toArray();
        return sorted[(int) Math.floor(share * (sorted.length - 1))];
    }

    private static void assertWithin(double relativeError, double found, double exact) {
        assertThat(Math.abs(found - exact))
                .as("%s for %s", found, exact)
                .isLessThanOrEqualTo(relativeError * (1 + 1e-9) * Math.abs(exact) + 1e-300);
    }

    @Test
    void whenPercentiles_thenEachWithinTheStatedError() {
        double[] shares = {0, 0.01, 0.5, 0.9, 0.99, 0.999, 1};
        for (int seed = 0; seed < 24; seed++) {
            Random random = new Random(seed);
            List<Hit> hits = latencies(random, 1 + random.nextInt(3_000), seed % 4);
            double error = seed % 3 == 0 ? 0.001 : 0.01;
            List<Double> found = seed % 3 == 0
                    ? one(percentilesWithin(error, Hit::latency, shares), hits)
                    : one(percentiles(Hit::latency, shares), hits);
            for (int i = 0; i < shares.length; i++) {
                assertWithin(error, found.get(i), exact(hits, shares[i]));
            }
        }
    }

    @Test
    void whenOnePercentile_thenThatOne() {
        List<Hit> hits = latencies(new Random(5), 2_000, 0);
        assertWithin(0.01, one(percentile(Hit::latency, 0.99), hits), exact(hits, 0.99));
        assertWithin(0.05, one(percentileWithin(0.05, Hit::latency, 0.5), hits), exact(hits, 0.5));
    }

    @Test
    void whenANumberIsNotFinite_thenTheEventIsADeadLetterAndCountsNowhere() {
        for (double bad :
                new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE}) {
            deadLetters.clear();
            List<Hit> hits = List.of(new Hit(1, "a", 5), new Hit(2, "b", bad), new Hit(3, "c", 5));
            Object result = one(row(Two.class, Two::new, distinctCount(Hit::user), percentiles(Hit::latency, 1)), hits);
            assertThat(((Two) result).a()).isEqualTo(2L);
            assertThat(deadLetters).hasSize(1);
            assertThat(deadLetters.get(0).value()).isEqualTo(hits.get(1));
            assertThat(deadLetters.get(0).reason()).contains(", and " + bad + " is none: filter it out before");
        }
    }

    record Two(Object a, Object b) {}

    // ---- both -----------------------------------------------------------------------------------------------------

    @Test
    void whenSessionsMerge_thenAsOneOfAllEvents() {
        Windows sessions = Windows.session(Duration.ofMillis(100));
        List<Hit> hits = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 1_500; i++) {
            hits.add(new Hit(i % 2 == 0 ? 0 : 150, "user-" + random.nextInt(2_000), random.nextDouble()));
        }
        hits.add(new Hit(80, "bridge", 0.5));
        Aggregate<String, Hit, Two> both =
                row(Two.class, Two::new, distinctCount(Hit::user), percentiles(Hit::latency, 0.1, 0.9));
        Two whole = one(both, hits);
        assertThat(run(both, sessions, 0, hits)).containsExactly(whole);
    }

    @Test
    void whenRestored_thenItGoesOn() {
        Aggregate<String, Hit, Two> both =
                row(Two.class, Two::new, distinctCount(Hit::user), percentiles(Hit::latency, 0.1, 0.9));
        for (int count : new int[] {200, 3_000}) {
            List<Hit> hits = users(0, count);
            Collections.shuffle(hits, new Random(count));
            Two whole = one(both, hits);
            for (int restores : new int[] {1, 2, 5}) {
                assertThat(run(both, Windows.tumbling(Duration.ofDays(1)), restores, hits))
                        .containsExactly(whole);
            }
        }
    }

    @Test
    void whenBytesAreDamaged_thenACodecException() {
        DistinctSketch.SketchCodec distinct = new DistinctSketch.SketchCodec(12);
        assertThatThrownBy(() -> distinct.read(new BinaryReader(new byte[] {1, 3, 7, 7, 7})))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("a sketch of 3 bytes is none");
        assertThatThrownBy(() -> PercentileCodec.INSTANCE.read(new BinaryReader(new byte[] {3, 7, 7, 7})))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("a sketch of percentiles cannot be read");
    }

    @Test
    void whenTheyMakeNoSense_thenRefusedWithTheCure() {
        assertThatThrownBy(() -> percentile(Hit::latency, 99))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the percentile 99.0: give a share from 0 to 1, such as 0.99 for what one in a hundred exceeds");
        assertThatThrownBy(() -> percentiles(Hit::latency, 0.5, Double.NaN))
                .hasMessageStartingWith("the percentile NaN: give");
        assertThatThrownBy(() -> percentile(Hit::latency, -0.1)).hasMessageStartingWith("the percentile -0.1: give");
        assertThatThrownBy(() -> percentiles(Hit::latency))
                .hasMessage("percentiles of no share: give at least one, such as 0.99");
        assertThatThrownBy(() -> percentileWithin(0, Hit::latency, 0.5))
                .hasMessage("a relative error of 0.0: give one from 0.0001 to 0.5");
        assertThatThrownBy(() -> distinctCountWithin(0.2, Hit::user))
                .hasMessage("a standard error of 0.2: give one from 0.0008 to 0.1");
        assertThatThrownBy(() -> distinctCountWithin(Double.NaN, Hit::user)).hasMessageContaining("NaN");
    }
}
