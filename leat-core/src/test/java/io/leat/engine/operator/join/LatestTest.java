// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.join;

import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.EventStream;
import io.leat.Join;
import io.leat.JoinResults;
import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.engine.InlineRun;
import io.leat.engine.Item;
import io.leat.join.JoinBounds;
import io.leat.join.JoinType;
import io.leat.time.Watermarks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The latest of each key by event time: as a stream, and for other events to look up when they come. */
class LatestTest {
    private static final Duration HUNDRED = Duration.ofMillis(100);
    private static final Watermarks FIVE = Watermarks.outOfOrder(Duration.ofMillis(5));

    private final Collector<Item> latest = new Collector<>();
    private final Collector<Item> old = new Collector<>();

    private InlineRun run(Item... items) {
        return InlineRun.of(p -> p.from("events", InlineRun.source(items), FIVE)
                .keyBy(Item::key)
                .latest("latest", HUNDRED, late -> late.to("old", old))
                .to("out", latest));
    }

    private static List<Long> ids(Collector<Item> collector) {
        return collector.values().stream().map(Item::id).toList();
    }

    @Test
    void whenNewerThanWhatIsKept_thenPassedOnElseLate() {
        InlineRun run = run(at(1, 10), at(2, 9), new Item(3, "b", 8), at(4, 10), at(5, 12));
        assertThat(ids(latest)).containsExactly(1L, 3L, 4L, 5L);
        assertThat(ids(old)).containsExactly(2L);
        assertThat(run.step("latest").late()).isEqualTo(1);
        assertThat(run.step("latest").out()).isEqualTo(4);
        assertThat(latest.timed()).extracting(c -> c.timestamp()).containsExactly(10L, 8L, 10L, 12L);
    }

    @Test
    void whenBehindTheWatermarkButNewerThanWhatIsKept_thenPassedOn() {
        run(at(1, 10), new Item(2, "b", 60), at(3, 20));
        assertThat(ids(latest)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whenTheWatermarkHasReachedTsPlusTimeToLive_thenLateHoweverNew() {
        run(at(1, 10), new Item(2, "b", 200), at(3, 94), at(4, 95), at(5, 94));
        assertThat(ids(latest)).containsExactly(1L, 2L, 4L);
        assertThat(ids(old)).containsExactly(3L, 5L);
    }

    @Test
    void whenTheOldEventsAreNotWanted_thenTheyAreCounted() {
        InlineRun run = InlineRun.of(p -> p.from("events", InlineRun.source(at(1, 10), at(2, 9)), FIVE)
                .keyBy(Item::key)
                .latest("latest", HUNDRED)
                .to("out", latest));
        assertThat(run.step("latest").late()).isEqualTo(1);
        assertThat(ids(latest)).containsExactly(1L);
    }

    // ---- looked up ------------------------------------------------------------------------------------------------

    /** Versions have ids above 10; both sides come from one partition, so their order is that of the items. */
    private Pipeline lookUp(JoinType type, Collector<String> rows, Source<Item> items) {
        return Pipeline.of("test", p -> {
            EventStream.Split<Item> sides = p.from("events", items, FIVE).split(item -> item.id() > 10);
            Join<Item, Item> join = sides.rest()
                    .keyBy(Item::key)
                    .join("join", sides.matching().keyBy(Item::key), JoinBounds.latest(HUNDRED));
            JoinResults<Item, Item, String> results = type == JoinType.INNER
                    ? join.inner((l, r) -> l.id() + "+" + r.id())
                    : join.left((l, r) -> l.id() + "+" + (r == null ? "-" : r.id()));
            results.to("rows", rows);
            results.lateRight().to("old", old);
        });
    }

    private List<String> rows(JoinType type, int restores, Item... items) {
        return rows(type, restores, InlineRun.source(items));
    }

    private List<String> rows(JoinType type, int restores, Source<Item> items) {
        Collector<String> rows = new Collector<>();
        InlineRun.of(lookUp(type, rows, items), restores);
        return rows.timed().stream().map(c -> c.value() + " @" + c.timestamp()).toList();
    }

    @Test
    void whenALeftEventComes_thenItFindsTheLatestThatHasArrived() {
        Item[] items = {at(1, 100), at(11, 100), at(2, 101), at(12, 105), at(3, 101), at(4, 20), new Item(5, "b", 105)};
        assertThat(rows(JoinType.LEFT, 0, items))
                .containsExactly("1+- @100", "2+11 @101", "3+12 @101", "4+12 @20", "5+- @105");
        assertThat(rows(JoinType.INNER, 0, items)).containsExactly("2+11 @101", "3+12 @101", "4+12 @20");
    }

    @Test
    void whenAVersionIsOlderThanTheLatest_thenItIsLateAndNotFound() {
        assertThat(rows(JoinType.LEFT, 0, at(11, 100), at(12, 99), at(1, 100), at(13, 100), at(2, 100)))
                .containsExactly("1+11 @100", "2+13 @100");
        assertThat(ids(old)).containsExactly(12L);
    }

    @Test
    void whenTheWatermarkHasReachedTsPlusTimeToLive_thenAVersionIsNotFound() {
        // the watermark that 206 implies is 200, of which the next events know
        Item[] items = {at(11, 100), at(1, 205), at(2, 205), at(3, 206), at(4, 206)};
        String[] expected = {"1+11 @205", "2+11 @205", "3+11 @206", "4+- @206"};
        assertThat(rows(JoinType.LEFT, 0, items)).containsExactly(expected);
        // in one batch, within which the merged watermark stays behind
        assertThat(rows(JoinType.LEFT, 0, Source.of(items).timedByMillis(Item::time)))
                .containsExactly(expected);
    }

    @Test
    void whenRestoredAnywhere_thenTheSame() {
        Item[] items = {at(11, 100), at(1, 100), at(12, 105), at(2, 105), new Item(13, "b", 110), at(3, 206), at(4, 300)
        };
        List<String> expected = rows(JoinType.LEFT, 0, items);
        assertThat(expected).containsExactly("1+11 @100", "2+12 @105", "3+12 @206", "4+12 @300");
        for (int restores = 1; restores <= items.length; restores++) {
            assertThat(rows(JoinType.LEFT, restores, items)).isEqualTo(expected);
        }
    }
}
