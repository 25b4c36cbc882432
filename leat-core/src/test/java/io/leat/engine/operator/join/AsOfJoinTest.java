// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.join;

import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Join;
import io.leat.JoinResults;
import io.leat.KeyedStream;
import io.leat.Pipeline;
import io.leat.PipelineBuilder;
import io.leat.aggregate.Aggregates;
import io.leat.connector.memory.Collector;
import io.leat.engine.InlineRun;
import io.leat.engine.Item;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.port.Failures;
import io.leat.engine.port.Output;
import io.leat.engine.port.Tally;
import io.leat.engine.run.InlineHost;
import io.leat.engine.store.HeapTable;
import io.leat.engine.store.KeyGroups;
import io.leat.engine.time.KeyTimers;
import io.leat.engine.time.OperatorTimers;
import io.leat.function.Joiner;
import io.leat.join.JoinBounds;
import io.leat.join.JoinType;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "The latest version of the right side with version.ts <= left.ts, when the watermark has passed left.ts." */
class AsOfJoinTest {
    private static final int PLENTY = 1_000;

    private final Collector<String> rows = new Collector<>();
    private final Collector<Item> lateLeft = new Collector<>();
    private final Collector<Item> lateRight = new Collector<>();

    private static KeyedStream<String, Item> keyed(PipelineBuilder p, String name, List<Item> items) {
        return p.from(name, InlineRun.source(items.toArray(new Item[0])), Watermarks.outOfOrder(Duration.ofMillis(5)))
                .keyBy(Item::key);
    }

    private Pipeline pipeline(JoinType type, long timeToLive, List<Item> left, List<Item> right) {
        return Pipeline.of("test", p -> {
            Join<Item, Item> join = keyed(p, "left", left)
                    .join("join", keyed(p, "right", right), JoinBounds.asOf(Duration.ofMillis(timeToLive)));
            JoinResults<Item, Item, String> results = type == JoinType.INNER
                    ? join.inner((l, r) -> l.id() + "+" + r.id())
                    : join.left((l, r) -> l.id() + "+" + (r == null ? "-" : r.id()));
            results.to("rows", rows);
            results.lateLeft().to("late-left", lateLeft);
            results.lateRight().to("late-right", lateRight);
        });
    }

    private List<String> run(JoinType type, long timeToLive, List<Item> left, List<Item> right) {
        InlineRun.of(pipeline(type, timeToLive, left, right), 0);
        return rows.timed().stream().map(c -> c.value() + " @" + c.timestamp()).toList();
    }

    @Test
    void whenVersionsChange_thenEachLeftEventFindsTheOneOfItsTime() {
        List<Item> left = List.of(at(1, 99), at(2, 100), at(3, 109), at(4, 110), at(5, 500));
        List<Item> right = List.of(at(11, 100), at(12, 110), new Item(13, "b", 105));
        assertThat(run(JoinType.LEFT, PLENTY, left, right))
                .containsExactly("1+- @99", "2+11 @100", "3+11 @109", "4+12 @110", "5+12 @500");
    }

    @Test
    void whenInner_thenLeftEventsWithoutAVersionAreDropped() {
        List<Item> left = List.of(at(1, 99), at(2, 100), new Item(3, "b", 100));
        assertThat(run(JoinType.INNER, PLENTY, left, List.of(at(11, 100)))).containsExactly("2+11 @100");
    }

    @Test
    @DisplayName("A version holds until ts + timeToLive")
    void whenAVersionIsTooOld_thenItIsNotFound() {
        List<Item> left = List.of(at(1, 150), at(2, 151), at(3, 200), at(4, 249), at(5, 250), at(6, 251));
        List<Item> right = List.of(at(11, 100), at(12, 200));
        assertThat(run(JoinType.LEFT, 50, left, right))
                .containsExactly("1+11 @150", "2+- @151", "3+12 @200", "4+12 @249", "5+12 @250", "6+- @251");
    }

    @Test
    @DisplayName("When the watermark has passed left.ts: a version that comes after the left event is found")
    void whenAnEarlierVersionComesInTime_thenItCounts() {
        // each side is read as the one that is behind: all of the left has come before the versions that decide
        List<Item> left = List.of(at(1, 100), at(2, 104), at(3, 102));
        List<Item> right = List.of(at(11, 90), at(12, 103), at(13, 99), at(14, 101), at(15, 120));
        assertThat(run(JoinType.LEFT, PLENTY, left, right)).containsExactly("1+13 @100", "3+14 @102", "2+12 @104");
    }

    @Test
    @DisplayName("A late version goes to late() and is never stored; a late left event likewise")
    void whenAtTheWatermark_thenLate() {
        List<Item> left = List.of(at(1, 200), at(2, 194), at(3, 195));
        List<Item> right = List.of(at(11, 190), at(12, 200), at(13, 194), at(14, 195));
        assertThat(run(JoinType.LEFT, PLENTY, left, right)).containsExactly("3+14 @195", "1+12 @200");
        assertThat(lateLeft.values()).extracting(Item::id).containsExactly(2L);
        assertThat(lateRight.values()).extracting(Item::id).containsExactly(13L);
    }

