// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.join.JoinType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference against cases worked out by hand: whoever judges must be judged. */
class ReferenceTest {
    private static Item item(long id, long time) {
        return new Item(id, "a", time);
    }

    private static List<String> windows(Shape shape, long lateness, Feed feed) {
        return new ReferenceWindows(shape, lateness)
                .of(feed.judged()).windows().stream()
                        .map(w -> w.span().start() + ".." + w.span().end() + " "
                                + w.items().stream().map(Item::id).toList())
                        .sorted()
                        .toList();
    }

    @Test
    void whenPartitionGoesOn_thenEachEventIsJudgedByThoseBeforeIt() {
        Feed feed = Feed.of(5, item(1, 100), item(2, 90), item(3, 200), item(4, 0));
        assertThat(feed.judged()).extracting(Judged::watermark).containsExactly(Long.MIN_VALUE, 94L, 94L, 194L);
    }

    @Test
    void whenTumbling_thenHalfOpenAndAlsoBelowZero() {
        Feed feed = Feed.of(100, item(1, -11), item(2, -10), item(3, -1), item(4, 0), item(5, 9), item(6, 10));
        assertThat(windows(new Shape.Grid(10, 10, 0), 0, feed))
                .containsExactly("-10..0 [2, 3]", "-20..-10 [1]", "0..10 [4, 5]", "10..20 [6]");
    }

    @Test
    void whenSlidingOfNoMultiple_thenEveryWindowThatHoldsTheEvent() {
        assertThat(windows(new Shape.Grid(10, 4, 1), 0, Feed.of(0, item(1, 9))))
                .containsExactly("1..11 [1]", "5..15 [1]", "9..19 [1]");
    }

    @Test
    void whenSlideIsLongerThanSize_thenEventsInGapsAreCounted() {
        ReferenceWindows.Outcome outcome = new ReferenceWindows(new Shape.Grid(3, 10, 0), 0)
                .of(Feed.of(0, item(1, 2), item(2, 3), item(3, 12), item(4, 19)).judged());
        assertThat(outcome.windows()).hasSize(2);
        assertThat(outcome.unwindowed()).isEqualTo(2);
    }

    @Test
    void whenWatermarkHasReachedEndMinusOne_thenLateUnlessAllowed() {
        Feed feed = Feed.of(0, item(1, 10), item(2, 9), item(3, 11), item(4, 9));
        assertThat(windows(new Shape.Grid(10, 10, 0), 0, feed)).containsExactly("10..20 [1, 3]");
        assertThat(windows(new Shape.Grid(10, 10, 0), 1, feed)).containsExactly("0..10 [2]", "10..20 [1, 3]");
        assertThat(windows(new Shape.Grid(10, 10, 0), 2, feed)).containsExactly("0..10 [2, 4]", "10..20 [1, 3]");
    }

    @Test
    void whenLateForSomeWindowsOnly_thenPartiallyLate() {
        ReferenceWindows.Outcome outcome = new ReferenceWindows(new Shape.Grid(10, 5, 0), 0)
                .of(Feed.of(0, item(1, 10), item(2, 6)).judged());
        assertThat(outcome.late()).isEmpty();
        assertThat(outcome.partiallyLate()).isEqualTo(1);
        assertThat(outcome.windows()).hasSize(2);
    }

    @Test
    void whenSessionsTouch_thenTwo_andWhenBridged_thenOne() {
        Shape sessions = new Shape.Sessions(10);
        assertThat(windows(sessions, 0, Feed.of(100, item(1, 0), item(2, 10))))
                .containsExactly("0..10 [1]", "10..20 [2]");
        assertThat(windows(sessions, 0, Feed.of(100, item(1, 0), item(2, 15), item(3, 9))))
                .containsExactly("0..25 [1, 2, 3]");
    }

    @Test
    void whenSessionEventIsAtTheWatermark_thenLate() {
        ReferenceWindows.Outcome outcome = new ReferenceWindows(new Shape.Sessions(10), 0)
                .of(Feed.of(0, item(1, 50), item(2, 49), item(3, 50)).judged());
        assertThat(outcome.late()).containsExactly(item(2, 49));
    }

    @Test
    void whenIntervalJoin_thenBothEndsInclusiveAndTheLargerTime() {
        ReferenceJoins.Outcome outcome = ReferenceJoins.interval(
                JoinType.INNER,
                -5,
                10,
                Feed.of(0, item(1, 100)).judged(),
                Feed.of(100, item(2, 94), item(3, 95), item(4, 110), item(5, 111))
                        .judged());
        assertThat(outcome.pairs())
                .extracting(p -> p.right().id() + "@" + p.time())
                .containsExactly("3@100", "4@110");
    }

