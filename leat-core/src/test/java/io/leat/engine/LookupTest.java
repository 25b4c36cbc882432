// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Generator;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.run.InlineHost;
import io.leat.failure.DeadLetter;
import io.leat.failure.FailurePolicy;
import io.leat.join.LookupOptions;
import io.leat.time.ManualClock;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lookups in the caller's thread: order, watermarks, bounds, timeouts, failures, snapshots. */
class LookupTest {
    private static final LookupOptions DEFAULTS = LookupOptions.defaults();

    private final ManualClock clock = ManualClock.at(InlineRun.NOW);
    private final Service service = new Service();
    private final Collector<String> out = new Collector<>();

    /** Three events, each read by itself, and what is made of them. */
    private Pipeline pipeline(LookupOptions options, Item... items) {
        return Pipeline.of(
                "lookups",
                p -> p.from("events", InlineRun.source(items))
                        .lookup("ask", i -> service.ask(i.id()), (i, answer) -> i.id() + " " + answer, options)
                        .to("out", out));
    }

    private InlineHost open(Pipeline pipeline) {
        return InlineHost.open(pipeline.graph(), clock, null);
    }

    private static Item[] items(int number) {
        return IntStream.rangeClosed(1, number).mapToObj(i -> at(i, i)).toArray(Item[]::new);
    }

    // ---- order ----------------------------------------------------------------------------------------------------

    @Test
    void whenAnswersComeInAnotherOrder_thenResultsInTheOrderOfTheEventsWithTheirTimes() throws Exception {
        try (InlineHost host = open(pipeline(DEFAULTS, items(3)))) {
            host.drain();
            assertThat(service.open()).containsExactly(1L, 2L, 3L);
            service.answer(3);
            service.answer(2);
            assertThat(host.step()).as("nothing is due").isFalse();
            assertThat(out.values()).isEmpty();
            service.answer(1);
            assertThat(host.step()).isTrue();
            assertThat(out.timed())
                    .containsExactly(
                            new Collector.Collected<>("1 answer 1", 1),
                            new Collector.Collected<>("2 answer 2", 2),
                            new Collector.Collected<>("3 answer 3", 3));
        }
    }

    @Test
    void whenUnordered_thenResultsAsTheyAreAnsweredBetweenWatermarks() throws Exception {
        Pipeline pipeline = Pipeline.of(
                "lookups",
                p -> p.from("events", Source.of(items(300)).timedByMillis(Item::time)) // read 256 at a time
                        .lookup(
                                "ask",
                                i -> service.ask(i.id()),
                                (i, a) -> a,
                                DEFAULTS.inFlight(300).unordered())
                        .to("out", out));
        try (InlineHost host = open(pipeline)) {
            host.drain();
            service.answer(300);
            service.answer(7);
            service.answer(3);
            host.drain();
            assertThat(out.values())
                    .as("the first of these is behind a watermark")
                    .containsExactly("answer 7", "answer 3");
            for (long i = 256; i >= 1; i--) {
                if (i != 7 && i != 3) {
                    service.answer(i);
                }
            }
            host.drain();
            assertThat(out.values()).hasSize(257).endsWith("answer 2", "answer 1", "answer 300");
            service.answerAll();
            host.drain();
            assertThat(host.hasEnded()).isTrue();
            assertThat(out.values()).hasSize(300);
        }
    }

    @Test
    void whenAWindowReadsTheResults_thenItWaitsForThem() throws Exception {
        Collector<Long> counts = new Collector<>();
        Pipeline pipeline = Pipeline.of(
                "lookups",
                p -> p.from("events", InlineRun.source(at(1, 1), at(2, 2), at(3, 25)))
                        .lookup("ask", i -> service.ask(i.id()), (i, answer) -> i)
                        .keyBy(Item::key)
                        .window(Windows.tumbling(Duration.ofMillis(10)))
                        .aggregate("counts", count())
                        .to("out", counts));
        try (InlineHost host = open(pipeline)) {
            host.drain();
            service.answer(3);
            service.answer(1);
            host.drain();
            assertThat(host.metrics().step("ask").watermark()).isEqualTo(Long.MAX_VALUE);
            assertThat(host.metrics().step("counts").watermark()).isEqualTo(0);
            assertThat(counts.values()).isEmpty();
            service.answer(2);
            host.drain();
            assertThat(counts.values()).containsExactly(2L, 1L);
            assertThat(host.metrics().late()).isZero();
        }
    }

    // ---- bounds ---------------------------------------------------------------------------------------------------