    @Test
    @DisplayName("Of equal versions the last to arrive in its partition wins")
    void whenVersionsAreOfEqualTime_thenTheLastToArrive() {
        List<Item> right = List.of(at(12, 100), at(11, 100), at(13, 98));
        assertThat(run(JoinType.LEFT, PLENTY, List.of(at(1, 100), at(2, 101)), right))
                .containsExactly("1+11 @100", "2+11 @101");
    }

    @Test
    void whenLeftEventsAreOfEqualTime_thenInTheOrderOfTheirComing() {
        List<Item> left = List.of(at(2, 101), at(3, 100), at(1, 100), at(4, 100));
        assertThat(run(JoinType.LEFT, PLENTY, left, List.of(at(11, 100))))
                .containsExactly("3+11 @100", "1+11 @100", "4+11 @100", "2+11 @101");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 30, PLENTY})
    @DisplayName("A result is not late downstream")
    void whenRowsGoOn_thenNoneIsLateThere(long timeToLive) {
        List<Item> left = LongStream.range(0, 40).mapToObj(i -> at(i, 7 * i)).toList();
        List<Item> right =
                LongStream.range(0, 30).mapToObj(i -> at(100 + i, 9 * i + 1)).toList();
        InlineRun run = InlineRun.of(p -> keyed(p, "left", left)
                .join("join", keyed(p, "right", right), JoinBounds.asOf(Duration.ofMillis(timeToLive)))
                .left((l, r) -> l)
                .window(Windows.tumbling(Duration.ofMillis(1)))
                .aggregate("counts", Aggregates.count())
                .to("out", new Collector<>()));
        assertThat(run.step("counts").in()).isEqualTo(40);
        assertThat(run.step("counts").late()).isZero();
    }

    @Test
    void whenVersionsFollowEachOther_thenOnlyThoseThatMayBeNeededAreKept() throws Exception {
        List<Item> right = LongStream.range(0, 2_000).mapToObj(i -> at(i, i)).toList();
        List<Item> left = List.of(new Item(1, "b", 0), new Item(2, "b", 3_000));
        Pipeline pipeline = pipeline(JoinType.LEFT, 1_000_000, left, right);
        InlineHost host = InlineHost.open(pipeline.graph(), InstantSource.fixed(InlineRun.NOW), null);
        for (int i = 0; i < 1_500; i++) {
            host.step();
        }
        Snapshot snapshot = host.snapshot();
        host.close();
        assertThat(host.metrics().step("join").in()).isGreaterThan(1_000);
        assertThat(snapshot.groups().get("join").values().stream().mapToInt(bytes -> bytes.length))
                .as("bytes of a key group")
                .allMatch(bytes -> bytes < PLENTY);
    }

    /** As while a large firing has been stopped half-way, and a key whose turn has not come yet gets a version. */
    @Test
    void whenTheWatermarkHasOvertakenALeftEventThatStillWaits_thenItsVersionIsKept() {
        List<String> found = new ArrayList<>();
        Joiner<Object, Object, Object> joiner = (l, r) -> found.add(l + "+" + r);
        Pairing pairing = new Pairing(JoinType.LEFT, joiner, new Nowhere(), new Tally(), new Nowhere());
        HeapTable<String, JoinState> table = new HeapTable<>(KeyGroups.Range.ALL);
        KeyTimers<String> event = new KeyTimers<>();
        OperatorTimers<String> timers = new OperatorTimers<>(event, new KeyTimers<>());
        AsOfJoinOperator<String> operator = new AsOfJoinOperator<>(
                (JoinBounds.AsOf) JoinBounds.asOf(Duration.ofMillis(PLENTY)), pairing, table, timers, new Tally());
        operator.onRecord(1, "a", 1, "old", 90, 50);
        operator.onRecord(0, "a", 1, "left", 100, 50);
        timers.watermark(200);
        operator.onRecord(1, "a", 1, "new", 150, 50);
        operator.onRecord(1, "a", 1, "newest", 160, 50);
        event.fire(200, operator::onDue, () -> false);
        assertThat(found).containsExactly("left+old");
    }

    /** Takes what nobody looks at. */
    private static final class Nowhere implements Output, Failures {
        @Override
        public void emit(int output, Object value, long ts) {}

        @Override
        public boolean isRead(int output) {
            return false;
        }

        @Override
        public void failed(Object value, long ts, Exception cause) {
            throw new AssertionError(cause);
        }

        @Override
        public RuntimeException fatal(Exception cause) {
            return new IllegalStateException(cause);
        }
    }
}
