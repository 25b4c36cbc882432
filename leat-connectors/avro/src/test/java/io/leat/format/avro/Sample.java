// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.avro;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A record with all kinds of components, and random values of it. */
@SuppressWarnings("ArrayRecordComponent") // it is one of the kinds
record Sample(
        int count,
        long total,
        float ratio,
        double mean,
        boolean good,
        String name,
        byte[] raw,
        Level level,
        Instant at,
        LocalDate day,
        UUID id,
        Integer limit,
        @Nullable String note,
        Optional<String> error,
        Optional<Inner> maybe,
        List<Inner> inners,
        List<@Nullable Long> holes,
        Map<String, List<Double>> series,
        Tree tree) {
    enum Level {
        LOW,
        HIGH
    }

    record Inner(String key, long value) {}

    record Tree(String name, List<Tree> children, @Nullable Tree next) {}

    static Sample random(Random random) {
        byte[] raw = new byte[random.nextInt(20)];
        random.nextBytes(raw);
        return new Sample(
                random.nextInt(),
                random.nextLong() >> random.nextInt(64),
                random.nextFloat(),
                random.nextBoolean() ? Double.NaN : random.nextGaussian(),
                random.nextBoolean(),
                text(random),
                raw,
                Level.values()[random.nextInt(2)],
                Instant.EPOCH.plus(random.nextLong() >> (2 + random.nextInt(60)), ChronoUnit.MICROS),
                LocalDate.ofEpochDay(random.nextInt()),
                new UUID(random.nextLong(), random.nextLong()),
                random.nextBoolean() ? null : random.nextInt(),
                random.nextBoolean() ? null : text(random),
                random.nextBoolean() ? Optional.empty() : Optional.of(text(random)),
                random.nextBoolean() ? Optional.empty() : Optional.of(inner(random)),
                random.ints(random.nextInt(4)).mapToObj(i -> inner(random)).toList(),
                holes(random),
                series(random),
                tree(random, 4));
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 0, 0x3000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Inner inner(Random random) {
        return new Inner(text(random), random.nextLong());
    }

    private static List<@Nullable Long> holes(Random random) {
        List<@Nullable Long> holes = new ArrayList<>();
        random.longs(random.nextInt(4)).forEach(value -> holes.add(value % 2 == 0 ? null : value));
        return holes;
    }

    private static Map<String, List<Double>> series(Random random) {
        Map<String, List<Double>> series = new HashMap<>();
        random.ints(random.nextInt(4))
                .forEach(i -> series.put(
                        text(random), random.doubles(random.nextInt(3)).boxed().toList()));
        return series;
    }

    private static Tree tree(Random random, int depth) {
        List<Tree> children = random.ints(random.nextInt(Math.max(1, depth)))
                .mapToObj(i -> tree(random, depth - 1))
                .toList();
        return new Tree(text(random), children, random.nextInt(4) == 0 && depth > 0 ? tree(random, depth - 1) : null);
    }
}