    @Test
    void whenWindowJoin_thenPairsOfEachSharedWindow() {
        ReferenceJoins.Outcome outcome = ReferenceJoins.sameWindow(
                JoinType.INNER,
                new Shape.Grid(10, 5, 0),
                Feed.of(0, item(1, 6)).judged(),
                Feed.of(0, item(2, 7), item(3, 11)).judged());
        assertThat(outcome.pairs())
                .extracting(p -> p.right().id() + "@" + p.time())
                .containsExactlyInAnyOrder("2@9", "2@14", "3@14");
    }

    @Test
    void whenAsOf_thenTheLastVersionOfItsTimeUntilItIsTooOld() {
        ReferenceJoins.Outcome outcome = ReferenceJoins.asOf(
                JoinType.LEFT,
                10,
                Feed.of(100, item(1, 9), item(2, 10), item(3, 14), item(4, 15), item(5, 25), item(6, 26))
                        .judged(),
                Feed.of(100, item(7, 15), item(8, 10), item(9, 10)).judged());
        assertThat(outcome.pairs())
                .extracting(p ->
                        p.left().id() + "+" + (p.right() == null ? 0 : p.right().id()) + "@" + p.time())
                .containsExactly("1+0@9", "2+9@10", "3+9@14", "4+7@15", "5+7@25", "6+0@26");
    }

    @Test
    void whenLatest_thenNotOlderThanWhatIsThereAndNotGone() {
        Feed feed = Feed.of(0, item(1, 10), item(2, 10), item(3, 9), item(4, 12), new Item(5, "b", 1), item(6, 12));
        ReferenceLatest.Outcome outcome = ReferenceLatest.of(10, feed.judged());
        assertThat(outcome.latest()).extracting(Item::id).containsExactly(1L, 2L, 4L, 6L);
        assertThat(outcome.late()).extracting(Item::id).containsExactly(3L, 5L);
    }

    @Test
    void whenStateHasTimeToLive_thenItIsThereUntilEventOrWatermarkIsTooLate() {
        Feed feed = Feed.of(0, item(1, 0), item(2, 10), item(3, 11), item(4, 5), item(5, 21));

        assertThat(ReferenceKeyed.remembered(10, feed.judged()))
                .extracting(r -> r.there().stream().map(Item::id).toList())
                .containsExactly(
                        List.of(), List.of(1L), List.of(2L), List.of(2L, 3L), List.of(3L)); // the watermark of 4 is 10
        assertThat(ReferenceKeyed.running(10, feed.judged()))
                .extracting(r -> r.items().stream().map(Item::id).toList())
                .containsExactly(
                        List.of(1L),
                        List.of(1L, 2L),
                        List.of(1L, 2L, 3L),
                        List.of(1L, 2L, 3L, 4L),
                        List.of(1L, 2L, 3L, 4L, 5L));
    }

    @Test
    void whenRunningResultIsOver_thenItBeginsAnew() {
        Feed feed = Feed.of(0, item(1, 0), item(2, 11), item(3, 12));

        assertThat(ReferenceKeyed.running(10, feed.judged()))
                .extracting(r -> r.items().stream().map(Item::id).toList())
                .containsExactly(List.of(1L), List.of(2L), List.of(2L, 3L));
    }

    @Test
    void whenRepeatIsNear_thenDropped_andWhenLate_thenLate() {
        Feed feed = Feed.of(4, item(1, 10), item(2, 15), item(3, 16), item(4, 11), item(5, 9));

        ReferenceKeyed.Outcome outcome = ReferenceKeyed.deduplicate(5, feed.judged());

        assertThat(outcome.firsts()).extracting(Item::id).containsExactly(1L, 3L);
        assertThat(outcome.late()).extracting(Item::id).containsExactly(4L, 5L);
        assertThat(outcome.repeats()).isEqualTo(1);
    }

    @Test
    void whenRanked_thenMostEventsFirst_thenByKey_inEachGroupOfEachSpan() {
        Span span = new Span(0, 10);
        List<ReferenceWindows.Window> windows = List.of(
                new ReferenceWindows.Window("c1", span, List.of(item(1, 1))),
                new ReferenceWindows.Window("b1", span, List.of(item(2, 1))),
                new ReferenceWindows.Window("a2", span, List.of(item(3, 1), item(4, 1))),
                new ReferenceWindows.Window("a1", new Span(10, 20), List.of(item(5, 11))));

        assertThat(ReferenceTop.of(2, key -> null, windows))
                .extracting(best -> best.windows().stream()
                        .map(ReferenceWindows.Window::key)
                        .toList())
                .containsExactly(List.of("a2", "b1"), List.of("a1"));
        assertThat(ReferenceTop.of(1, key -> key.substring(1), windows))
                .extracting(best -> best.group() + " " + best.windows().get(0).key())
                .containsExactly("1 b1", "2 a2", "1 a1");
    }
}