    @Test
    void whenSoManyAreInFlight_thenNoMoreAreAskedAndTheSourceStops() throws Exception {
        Pipeline pipeline = Pipeline.of(
                "lookups",
                p -> p.from("numbers", Generator.of(10_000, n -> n))
                        .lookup("ask", service::ask, (n, answer) -> answer, DEFAULTS.inFlight(10))
                        .to("out", out));
        try (InlineHost host = open(pipeline)) {
            host.drain();
            assertThat(service.open()).hasSize(10);
            assertThat(host.metrics().in()).as("read").isEqualTo(256);
            assertThat(host.metrics().step("ask").queued()).isEqualTo(256);
            assertThat(host.metrics().step("ask").out()).isZero();
            service.answer(9);
            host.drain();
            assertThat(service.open())
                    .as("an answer that waits for its turn holds its place")
                    .hasSize(9);
            while (service.answerAll()) {
                host.drain();
            }
            assertThat(host.hasEnded()).isTrue();
            assertThat(service.most()).isEqualTo(10);
            assertThat(out.values())
                    .hasSize(10_000)
                    .startsWith("answer 0", "answer 1")
                    .endsWith("answer 9999");
            assertThat(host.metrics().step("ask").out()).isEqualTo(10_000);
        }
    }

    @Test
    void whenAFiringMeetsAFullLookup_thenItPausesAndASnapshotIsStillTaken() throws Exception {
        int keys = 5_000;
        Pipeline pipeline = Pipeline.of(
                "lookups",
                p -> p.from("numbers", Generator.of(keys, n -> n).timedByMillis(n -> 0))
                        .keyBy(n -> n)
                        .window(Windows.tumbling(Duration.ofMillis(10)))
                        .aggregate("key", io.leat.aggregate.Aggregates.<Long>key())
                        .lookup("ask", service::ask, (n, answer) -> answer, DEFAULTS.inFlight(10))
                        .to("out", out));
        Snapshot snapshot;
        try (InlineHost host = open(pipeline)) {
            host.drain();
            assertThat(host.metrics().step("key").out()).isBetween(10L, 1_000L);
            snapshot = host.snapshot();
        }
        try (InlineHost host = InlineHost.open(pipeline.graph(), clock, snapshot)) {
            host.drain();
            while (service.answerAll()) {
                host.drain();
            }
            assertThat(host.hasEnded()).isTrue();
            assertThat(out.values()).doesNotHaveDuplicates().hasSize(keys);
        }
    }

    @Test
    void whenAnswersAreMissing_thenDrainReturnsAndTheInputHasNotEnded() throws Exception {
        try (InlineHost host = open(pipeline(DEFAULTS, items(2)))) {
            host.drain();
            host.endInput();
            host.drain();
            assertThat(host.hasEnded()).isFalse();
            service.answer(2);
            host.drain();
            assertThat(host.hasEnded()).isFalse();
            service.answer(1);
            host.drain();
            assertThat(host.hasEnded()).isTrue();
        }
    }

    @Test
    void whenFilteredEventsFollow_thenTheirWatermarksAreNotKeptOneByOne() throws Exception {
        Pipeline pipeline = Pipeline.of(
                "lookups",
                p -> p.from("events", InlineRun.source(items(1_000)))
                        .filter(i -> i.id() % 500 == 1)
                        .lookup("ask", i -> service.ask(i.id()), (i, answer) -> i)
                        .keyBy(Item::key)
                        .window(Windows.tumbling(Duration.ofMillis(600)))
                        .aggregate("counts", count())
                        .map(n -> n + " of them")
                        .to("out", out));
        try (InlineHost host = open(pipeline)) {
            host.drain();
            service.answer(1);
            host.drain();
            assertThat(host.metrics().step("counts").watermark())
                    .as("the event behind it has the time 501")
                    .isEqualTo(499);
            service.answer(501);
            host.drain();
            assertThat(out.values()).containsExactly("2 of them");
        }
    }

    // ---- timeouts and failures ------------------------------------------------------------------------------------

    @Test
    void whenAnAnswerIsNotInTime_thenDeadLetterAndTheRequestIsCancelled() throws Exception {
        try (InlineHost host = open(pipeline(DEFAULTS.timeout(Duration.ofSeconds(2)), items(2)))) {
            host.drain();
            CompletableFuture<String> first = service.take(1);
            clock.advance(Duration.ofMillis(1_999));
            assertThat(host.step()).isFalse();
            service.answer(2);
            clock.advance(Duration.ofMillis(1));
            assertThat(host.step()).isTrue();
            assertThat(first).isCancelled();
            assertThat(out.values()).containsExactly("2 answer 2");
            assertThat(host.deadLetters()).hasSize(1);
            DeadLetter letter = host.deadLetters().get(0);
            assertThat(letter.value()).isEqualTo(at(1, 1));
            assertThat(letter.timestamp()).isEqualTo(1);
            assertThat(letter.reason()).isEqualTo("java.util.concurrent.TimeoutException: no answer within 2000 ms");
            assertThat(host.hasEnded()).isTrue();
        }
    }

