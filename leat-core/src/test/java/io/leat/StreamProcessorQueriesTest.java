// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.time.ManualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Grouping, counting, ranges and joins over what a processor keeps. */
class StreamProcessorQueriesTest {
    private final ManualClock clock = ManualClock.at(Instant.EPOCH);
    private final StreamProcessor left =
            StreamProcessor.named("left", o -> o.clock(clock).withoutSkewGuard());
    private final StreamProcessor right =
            StreamProcessor.named("right", o -> o.clock(clock).withoutSkewGuard());

    private static void emit(StreamProcessor to, String id, long ms, Object user) {
        to.emit(new Event(id, Collections.singletonMap("user", user), null, Instant.ofEpochMilli(ms)));
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(Event::id).toList();
    }

    // ---- recent and range -----------------------------------------------------------------------------------------

    @Test
    void whenRecentIsAsked_thenByArrivalNewestLast() {
        emit(left, "a", 30, 1);
        emit(left, "b", 10, 1);
        emit(left, "c", 20, 1);

        assertThat(ids(left.recentEvents(2))).containsExactly("b", "c");
        assertThat(ids(left.recentEvents(99))).containsExactly("a", "b", "c");
        assertThat(left.recentEvents(0)).isEmpty();
    }

    @Test
    void whenARangeIsAsked_thenByTimeThenArrivalBothEndsIncluded() {
        for (String event : List.of("a3", "b1", "c2", "d3", "e1", "f4")) {
            emit(left, event, event.charAt(1) - '0', 1);
        }

        assertThat(ids(left.eventsInRange(Instant.ofEpochMilli(1), Instant.ofEpochMilli(3))))
                .containsExactly("b1", "e1", "c2", "a3", "d3");
        assertThat(ids(left.eventsInRange(Instant.ofEpochMilli(4), Instant.ofEpochMilli(4))))
                .containsExactly("f4");
        assertThat(left.eventsInRange(Instant.MIN, Instant.MAX)).hasSize(6);
    }

    @Test
    void whenTimesAreBefore1970_thenTheyAreInOrderToo() {
        emit(left, "a", -5, 1);
        emit(left, "b", -10, 1);

        assertThat(ids(left.eventsInRange(Instant.ofEpochMilli(-10), Instant.EPOCH)))
                .containsExactly("b", "a");
    }

    // ---- groups and counts ----------------------------------------------------------------------------------------

    @Test
    void whenGrouped_thenInOrderOfArrivalNullIncluded() {
        emit(left, "a", 3, "bob");
        emit(left, "b", 2, null);
        emit(left, "c", 1, "bob");

        Map<Object, List<Event>> groups = left.groupBy(e -> e.get("user"));

        assertThat(groups.keySet()).containsExactly("bob", null);
        assertThat(ids(groups.get("bob"))).containsExactly("a", "c");
        assertThat(ids(groups.get(null))).containsExactly("b");
    }

    @Test
    void whenCounted_thenOnlyEventsThatHaveTheField() {
        left.emit("a", Map.of("instance_id", "instance-1"));
        left.emit("b", Map.of("instance_id", "instance-2"));
        left.emit("c", Map.of("other", "instance-2"));
        left.emit("d", Map.of("instance_id", "instance-1"));
        emit(left, "e", 0, null);

        assertThat(left.countByKey("instance_id")).isEqualTo(Map.of("instance-1", 2L, "instance-2", 1L));
        assertThat(left.countByKey("user")).isEqualTo(Collections.singletonMap(null, 1L));
        assertThat(left.countByKey("nobody")).isEmpty();
    }

    @Test
    void whenCountedByKey_thenTheFieldOfThatNameGoesBeforeTheEventsKey() {
        left.emit("a", Map.of(), "k1");
        left.emit("b", Map.of(), "k1");
        left.emit("c", Map.of("key", "k2"), "k1");
        left.emit("d", Map.of());

        assertThat(left.countByKey("key")).isEqualTo(Map.of("k1", 2L, "k2", 1L));
    }

    @Test
    void whenCountedNumbersAreEqualByValue_thenTheyCountAsOne() {
        for (Object number : List.of(1, 1L, 1.0, new BigDecimal("1.00"), 2, "1", Double.NaN, Double.NaN)) {
            emit(left, "e", 0, number);
        }

        Map<Object, Long> expected = new HashMap<>();
        expected.put(1, 4L);
        expected.put(2, 1L);
        expected.put("1", 1L);
        expected.put(Double.NaN, 2L);
        assertThat(left.countByKey("user")).isEqualTo(expected);
    }

