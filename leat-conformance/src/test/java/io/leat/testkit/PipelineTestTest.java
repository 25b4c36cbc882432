// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.windowStart;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import io.leat.Parameters;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.memory.Push;
import io.leat.failure.DeadLetter;
import io.leat.failure.FailurePolicy;
import io.leat.failure.JobFailedException;
import io.leat.join.JoinBounds;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class PipelineTestTest {
    public record Call(String instance, long ms) {}

    public record Count(String instance, Instant start, long calls) {}

    private static Source<Call> calls() {
        return Source.of(new Call("never read", 0)).timedByMillis(Call::ms);
    }

    /** Calls an instance in windows of ten milliseconds, over a replayed source. */
    private static Pipeline counts() {
        return Pipeline.of("counts", p -> {
            var counts = p.from("calls", calls(), Watermarks.outOfOrder(ofMillis(5)))
                    .keyBy(Call::instance)
                    .window(Windows.tumbling(ofMillis(10)))
                    .aggregate("count", row(Count.class, Count::new, key(), windowStart(), count()));
            counts.to("table", Sink.console());
            counts.late().to("late", Sink.console());
        });
    }

    private static Count counted(String instance, long start, long calls) {
        return new Count(instance, Instant.ofEpochMilli(start), calls);
    }

    private static Instant at(long ms) {
        return Instant.ofEpochMilli(ms);
    }

    @Test
    void whenEventPassesTheBound_thenTheWindowIsThereWhenEmitReturns() {
        try (PipelineTest test = PipelineTest.of(counts())) {
            TestInput<Call> calls = test.input("calls", Call.class);
            calls.emit(new Call("a", 1)).emit(new Call("a", 14));
            assertThat(test.output("table", Count.class)).isEmpty();

            calls.emit(new Call("b", 15));
            assertThat(test.output("table", Count.class)).containsExactly(counted("a", 0, 1));

            calls.emit(new Call("a", 9));
            assertThat(test.output("late", Call.class)).containsExactly(new Call("a", 9));
        }
    }

    @Test
    void whenClockGoesOn_thenOnlyALiveSourceIsIdle() {
        try (PipelineTest replayed = PipelineTest.of(counts())) {
            replayed.input("calls", Call.class).emit(new Call("a", 1));
            replayed.advanceClock(ofHours(1)).advanceClock(ofHours(1));
            assertThat(replayed.output("table", Count.class)).isEmpty();
        }
        Pipeline live = Pipeline.of(
                "live",
                p -> p.from(
                                "calls",
                                Push.of(Call.class).timedByMillis(Call::ms),
                                Watermarks.monotone().idleAfter(ofSeconds(30)))
                        .keyBy(String.class, Call::instance)
                        .window(Windows.tumbling(ofMillis(10)))
                        .aggregate("counts", count())
                        .to("table", Sink.console()));
        try (PipelineTest test = PipelineTest.of(live)) {
            test.input("calls", Call.class).emit(new Call("a", 1));
            test.advanceClock(ofSeconds(29));
            assertThat(test.output("table", Long.class)).isEmpty();
            test.advanceClock(ofSeconds(1));
            assertThat(test.output("table", Long.class)).containsExactly(1L);
        }
    }

    @Test
    void whenWatermarkIsGiven_thenWindowsUpToItAreComplete() {
        try (PipelineTest test = PipelineTest.of(counts())) {
            TestInput<Call> calls = test.input("calls", Call.class).emit(new Call("a", 1));

            calls.watermark(at(8));
            assertThat(test.output("table", Count.class)).isEmpty();
            calls.watermark(at(9)).watermark(at(3));
            assertThat(test.output("table", Count.class)).containsExactly(counted("a", 0, 1));
            calls.emit(new Call("a", 9)).emit(new Call("a", 10));
            assertThat(test.output("late", Call.class)).containsExactly(new Call("a", 9));
        }
    }

    @Test
    void whenTimeIsGiven_thenItWinsOverTheOneOfTheSource() {
        try (PipelineTest test = PipelineTest.of(counts())) {
            test.input("calls", Call.class).emit(new Call("a", 1), at(95));

            assertThat(test.finish().timedOutput("table", Count.class))
                    .containsExactly(new Timed<>(counted("a", 90, 1), at(99)));
        }
    }

    @Test
    void whenThereAreSeveralPartitions_thenEachHasItsWatermark() {
        try (PipelineTest test = PipelineTest.of(counts(), o -> o.partitions("calls", 2))) {
            TestInput<Call> calls = test.input("calls", Call.class);
            calls.emit(new Call("a", 100)).partition(1).emit(new Call("a", 1));
            calls.emit(new Call("a", 2));

            assertThat(test.output("late", Call.class)).containsExactly(new Call("a", 2));
            assertThat(test.output("table", Count.class)).isEmpty();
            calls.partition(1).watermark(at(9));
            assertThat(test.output("table", Count.class)).containsExactly(counted("a", 0, 1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> calls.partition(2))
                    .withMessage(
                            "source 'calls' has no partition 2: it has 2, counted from 0; the option partitions(step, count)"
                                    + " sets how many");
        }
    }

    @Test
    void whenOneSourceIsFarAhead_thenTheOtherIsReadAllTheSame() {
        Pipeline join = Pipeline.of("join", p -> {
            var right = p.from("right", calls()).keyBy(Call::instance);
            p.from("left", calls())
                    .keyBy(Call::instance)
                    .join("join", right, JoinBounds.within(ofSeconds(1)))
                    .inner((l, r) -> l.ms() + "+" + r.ms())
                    .to("pairs", Sink.console());
        });
        try (PipelineTest test = PipelineTest.of(join)) {
            test.input("left", Call.class).emit(new Call("a", 1_000_000)).emit(new Call("a", 2_000_000));
            test.input("right", Call.class).emit(new Call("a", 1_000_001));

            assertThat(test.output("pairs", String.class)).containsExactly("1000000+1000001");
        }
    }

    @Test
    void whenRestartedBetweenAnyTwo_thenNobodyCanTell() {
        try (PipelineTest test = PipelineTest.of(counts())) {
            TestInput<Call> calls = test.restart().input("calls", Call.class);
            for (long ms : List.of(1L, 14L, 3L, 15L, 9L)) {
                calls.emit(new Call("a", ms));
                test.restart();
            }
            test.finish();

            assertThat(test.output("table", Count.class)).containsExactly(counted("a", 0, 2), counted("a", 10, 2));
            assertThat(test.output("late", Call.class)).containsExactly(new Call("a", 9));
        }
    }

    /** Says once how many calls came, a second after the first. */
    private static final class Later extends KeyedProcess<String, Call, String> {
        @Override
        protected void onEvent(Call call, ProcessContext<String, String> context) {
            context.clockTimer(context.time().plusSeconds(1));
        }

        @Override
        protected void onClock(Instant at, ProcessContext<String, String> context) {
            context.emit(context.key() + " at " + at);
        }
    }

    @Test
    void whenClockIsAdvanced_thenItsTimersFire() {
        Pipeline pipeline = Pipeline.of(
                "later",
                p -> p.from("calls", Push.of(Call.class))
                        .keyBy(Call::instance)
                        .process("later", Later::new)
                        .to("out", Sink.console()));
        try (PipelineTest test = PipelineTest.of(pipeline, o -> o.clock(at(5_000)))) {
            test.input("calls", Call.class).emit(new Call("a", 0)); // without timedBy: at the time of the clock
            test.restart();

            test.advanceClock(ofMillis(999));
            assertThat(test.output("out", String.class)).isEmpty();
            test.advanceClock(ofMillis(1));
            assertThat(test.output("out", String.class)).containsExactly("a at 1970-01-01T00:00:06Z");
        }
    }

    @Test
    void whenSourceIsLive_thenEventsOfTheFutureAreRefusedAndDoNotMoveTheWatermark() {
        Pipeline pipeline = Pipeline.of(
                "live",
                p -> p.from("calls", Push.of(Call.class).timedByMillis(Call::ms))
                        .keyBy(Call::instance)
                        .window(Windows.tumbling(ofMillis(10)))
                        .aggregate("count", row(Count.class, Count::new, key(), windowStart(), count()))
                        .to("table", Sink.console()));
        try (PipelineTest test = PipelineTest.of(pipeline, o -> o.clock(at(0)))) {
            test.input("calls", Call.class).emit(new Call("a", 1)).emit(new Call("a", 3_600_001));

            assertThat(test.output("table", Count.class)).isEmpty();
            assertThat(test.deadLetters()).extracting(DeadLetter::value).containsExactly(new Call("a", 3_600_001));
        }
    }

    @Test
    void whenFunctionThrows_thenDeadLettersAreKeptOverARestart() {
        Pipeline pipeline = Pipeline.of(
                "map",
                p -> p.from("calls", Source.of(new Call("a", 1)))
                        .map("divide", call -> 10 / call.ms())
                        .to("out", Sink.console()));
        try (PipelineTest test = PipelineTest.of(pipeline)) {
            TestInput<Call> calls = test.input("calls", Call.class); // which has no time at all
            calls.emit(new Call("a", 0));
            test.restart();
            calls.emit(new Call("b", 0)).emit(new Call("c", 5));

            assertThat(test.output("out", Long.class)).containsExactly(2L);
            assertThat(test.deadLetters())
                    .extracting(DeadLetter::step, DeadLetter::value)
                    .containsExactly(tuple("divide", new Call("a", 0)), tuple("divide", new Call("b", 0)));
            assertThat(test.metrics().step("divide").failed()).isEqualTo(1); // since the restart
        }
    }

    @Test
    void whenTimeCannotBeTold_thenDeadLetter() {
        Pipeline pipeline = Pipeline.of(
                "time",
                p -> p.from("calls", Source.of(new Call("a", 1)).timedByMillis(call -> 10 / call.ms()))
                        .to("out", Sink.console()));
        try (PipelineTest test = PipelineTest.of(pipeline)) {
            test.input("calls", Call.class).emit(new Call("a", 0));

            assertThat(test.deadLetters())
                    .extracting(DeadLetter::reason)
                    .containsExactly("its time cannot be told: java.lang.ArithmeticException: / by zero");
        }
    }

    @Test
    void whenStepMustNotFail_thenEmitThrows() {
        Pipeline pipeline = Pipeline.of(
                "strict",
                p -> p.from("calls", calls())
                        .map("divide", call -> 10 / call.ms())
                        .onFailure(FailurePolicy.FAIL)
                        .to("out", Sink.console()));
        try (PipelineTest test = PipelineTest.of(pipeline)) {
            TestInput<Call> calls = test.input("calls", Call.class);
            assertThatExceptionOfType(JobFailedException.class)
                    .isThrownBy(() -> calls.emit(new Call("a", 0)))
                    .withMessageStartingWith("pipeline 'strict' failed: ")
                    .withMessageContaining("divide");
        }
    }

    @Test
    void whenNameIsUnknown_thenThoseThereAreAreListed() {
        try (PipelineTest test = PipelineTest.of(counts())) {
            assertThatExceptionOfType(NoSuchElementException.class)
                    .isThrownBy(() -> test.input("cals", Call.class))
                    .withMessage("there is no source 'cals': there are calls");
            assertThatExceptionOfType(NoSuchElementException.class)
                    .isThrownBy(() -> test.output("out", Call.class))
                    .withMessage("there is no sink 'out': there are table, late");
        }
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> PipelineTest.of(counts(), o -> o.partitions("cals", 2)))
                .withMessage("there is no source 'cals': there are calls");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PipelineTest.of(counts(), o -> o.partitions("calls", 0)))
                .withMessage("0 partitions for source 'calls': give at least 1");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void whenTypeIsWrong_thenTheMessageSaysWhichItIs() {
        try (PipelineTest test = PipelineTest.of(counts())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> test.input("calls", Count.class))
                    .withMessage("source 'calls' gives Call, not Count");
            TestInput raw = test.input("calls", Call.class);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> raw.emit("a"))
                    .withMessage("source 'calls' takes Call, not the String a");
            raw.emit(new Call("a", 1));
            test.finish();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> test.output("table", Call.class))
                    .withMessage(
                            "sink 'table' got a Count, Count[instance=a, start=1970-01-01T00:00:00Z, calls=1], which is no"
                                    + " Call");
        }
    }

    @Test
    void whenInputHasEnded_thenThereIsNoMoreToEmit() {
        try (PipelineTest test = PipelineTest.of(counts())) {
            TestInput<Call> calls = test.input("calls", Call.class);
            test.finish();
            assertThatIllegalStateException()
                    .isThrownBy(() -> calls.emit(new Call("a", 1)))
                    .withMessage("the input has ended by finish()");
        }
    }

    @Test
    void whenPipelineHasAFactory_thenItsParametersAreRead() {
        try (PipelineTest test = PipelineTest.of(
                (p, args) -> {
                    long above = args.duration("above").toMillis();
                    p.from("calls", calls()).filter(call -> call.ms() > above).to("out", Sink.console());
                },
                Parameters.of("above", "5ms"))) {
            test.input("calls", Call.class).emit(new Call("a", 5)).emit(new Call("a", 6));

            assertThat(test.output("out", Call.class)).containsExactly(new Call("a", 6));
        }
    }
}
