// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static io.leat.aggregate.Aggregates.collect;
import static io.leat.aggregate.Aggregates.custom;
import static io.leat.engine.InlineRun.at;
import static java.util.concurrent.CompletableFuture.completedStage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.EventStream;
import io.leat.PipelineBuilder;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.engine.port.StepFailedException;
import io.leat.failure.DeadLetter;
import io.leat.failure.FailurePolicy;
import io.leat.join.JoinBounds;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.time.Watermarks;
import io.leat.window.WindowResult;
import io.leat.window.Windows;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** "A user function that throws: by policy of the step deadLetter (default), skip (counted) or fail", at each kind of step. */
class FailurePolicyTest {
    private static final Item[] ITEMS = {at(1, 10), at(2, 20), at(3, 30)};

    /** The function throws on the event number 2. */
    private static <R> R checked(Item item, R result) throws IOException {
        if (item.id() == 2) {
            throw new IOException("no twos");
        }
        return result;
    }

    private static long checkedId(Item item) {
        if (item.id() == 2) {
            throw new IllegalStateException("no twos");
        }
        return item.id();
    }

    /** A kind of step, what it makes of 1, 2 and 3, and what it says it failed on. */
    enum Kind {
        FILTER("1 3"),
        MAP("1 3"),
        FLAT_MAP("1 1 3 3"),
        FLAT_MAP_NULL("1 1 3 3"),
        FLAT_MAP_ITERATOR("1 1 2 3 3"),
        MAP_MULTI("1 1 2 3 3"),
        MAP_MULTI_NULL("1 3"),
        PEEK("1 3"),
        SPLIT("1 3"),
        AGGREGATE("1 3"),
        CUSTOM("1 3"),
        PROCESS("1 3"),
        JOIN("1 3"),
        LOOKUP("1 3"),
        LOOKUP_FAILS("1 3"),
        LOOKUP_NULL("1 3"),
        LOOKUP_JOINER("1 3"),
        WITH("1 3"),
        WITH_EXPAND("1 1 2 3 3");

        private final String survivors;

        Kind(String survivors) {
            this.survivors = survivors;
        }

        EventStream<Item> step(EventStream<Item> in) {
            return switch (this) {
                case FILTER -> in.filter("step", i -> checked(i, true));
                case MAP -> in.map("step", i -> checked(i, i));
                case FLAT_MAP -> in.flatMap(i -> checked(i, List.of(i, i)));
                case FLAT_MAP_NULL -> in.flatMap(i -> i.id() == 2 ? null : List.of(i, i));
                case FLAT_MAP_ITERATOR -> in.flatMap(TwiceOrOnce::new);
                case MAP_MULTI ->
                    in.mapMulti((i, out) -> {
                        out.accept(i);
                        out.accept(checked(i, i));
                    });
                case MAP_MULTI_NULL -> in.mapMulti((i, out) -> out.accept(i.id() == 2 ? null : i));
                case PEEK -> in.peek(i -> checked(i, i));
                case SPLIT -> in.split(i -> checked(i, true)).matching();
                case AGGREGATE ->
                    single(
                            in,
                            io.leat.aggregate.Aggregates.<Item, Long>min(FailurePolicyTest::checkedId)
                                    .then(id -> at(id, 0)));
                case CUSTOM ->
                    single(in, custom(() -> 0L, (Long sum, Item i) -> sum + checkedId(i), Long::sum, id -> at(id, 0)));
                case PROCESS -> in.keyBy(Item::key).process("step", Checking::new);
                case JOIN ->
                    in.keyBy(Item::id)
                            .join("step", in.keyBy(Item::id), JoinBounds.within(Duration.ZERO))
                            .inner((l, r) -> checked(l, r));
                case LOOKUP -> in.lookup("step", i -> completedStage(checked(i, i)), (l, r) -> r);
                case LOOKUP_FAILS ->
                    in.lookup("step", i -> completedStage(i).thenApply(j -> at(checkedId(j), j.time())), (l, r) -> r);
                case LOOKUP_NULL -> in.lookup("step", i -> i.id() == 2 ? null : completedStage(i), (l, r) -> r);
                case LOOKUP_JOINER -> in.lookup("step", i -> completedStage(i), (l, r) -> checked(l, r));
                case WITH -> in.with("step", in.broadcast("table", Item::id), (i, table) -> checked(i, i));
                case WITH_EXPAND ->
                    in.with("step", in.broadcast("table", Item::id), (i, table, out) -> {
                        out.accept(i);
                        out.accept(checked(i, i));
                    });
            };
        }