    // ---- joins ----------------------------------------------------------------------------------------------------

    private List<String> joined(Duration within) {
        return shown(left.joinStreams(right, "user", within));
    }

    private static List<String> shown(List<Joined> pairs) {
        return pairs.stream().map(p -> p.left().id() + "+" + p.right().id()).toList();
    }

    @Test
    void whenJoined_thenPairsAtMostThatFarApartBothWays() {
        emit(left, "a", 100_000, "alice");
        emit(right, "40", 40_000, "alice");
        emit(right, "39", 39_999, "alice");
        emit(right, "160", 160_000, "alice");
        emit(right, "161", 160_001, "alice");
        emit(right, "bob", 100_000, "bob");

        assertThat(joined(ofSeconds(60))).containsExactly("a+40", "a+160");
        assertThat(joined(ZERO)).isEmpty();
    }

    @Test
    void whenNumbersAreEqualByValue_thenTheyJoin() {
        emit(left, "int", 0, 1);
        emit(left, "nan", 0, Double.NaN);
        emit(right, "long", 0, 1L);
        emit(right, "double", 0, 1.0);
        emit(right, "float", 0, 1f);
        emit(right, "decimal", 0, new BigDecimal("1.000"));
        emit(right, "text", 0, "1");
        emit(right, "half", 0, 1.5);
        emit(right, "nan", 0, Double.NaN);

        assertThat(joined(ZERO)).containsExactly("int+long", "int+double", "int+float", "int+decimal");
    }

    @Test
    void whenValuesAreNotTextOrNumbers_thenTheyJoinAsTheyAreEqual() {
        emit(left, "list", 0, List.of("a", 1));
        emit(left, "map", 0, Map.of("a", 1));
        emit(left, "thread", 0, Thread.currentThread());
        emit(right, "list", 0, List.of("a", 1));
        emit(right, "map", 0, Map.of("a", 1));
        emit(right, "thread", 0, Thread.currentThread());

        assertThat(joined(ZERO)).containsExactly("list+list", "map+map", "thread+thread");
    }

    @Test
    void whenTheValueIsNullOrMissing_thenNoPair() {
        emit(left, "null", 0, null);
        left.emit("missing", Map.of());
        emit(right, "null", 0, null);
        right.emit("missing", Map.of());

        assertThat(joined(ofHours(1))).isEmpty();
    }

    @Test
    void whenThereAreManyPairs_thenEachOnceByTimeOfTheLaterThenArrival() {
        emit(left, "l5", 5, "x");
        emit(left, "l1", 1, "x");
        emit(right, "r5", 5, "x");
        emit(right, "r3", 3, "x");
        emit(right, "r5b", 5, "x");

        assertThat(joined(ofSeconds(1))).containsExactly("l1+r3", "l5+r5", "l5+r3", "l5+r5b", "l1+r5", "l1+r5b");
    }

    @Test
    void whenJoinedWithItself_thenEachPairOfTwoEventsOnce() {
        emit(left, "b", 2, "x");
        emit(left, "a", 1, "x");
        emit(left, "c", 2, "x");

        assertThat(shown(left.joinStreams(left, "user", ofSeconds(1)))).containsExactly("b+c", "a+b", "a+c");
    }

    @Test
    void whenComparedWithNestedLoops_thenTheSamePairs() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 1_500; i++) {
            emit(left, "l" + i, random.nextInt(20_000), random.nextInt(20));
            emit(right, "r" + i, random.nextInt(20_000), random.nextInt(20) * 1.0);
        }

        List<String> expected = left.recentEvents(9_999).stream()
                .flatMap(l -> right.recentEvents(9_999).stream()
                        .filter(r -> l.getLong("user", -1) == r.getLong("user", -1)
                                && Math.abs(l.timestamp().toEpochMilli()
                                                - r.timestamp().toEpochMilli())
                                        <= 500)
                        .map(r -> l.id() + "+" + r.id()))
                .toList();

        assertThat(joined(Duration.ofMillis(500))).as("seed " + seed).containsExactlyInAnyOrderElementsOf(expected);
    }
}
