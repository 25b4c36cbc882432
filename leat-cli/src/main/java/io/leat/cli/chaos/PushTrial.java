// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers that are pushed, each of which is said when it has been acknowledged: an acknowledged number has to be in the results once,
 * another at most once. The results count the numbers of each lane as well, and that count has no gap.
 */
final class PushTrial implements Trial, Expectation {
    /** Each life begins with another million. */
    static final long A_LIFE = 1_000_000;

    private static final int KILLS = 10;
    private static final Pattern ACKNOWLEDGED = Pattern.compile("acknowledged ([0-9]+)\\.");

    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private volatile int lives;

    @Override
    public Class<?> main() {
        return PushChild.class;
    }

    @Override
    public List<String> args(Path out, int life, boolean last) {
        lives = life + 1;
        return List.of(out.toString(), Long.toString(life * A_LIFE), Boolean.toString(last));
    }

    @Override
    public void hear(String line) {
        Matcher number = ACKNOWLEDGED.matcher(line);
        if (number.matches()) {
            acknowledged.add(Long.parseLong(number.group(1)));
        }
    }

    @Override
    public Expectation expectation() {
        return this;
    }

    @Override
    public int mostKills() {
        return KILLS;
    }

    /** Returns how many numbers were acknowledged. */
    int acknowledged() {
        return acknowledged.size();
    }

    @Override
    public Set<String> sinks() {
        return PushPipeline.SINKS;
    }

    /** A number that comes twice, or was never emitted; and a count of a lane that comes twice. */
    @Override
    public Multiset tooMuch(String sink, Multiset rows) {
        Multiset wrong = new Multiset();
        Set<Long> numbers = new HashSet<>();
        Set<String> counts = new HashSet<>();
        rows.forEach(text -> {
            PushPipeline.Counted row = PushPipeline.Counted.parse(text);
            boolean emitted = row.number() >= 0 && row.number() / A_LIFE < lives;
            if (!emitted || !numbers.add(row.number()) || !counts.add(row.lane() + " " + row.nth())) {
                wrong.add(text);
            }
        });
        return wrong;
    }

    /** An acknowledged number that is not there; and a gap in the counts of a lane. */
    @Override
    public Multiset missing(String sink, Multiset rows) {
        Set<Long> numbers = new HashSet<>();
        Map<String, Long> last = new HashMap<>();
        Map<String, Long> counted = new HashMap<>();
        rows.forEach(text -> {
            PushPipeline.Counted row = PushPipeline.Counted.parse(text);
            numbers.add(row.number());
            last.merge(row.lane(), row.nth(), Math::max);
            counted.merge(row.lane(), 1L, Long::sum);
        });
        Multiset missing = new Multiset();
        acknowledged.stream()
                .filter(number -> !numbers.contains(number))
                .forEach(number -> missing.add("number " + number));
        last.forEach((lane, nth) -> {
            if (!nth.equals(counted.get(lane))) {
                missing.add("lane " + lane + " has counted to " + nth + " with " + counted.get(lane) + " rows");
            }
        });
        return missing;
    }
}