        private static EventStream<Item> single(
                EventStream<Item> in, io.leat.aggregate.Aggregate<Object, Item, Item> what) {
            return in.keyBy(Item::key)
                    .window(Windows.tumbling(Duration.ofMillis(10)))
                    .aggregate("step", what);
        }
    }

    /** Gives its element, then throws if it is the second, else gives it again. */
    private record TwiceOrOnce(Item item) implements Iterable<Item> {
        @Override
        public Iterator<Item> iterator() {
            return Stream.of(1, 2)
                    .map(n -> n == 2 && item.id() == 2 ? at(checkedId(item), 0) : item)
                    .iterator();
        }
    }

    private static final class Checking extends KeyedProcess<String, Item, Item> {
        @Override
        protected void onEvent(Item event, ProcessContext<String, Item> context) throws Exception {
            context.emit(checked(event, event));
        }
    }

    private static InlineRun run(Kind kind, FailurePolicy policy, Collector<Item> out) {
        return InlineRun.of(p -> {
            kind.step(p.from("events", InlineRun.source(ITEMS)))
                    .onFailure(policy)
                    .to("out", out);
        });
    }

    private static String ids(Collector<Item> out) {
        return String.join(
                " ", out.values().stream().map(i -> Long.toString(i.id())).toList());
    }