    @Test
    void whenUnorderedAndNothingIsEverAnswered_thenAllBecomeDeadLettersInTheEnd() throws Exception {
        try (InlineHost host = open(pipeline(DEFAULTS.inFlight(2).unordered(), items(5)))) {
            for (int i = 0; i < 3; i++) {
                host.drain();
                clock.advance(Duration.ofSeconds(10));
            }
            host.drain();
            assertThat(host.hasEnded()).isTrue();
            assertThat(host.deadLetters()).extracting(DeadLetter::value).containsExactly((Object[]) items(5));
        }
    }

    @Test
    void whenARequestFails_thenItsCauseIsTheDeadLetters() throws Exception {
        try (InlineHost host = open(pipeline(DEFAULTS, items(2)))) {
            host.drain();
            service.fail(1, new CompletionException(new IllegalStateException("gone")));
            service.answer(2);
            host.drain();
            assertThat(host.deadLetters())
                    .extracting(DeadLetter::reason)
                    .containsExactly("java.lang.IllegalStateException: gone");
            assertThat(out.values()).containsExactly("2 answer 2");
            assertThat(host.metrics().step("ask").failed()).isEqualTo(1);
        }
    }

    @Test
    void whenARequestFailsWithAnError_thenItComesOutOfTheHost() throws Exception {
        try (InlineHost host = open(pipeline(DEFAULTS, items(1)))) {
            host.drain();
            service.fail(1, new OutOfMemoryError("no more"));
            assertThatThrownBy(host::drain).isInstanceOf(OutOfMemoryError.class).hasMessage("no more");
        }
    }

    @Test
    void whenThePolicyIsToFail_thenATimeoutEndsTheJob() throws Exception {
        Pipeline pipeline = Pipeline.of(
                "lookups",
                p -> p.from("events", InlineRun.source(items(1)))
                        .lookup("ask", i -> service.ask(i.id()), (i, answer) -> answer)
                        .onFailure(FailurePolicy.fail())
                        .to("out", out));
        try (InlineHost host = open(pipeline)) {
            host.drain();
            clock.advance(Duration.ofSeconds(10));
            assertThatThrownBy(host::drain)
                    .hasMessage("step 'ask' failed: java.util.concurrent.TimeoutException: no answer within 10000 ms");
        }
    }

    @Test
    void whenTheAnswerIsNull_thenTheJoinerGetsNull() {
        InlineRun.of(p -> p.from("events", InlineRun.source(at(1, 1)))
                .lookup(
                        "ask",
                        i -> CompletableFuture.<String>completedStage(null),
                        (i, answer) -> i.id() + " " + answer)
                .to("out", out));
        assertThat(out.values()).containsExactly("1 null");
    }

    // ---- snapshots ------------------------------------------------------------------------------------------------

    @Test
    void whenRestored_thenWhatWasInFlightIsAskedAgainAndEachResultComesOnce() throws Exception {
        Pipeline pipeline = pipeline(DEFAULTS.inFlight(2), items(4));
        Snapshot snapshot;
        try (InlineHost host = open(pipeline)) {
            host.drain();
            service.answer(2);
            service.answer(1);
            host.drain();
            service.answer(4);
            host.drain();
            snapshot = host.snapshot();
            assertThat(out.values()).containsExactly("1 answer 1", "2 answer 2");
        }
        assertThat(service.take(3)).as("closing gives up what is on its way").isCancelled();
        try (InlineHost host = InlineHost.open(pipeline.graph(), clock, snapshot)) {
            host.drain();
            assertThat(service.open()).containsExactly(3L, 4L);
            service.answerAll();
            host.drain();
            assertThat(host.hasEnded()).isTrue();
        }
        assertThat(out.values()).containsExactly("1 answer 1", "2 answer 2", "3 answer 3", "4 answer 4");
        assertThat(service.asked()).containsExactly(1L, 2L, 3L, 4L, 3L, 4L);
    }

    // ---- what is refused ------------------------------------------------------------------------------------------

    @Test
    void whenOptionsMakeNoSense_thenRefused() {
        assertThatThrownBy(() -> DEFAULTS.inFlight(0))
                .hasMessage("a lookup with 0 requests in flight: give at least 1");
        assertThatThrownBy(() -> DEFAULTS.timeout(Duration.ZERO))
                .hasMessage("the timeout of a lookup is PT0S: give a duration of at least one millisecond");
        assertThat(DEFAULTS.inFlight(5).unordered()).hasToString("5 in flight, timeout PT10S, unordered");
    }

    @Test
    void whenTheFunctionReturnsNoStage_thenDeadLetterWithTheCure() {
        InlineRun run = InlineRun.of(p -> p.from("events", InlineRun.source(at(1, 1)))
                .lookup("ask", i -> (CompletableFuture<String>) null, (i, answer) -> answer)
                .to("out", out));
        assertThat(run.deadLetters())
                .extracting(DeadLetter::reason)
                .isEqualTo(
                        List.of("java.lang.NullPointerException: the lookup's function returned null: return a stage,"
                                + " which may be completed with null"));
    }
}
