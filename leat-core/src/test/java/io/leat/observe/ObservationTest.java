// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.observe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.PipelineBuilder;
import io.leat.aggregate.Aggregates;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.graph.Step;
import io.leat.time.Watermarks;
import io.leat.window.Pane;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking at a job from outside, while it runs and when it has ended. */
class ObservationTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    record Item(String key, long ms, long amount) {}

    private final Push<Item> push = Push.of(Item.class).timedByMillis(Item::ms);
    private final Collector<Object> out = new Collector<>();

    private void sums(PipelineBuilder p) {
        p.from("items", push, Watermarks.outOfOrder(Duration.ofMillis(100)))
                .filter("positive", item -> item.amount() > 0)
                .keyBy(Item::key)
                .window(Windows.tumbling(Duration.ofSeconds(1)))
                .aggregate("sum", Aggregates.sum(Item::amount))
                .to("out", out);
    }

    /** Starts a job that is looked at from the beginning. */
    private static Job start(Leat leat, Consumer<PipelineBuilder> define, AtomicReference<Observation> looking) {
        leat.onStart(job -> looking.set(job.observe()));
        return leat.start(Pipeline.of("observed", define::accept));
    }

    private static Instant ms(long ms) {
        return Instant.ofEpochMilli(ms);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whenEventsAreFew_thenAllAreSeenAtEveryOutput(int threads) throws Exception {
        AtomicReference<Observation> looking = new AtomicReference<>();
        Job job;
        try (Leat leat = Leat.inMemory(options -> options.parallelism(threads))) {
            job = start(leat, this::sums, looking);
            push.emitAll(List.of(new Item("a", 10, 1), new Item("b", 20, -1), new Item("b", 30, 2)));
            push.close();
            job.awaitCompletion();
        }

        Observation observation = looking.get();
        assertThat(observation.seen("items", Step.MAIN, -1, 10))
                .extracting(Seen::number, Seen::time, Seen::value)
                .containsExactly(
                        tuple(0L, ms(10), new Item("a", 10, 1)),
                        tuple(1L, ms(20), new Item("b", 20, -1)),
                        tuple(2L, ms(30), new Item("b", 30, 2)));
        assertThat(observation.seen("positive", Step.MAIN, -1, 10))
                .extracting(Seen::value)
                .containsExactly(new Item("a", 10, 1), new Item("b", 30, 2));
        assertThat(observation.seen(job.graph().steps().get(2).name(), Step.MAIN, -1, 10))
                .extracting(Seen::key)
                .containsExactly("a", "b");
        assertThat(observation.seen("sum", Step.MAIN, -1, 10))
                .extracting(Seen::value)
                .containsExactlyInAnyOrder(1L, 2L);
        assertThat(observation.seen("items", Step.MAIN, 0, 1))
                .extracting(Seen::number)
                .containsExactly(2L);
        assertThat(out.values()).as("what the sink got").containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void whenWindowGivesItsResult_thenWhatClosedItIsKnown() throws Exception {
        AtomicReference<Observation> looking = new AtomicReference<>();
        try (Leat leat = Leat.inMemory()) {
            Job job = start(leat, this::sums, looking);
            push.emitAll(List.of(new Item("a", 10, 1), new Item("a", 1_099, 5)));
            await().until(() -> job.metrics().in() == 2);
            assertThat(looking.get().fired("sum", -1, 10))
                    .as("at watermark 998")
                    .isEmpty();

            push.emit(new Item("a", 1_100, 7));
            await().until(() -> !looking.get().fired("sum", -1, 10).isEmpty());
        }

        Fired fired = looking.get().fired("sum", -1, 10).get(0);
        assertThat(fired.result().key()).isEqualTo("a");
        assertThat(fired.result().start()).isEqualTo(ms(0));
        assertThat(fired.result().end()).isEqualTo(ms(1_000));
        assertThat(fired.result().value()).isEqualTo(1L);
        assertThat(fired.result().pane()).isEqualTo(Pane.ON_TIME);
        assertThat(fired.watermark()).isEqualTo(ms(999));
        assertThat(fired.sources()).singleElement().satisfies(source -> {
            assertThat(source.source()).isEqualTo("items");
            assertThat(source.watermark()).isEqualTo(ms(999));
            assertThat(source.latest()).isEqualTo(ms(1_100));
        });
    }

    @Test
    void whenEventIsLate_thenTheWatermarkThatItMissedIsKnown() throws Exception {
        AtomicReference<Observation> looking = new AtomicReference<>();
        try (Leat leat = Leat.inMemory()) {
            Job job = start(leat, this::sums, looking);
            push.emitAll(List.of(new Item("a", 1_500, 1), new Item("a", 20, 9)));
            push.close();
            job.awaitCompletion();
        }

        assertThat(looking.get().missed("sum", -1, 10)).singleElement().satisfies(missed -> {
            assertThat(missed.value()).isEqualTo(new Item("a", 20, 9));
            assertThat(missed.time()).isEqualTo(ms(20));
            assertThat(missed.watermark()).isEqualTo(ms(1_399));
            assertThat(missed.sources()).extracting(Progress::latest).containsExactly(ms(1_500));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whenWindowGivesItsResult_thenItsInputsAreKnown(int threads) throws Exception {
        AtomicReference<Observation> looking = new AtomicReference<>();
        try (Leat leat = Leat.inMemory(options -> options.parallelism(threads))) {
            Job job = start(leat, this::sums, looking);
            push.emitAll(List.of(
                    new Item("a", 10, 1), new Item("b", 20, 2), new Item("a", 999, 5), new Item("a", 1_000, 7)));
            push.emit(new Item("a", 1_200, 3));
            await().until(() -> !looking.get().fired("sum", -1, 10).isEmpty());
            push.emitAll(List.of(new Item("a", 30, 9), new Item("a", 40, -9))); // too late, and filtered
            push.close();
            job.awaitCompletion();
        }

        Observation observation = looking.get();
        assertThat(observation.fired("sum", -1, 10)).hasSize(3).allSatisfy(fired -> {
            Inputs inputs = observation.inputs("sum", fired);
            assertThat(inputs.complete()).isTrue();
            assertThat(inputs.records().stream()
                            .mapToLong(one -> ((Item) requireNonNull(one.value())).amount())
                            .sum())
                    .as("sum of the inputs")
                    .isEqualTo(fired.result().value());
        });
        assertThat(observation.windowsOf("sum", ms(1_500))).containsExactly(new Span(ms(1_000), ms(2_000)));
        assertThat(observation.windowsOf("positive", ms(1_500))).isEmpty();
    }

    @Test
    void whenEventIsLateForItsOwnSourceBeforeTheWindowCloses_thenItIsNoInput() throws Exception {
        AtomicReference<Observation> looking = new AtomicReference<>();
        Push<Item> slow = Push.of(Item.class).timedByMillis(Item::ms);
        try (Leat leat = Leat.inMemory()) {
            start(
                    leat,
                    p -> p.from("fast", push)
                            .union(p.from("slow", slow))
                            .keyBy(Item::key)
                            .window(Windows.tumbling(Duration.ofSeconds(1)))
                            .aggregate("sum", Aggregates.sum(Item::amount))
                            .to("out", out),
                    looking);
            slow.emit(new Item("a", 500, 2));
            push.emitAll(List.of(new Item("a", 1_500, 7), new Item("a", 20, 9)));
            await().until(() -> looking.get().missed("sum", -1, 10).size() == 1);
            assertThat(looking.get().fired("sum", -1, 10)).isEmpty();

            slow.emit(new Item("a", 1_200, 3));
            await().until(() -> looking.get().fired("sum", -1, 10).size() == 1);
        }

        Fired fired = looking.get().fired("sum", -1, 10).get(0);
        assertThat(fired.result().value()).isEqualTo(2L);
        assertThat(looking.get().inputs("sum", fired).records())
                .extracting(Seen::value)
                .containsExactly(new Item("a", 500, 2));
    }

    @Test
    void whenWindowGivesEarlyResults_thenEachHasTheInputsThatCameBefore() throws Exception {
        AtomicReference<Observation> looking = new AtomicReference<>();
        try (Leat leat = Leat.inMemory()) {
            Job job = start(
                    leat,
                    p -> p.from("items", push)
                            .keyBy(Item::key)
                            .window(Windows.tumbling(Duration.ofDays(1)))
                            .early(Duration.ofMillis(20))
                            .aggregate("count", Aggregates.count())
                            .to("out", out),
                    looking);
            push.emitAll(List.of(new Item("a", 10, 1), new Item("a", 70, 1)));
            await().until(() -> looking.get().fired("count", -1, 10).size() == 1);
            push.emit(new Item("a", 200, 1));
            push.close();
            job.awaitCompletion();
        }

        Observation observation = looking.get();
        assertThat(observation.fired("count", -1, 10))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(
                        fired -> assertThat(observation.inputs("count", fired).records())
                                .hasSize(((Long) requireNonNull(fired.result().value())).intValue()));
    }

    @Test
    void whenRecordsGoByUnseen_thenInputsOfTheirTimeAreNotComplete_butLaterOnesAre() throws Exception {
        AtomicReference<Observation> looking = new AtomicReference<>();
        List<Fired> fired;
        try (Leat leat = Leat.inMemory()) {
            Job job = start(leat, this::sums, looking);
            push.emitAll(LongStream.range(0, 10_000)
                    .mapToObj(i -> new Item("a", 0, 1))
                    .toList());
            await().until(() -> job.metrics().in() == 10_000);
            push.emit(new Item("a", 2_000, 1));
            await().until(() -> looking.get().fired("sum", -1, 10).size() == 1);
            await().until(() -> isSeen(looking.get(), new Item("a", 3_000, 1))); // the sampler is open again
            push.emitAll(List.of(new Item("a", 5_000, 1), new Item("a", 5_001, 1)));
            push.close();
            job.awaitCompletion();
            fired = looking.get().fired("sum", -1, 10);
        }

        assertThat(fired.get(0).result().value()).isEqualTo(10_000L);
        Inputs of10000 = looking.get().inputs("sum", fired.get(0));
        assertThat(of10000.records()).hasSizeBetween(1_000, 9_999);
        assertThat(of10000.complete()).isFalse();
        assertComplete(looking.get().inputs("sum", fired.get(fired.size() - 1)), 2);
    }

    private boolean isSeen(Observation observation, Item item) throws InterruptedException {
        push.emit(item);
        return observation.seen("items", Step.MAIN, -1, Observation.KEPT).stream()
                .anyMatch(one -> item.equals(one.value()));
    }

    private static void assertComplete(Inputs inputs, int records) {
        assertThat(inputs.records()).hasSize(records);
        assertThat(inputs.complete()).isTrue();
    }

    @Test
    void whenInputsAreForgotten_thenThoseOfOldWindowsAreNotComplete_butLaterOnesAre() throws Exception {
        AtomicReference<Observation> looking = new AtomicReference<>();
        try (Leat leat = Leat.inMemory()) {
            Job job = start(leat, this::sums, looking);
            for (int second = 0; second < 6; second++) {
                long ms = second * 1_000L;
                long before = job.metrics().in();
                push.emitAll(LongStream.range(0, 1_000)
                        .mapToObj(i -> new Item("a", ms + i, 1))
                        .toList());
                await().until(() -> job.metrics().in() == before + 1_000);
                Thread.sleep(600); // not more than the samplers take
            }
            push.close();
            job.awaitCompletion();
        }

        List<Fired> fired = looking.get().fired("sum", -1, 10);
        assertThat(fired).hasSize(6);
        assertThat(looking.get().inputs("sum", fired.get(0)).complete()).isFalse();
        assertComplete(looking.get().inputs("sum", fired.get(4)), 1_000);
    }

    @Test
    void whenInputHasEnded_thenItIsTheEndThatClosesWindows() throws Exception {
        AtomicReference<Observation> looking = new AtomicReference<>();
        try (Leat leat = Leat.inMemory()) {
            Job job = start(leat, this::sums, looking);
            push.emit(new Item("a", 10, 1));
            push.close();
            job.awaitCompletion();
        }

        assertThat(looking.get().fired("sum", -1, 10))
                .extracting(Fired::watermark)
                .containsExactly((Instant) null);
        assertThat(looking.get().progress()).extracting(Progress::ended).containsExactly(true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whenWindowsAreOpen_thenTheyAreToldWithWhatTheyWouldGive(int threads) throws Exception {
        AtomicReference<Observation> looking = new AtomicReference<>();
        try (Leat leat = Leat.inMemory(options -> options.parallelism(threads))) {
            Job job = start(leat, this::sums, looking);
            push.emitAll(List.of(new Item("a", 10, 1), new Item("b", 20, 2), new Item("a", 30, 5)));
            await().until(() -> job.metrics().step("sum").in() == 3);

            assertThat(looking.get().windows("sum", 10, SOON))
                    .containsExactlyInAnyOrder(
                            new Kept("a", ms(0), ms(1_000), 6L), new Kept("b", ms(0), ms(1_000), 2L));
            assertThat(looking.get().windows("sum", 1, SOON)).hasSize(1);
            assertThat(looking.get().windows("positive", 1, SOON)).isEmpty();
            assertThat(job.metrics().step("sum").entries()).isEqualTo(2);
        }
        assertThat(looking.get().windows("sum", 10, SOON))
                .as("of the job, cancelled")
                .hasSize(2);
    }

    @Test
    void whenStepHasAValueForEachKey_thenItIsTold() throws Exception {
        AtomicReference<Observation> looking = new AtomicReference<>();
        try (Leat leat = Leat.inMemory()) {
            Job job = start(
                    leat,
                    p -> p.from("items", push)
                            .keyBy(Item::key)
                            .running("total", Aggregates.sum(Item::amount), Duration.ofDays(1))
                            .to("out", out),
                    looking);
            push.emitAll(List.of(new Item("a", 10, 1), new Item("b", 20, 2), new Item("a", 30, 5)));
            await().until(() -> job.metrics().step("total").in() == 3);

            assertThat(looking.get().values("total", 10, SOON))
                    .containsExactlyInAnyOrder(new Kept("a", null, null, 6L), new Kept("b", null, null, 2L));
        }
    }

    @Test
    void whenEventsAreMany_thenSomeAreSeenAndResultsAreTheSame() throws Exception {
        AtomicReference<Observation> looking = new AtomicReference<>();
        List<Long> numbers = LongStream.range(0, 1_000_000).boxed().toList();
        try (Leat leat = Leat.inMemory()) {
            Job job = start(
                    leat,
                    p -> p.from("numbers", Source.of(numbers))
                            .map("double", n -> 2 * n)
                            .to("out", out),
                    looking);
            job.awaitCompletion();
        }

        List<Seen> seen = looking.get().seen("double", Step.MAIN, -1, Integer.MAX_VALUE);
        assertThat(seen).hasSizeBetween(1_000, Observation.KEPT);
        assertThat(seen.get(seen.size() - 1).number())
                .as("number of the last one")
                .isLessThan(500_000);
        assertThat(out.values()).hasSize(1_000_000);
    }

    @Test
    void whenNobodyLooksAnyMore_thenWhatWasSeenIsForgotten() throws Exception {
        try (Leat leat = Leat.inMemory()) {
            Job job = leat.start(Pipeline.of("observed", this::sums));
            Observation first = job.observe();
            try (Observation second = job.observe()) {
                await().untilAsserted(() -> {
                    push.emit(new Item("a", 10, 1));
                    assertThat(first.seen("items", Step.MAIN, -1, 10)).isNotEmpty();
                });
                first.close();
                first.close();
                assertThat(second.seen("items", Step.MAIN, -1, 10)).isNotEmpty();
            }
            try (Observation third = job.observe()) {
                assertThat(third.seen("items", Step.MAIN, -1, 10)).isEmpty();
            }
        }
    }

    @Test
    void whenThreadIsHeldUp_thenItIsNotWaitedForLong() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicReference<Observation> looking = new AtomicReference<>();
        try (Leat leat = Leat.inMemory()) {
            Job job = start(
                    leat,
                    p -> p.from("items", push)
                            .keyBy(Item::key)
                            .running("total", Aggregates.count(), Duration.ofDays(1))
                            .to("slow", Sink.of(count -> release.await())),
                    looking);
            push.emit(new Item("a", 10, 1));
            Thread.sleep(100);
            assertThatThrownBy(() -> looking.get().values("total", 10, Duration.ofMillis(50)))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("held up");
            release.countDown();
            await().until(() -> job.metrics().in() == 1);
            assertThat(looking.get().values("total", 10, SOON)).hasSize(1);
        } finally {
            release.countDown();
        }
    }

    @Test
    void whenStepIsNotThere_thenThoseThatAreAreNamed() {
        try (Leat leat = Leat.inMemory()) {
            Job job = leat.start(Pipeline.of("observed", this::sums));
            try (Observation observation = job.observe()) {
                assertThatThrownBy(() -> observation.seen("sums", Step.MAIN, -1, 1))
                        .isInstanceOf(NoSuchElementException.class)
                        .hasMessage("no step 'sums': there are [items, positive, keyBy-2, sum, out]");
            }
        }
    }
}