    @ParameterizedTest
    @EnumSource
    void whenDeadLetter_thenTheEventIsKeptWithItsStepAndTheJobGoesOn(Kind kind) {
        Collector<Item> out = new Collector<>();
        InlineRun run = run(kind, FailurePolicy.deadLetter(), out);
        assertThat(ids(out)).isEqualTo(kind.survivors);
        assertThat(run.deadLetters()).hasSize(1);
        DeadLetter letter = run.deadLetters().get(0);
        assertThat(letter.value()).isEqualTo(kind == Kind.JOIN ? List.of(ITEMS[1], ITEMS[1]) : ITEMS[1]);
        assertThat(letter.timestamp()).isEqualTo(20);
        assertThat(letter.exception()).isNotNull();
        assertThat(letter.reason()).isEqualTo(letter.exception().toString());
        assertThat(letter.at()).isEqualTo(InlineRun.NOW);
        assertThat(run.step(letter.step()).failed()).isEqualTo(1);
        assertThat(run.metrics().failed()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whenSkip_thenCountedOnly(Kind kind) {
        Collector<Item> out = new Collector<>();
        InlineRun run = run(kind, FailurePolicy.skip(), out);
        assertThat(ids(out)).isEqualTo(kind.survivors);
        assertThat(run.deadLetters()).isEmpty();
        assertThat(run.metrics().failed()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whenFail_thenTheStepAndTheCauseAreNamed(Kind kind) {
        assertThatThrownBy(() -> run(kind, FailurePolicy.fail(), new Collector<>()))
                .isInstanceOf(StepFailedException.class)
                .hasMessageMatching("step '(step|flatMap-1|mapMulti-1|peek-1|split-1)' failed: .*")
                .hasCauseInstanceOf(Exception.class);
    }

    // ---- keys, times, what cannot be read -------------------------------------------------------------------------

    private static EventStream<List<Item>> windows(PipelineBuilder p, Source<Item> source, String nullKeyOf) {
        return p.from("events", source)
                .keyBy(String.class, i -> i.id() == 2 ? nullKeyOf : i.key())
                .window(Windows.tumbling(Duration.ofMillis(100)))
                .aggregate("windows", collect(10));
    }

    @Test
    void whenTheKeyIsNull_thenDeadLetterWithTheCure() {
        Collector<List<Item>> out = new Collector<>();
        InlineRun run =
                InlineRun.of(p -> windows(p, InlineRun.source(ITEMS), null).to("out", out));
        assertThat(out.values()).containsExactly(List.of(ITEMS[0], ITEMS[2]));
        assertThat(run.deadLetters()).hasSize(1);
        assertThat(run.deadLetters().get(0).reason())
                .endsWith("the key is null: give events that belong together a key, or filter them out before");
        assertThat(run.step("keyBy-1").failed()).isEqualTo(1);
    }

    @Test
    void whenTheTimeFunctionThrows_thenDeadLetterOfTheSource() {
        Collector<List<Item>> out = new Collector<>();
        Source<Item> source = Source.of(ITEMS).timedByMillis(i -> checkedId(i) * 10);
        InlineRun run = InlineRun.of(p -> windows(p, source, "a").to("out", out));
        assertThat(out.values()).containsExactly(List.of(ITEMS[0], ITEMS[2]));
        DeadLetter letter = run.deadLetters().get(0);
        assertThat(letter.step()).isEqualTo("events");
        assertThat(letter.origin()).isEqualTo("list-0");
        assertThat(letter.value()).isEqualTo(ITEMS[1]);
        assertThat(letter.timestamp()).isEqualTo(Long.MIN_VALUE);
        assertThat(letter.reason()).isEqualTo("its time cannot be told: java.lang.IllegalStateException: no twos");
        assertThat(run.step("events").in()).isEqualTo(3);
        assertThat(run.step("events").out()).isEqualTo(2);
    }

    @Test
    void whenATimeIsOutOfRange_thenDeadLetterAndTheWatermarkStays() {
        long limit = 1L << 62;
        Item[] items = {
            at(1, 5), at(2, limit + 1), at(3, -limit - 1), at(4, Long.MAX_VALUE), at(5, Long.MIN_VALUE), at(6, 6)
        };
        Collector<List<Item>> out = new Collector<>();
        InlineRun run =
                InlineRun.of(p -> windows(p, InlineRun.source(items), "a").to("out", out));
        assertThat(out.values()).containsExactly(List.of(items[0], items[5]));
        assertThat(run.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(
                        "its time is 4611686018427387905 ms, beyond 146 million years from 1970",
                        "its time is -4611686018427387905 ms, beyond 146 million years from 1970",
                        "its time is 9223372036854775807 ms, beyond 146 million years from 1970",
                        "its time is -9223372036854775808 ms, beyond 146 million years from 1970");
    }

    @Test
    void whenTheSourceFails_thenByItsPolicy() {
        Source<Item> source = Source.of(ITEMS).timedByMillis(FailurePolicyTest::checkedId);
        InlineRun skipped = InlineRun.of(
                p -> p.from("events", source).onFailure(FailurePolicy.skip()).to("out", new Collector<>()));
        assertThat(skipped.deadLetters()).isEmpty();
        assertThat(skipped.metrics().failed()).isEqualTo(1);
        assertThatThrownBy(() -> InlineRun.of(p ->
                        p.from("events", source).onFailure(FailurePolicy.fail()).to("out", new Collector<>())))
                .hasMessage("step 'events' failed: java.lang.IllegalStateException: no twos");
    }

    @Test
    void whenAsMeetsAnotherClass_thenDeadLetter() {
        Collector<String> out = new Collector<>();
        InlineRun run = InlineRun.of(p -> p.from("events", Source.<Object>of("a", 1, "b"))
                .as(String.class)
                .to("out", out));
        assertThat(out.values()).containsExactly("a", "b");
        assertThat(run.deadLetters().get(0).exception()).isInstanceOf(ClassCastException.class);
    }

    /** Keeps at most two numbers, and throws at more. */
    private static List<Long> atMostTwo(List<Long> kept, Item item) {
        if (kept.size() == 2) {
            throw new IllegalStateException("full");
        }
        kept.add(item.id());
        return kept;
    }

    private static List<Long> together(List<Long> a, List<Long> b) {
        throw new IllegalStateException("not together");
    }

    private static InlineRun windows(
            Windows windows,
            BinaryOperator<List<Long>> combine,
            Collector<WindowResult<String, List<Long>>> out,
            Item... items) {
        return InlineRun.of(p -> p.from(
                        "events", InlineRun.source(items), Watermarks.outOfOrder(Duration.ofMillis(100)))
                .keyBy(Item::key)
                .window(windows)
                .aggregate(
                        "windows",
                        custom(
                                () -> (List<Long>) new ArrayList<Long>(),
                                FailurePolicyTest::atMostTwo,
                                combine,
                                List::copyOf))
                .panes()
                .to("out", out));
    }

    private static List<Long> appended(List<Long> a, List<Long> b) {
        List<Long> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    @Test
    void whenAnEventFailsInSlidingWindows_thenNoneOfThemTakesItAndItIsOneDeadLetter() {
        Collector<WindowResult<String, List<Long>>> out = new Collector<>();
        Windows sliding = Windows.sliding(Duration.ofMillis(20), Duration.ofMillis(10));
        InlineRun run = windows(
                sliding,
                FailurePolicyTest::appended,
                out,
                at(1, 21),
                at(2, 22),
                at(3, 23),
                at(4, 11)); // [20, 30) is full
        assertThat(out.values())
                .extracting(WindowResult::value)
                .containsExactly(List.of(4L), List.of(4L, 1L, 2L), List.of(1L, 2L));
        assertThat(run.deadLetters()).extracting(DeadLetter::value).containsExactly(at(3, 23));
        assertThat(run.step("windows").failed()).isEqualTo(1);
    }

    @Test
    void whenSlicesCannotBeCombined_thenTheirWindowsAreDeadLetters() {
        Collector<WindowResult<String, List<Long>>> out = new Collector<>();
        Windows sliding = Windows.sliding(Duration.ofMillis(20), Duration.ofMillis(10));
        InlineRun run = windows(sliding, FailurePolicyTest::together, out, at(1, 21), at(2, 11));
        assertThat(out.values()).isEmpty();
        assertThat(run.deadLetters()).hasSize(3);
        assertThat(run.step("windows").failed()).isEqualTo(3);
    }

    @Test
    void whenSessionsCannotBeMerged_thenTheirResultIsADeadLetterAndWhatComesForItToo() {
        Collector<WindowResult<String, List<Long>>> out = new Collector<>();
        Windows session = Windows.session(Duration.ofMillis(10));
        InlineRun run = windows(
                session,
                FailurePolicyTest::together,
                out,
                at(1, 1),
                at(2, 15),
                at(3, 8),
                at(4, 9),
                new Item(5, "b", 8));
        assertThat(out.values()).extracting(WindowResult::key).containsExactly("b");
        assertThat(run.deadLetters())
                .extracting(l -> l.value() + ": " + l.exception().getMessage())
                .containsExactly(
                        "FailedWindow[key=a, window=[1970-01-01T00:00:00.001Z, 1970-01-01T00:00:00.025Z)]: not together",
                        at(4, 9) + ": parts of its session could not be merged before, so the session has no result");
        assertThat(run.deadLetters().get(0).timestamp()).isEqualTo(24);
    }

    @Test
    void whenThereAreManyDeadLetters_thenTheLatestThousandAreKeptAndAllAreCounted() {
        List<Integer> numbers =
                java.util.stream.IntStream.range(0, 1_500).boxed().toList();
        InlineRun run = InlineRun.of(p -> p.from("events", Source.of(numbers))
                .map(n -> checked(at(2, 0), n))
                .to("out", new Collector<>()));
        assertThat(run.deadLetters()).hasSize(1_000);
        assertThat(run.deadLetters().get(0).value()).isEqualTo(500);
        assertThat(run.deadLetters().get(999).value()).isEqualTo(1_499);
        assertThat(run.metrics().failed()).isEqualTo(1_500);
    }
}
