// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.graph;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.EventStream;
import io.leat.KeyedStream;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.PipelineBuilder;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.memory.Collector;
import io.leat.engine.InlineRun;
import io.leat.engine.Item;
import io.leat.failure.FailurePolicy;
import io.leat.failure.PipelineException;
import io.leat.join.JoinBounds;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** "Errors of configuration are thrown at construction and say what was given, what is allowed, and the cure", word for word. */
class BuilderErrorsTest {
    private static final Windows TEN = Windows.tumbling(Duration.ofMillis(10));

    private static void assertRefused(Pipeline.Definition definition, String message) {
        assertThatThrownBy(() -> Pipeline.of("p", definition))
                .isInstanceOf(PipelineException.class)
                .hasMessage(message);
    }

    private static EventStream<Item> events(PipelineBuilder p) {
        return p.from("events", InlineRun.source(at(1, 1)));
    }

    @Test
    void whenNothingIsDefined_thenRefused() {
        assertRefused(p -> {}, "pipeline 'p' has no steps: begin with from(name, source)");
        assertThatThrownBy(() -> Pipeline.of(" ", p -> {})).hasMessage("a pipeline needs a name that is not blank");
        assertRefused(p -> p.from(" ", Source.of(1)), "the name of a from step is blank");
    }

    @Test
    void whenCumulativeWindowsDoNotFit_thenRefused() {
        assertThatThrownBy(() -> Windows.cumulative(Duration.ofMinutes(7), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cumulative windows of at most PT1H cannot grow by PT7M:"
                        + " give a step that divides the largest size");
        assertThatThrownBy(() -> Windows.cumulative(Duration.ofMillis(1), Duration.ofDays(1)))
                .hasMessage("a window of PT24H every PT0.001S puts each event into 86400000 windows:"
                        + " at most 100000 are allowed, so take a longer step");
    }

    @Test
    void whenAJoinBoundIsBeyondTime_thenRefused() {
        String message = "a join bound of %s ms: give at most 2305843009213693952 ms, which is about 73 million years,"
                + " before or after";
        assertThatThrownBy(() -> JoinBounds.after(Duration.ofMillis(Long.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message.formatted(Long.MAX_VALUE));
        assertThatThrownBy(() -> JoinBounds.between(Duration.ofMillis(-Windows.LONGEST_MS - 1), Duration.ZERO))
                .hasMessage(message.formatted(-Windows.LONGEST_MS - 1));
    }

    @Test
    void whenTwoPartitionsHaveOneName_thenTheJobIsRefused() throws Exception {
        SourcePartition<Integer> partition =
                new ArrayList<SourcePartition<Integer>>(Source.of(1).partitions()).get(0);
        Source<Integer> twins = new Source<>() {
            @Override
            public Class<?> type() {
                return Integer.class;
            }

            @Override
            public List<SourcePartition<Integer>> partitions() {
                return List.of(partition, partition);
            }
        };
        try (Leat leat = Leat.inMemory()) {
            assertThatThrownBy(() -> leat.start(
                            Pipeline.of("p", p -> p.from("twins", twins).to("out", new Collector<>()))))
                    .isInstanceOf(PipelineException.class)
                    .hasMessage("source 'twins' of pipeline 'p' has two partitions named 'list-0':"
                            + " positions go by the name, so each partition needs its own");
        }
    }

    @Test
    void whenTwoStepsHaveOneName_thenRefused() {
        assertRefused(
                p -> events(p).to("out", new Collector<>()).to("out", new Collector<>()),
                "pipeline 'p' has two steps named 'out': state and metrics go by the name, so each step needs its own");
        assertRefused(
                p -> events(p).filter(i -> true).map("filter-1", i -> i),
                "pipeline 'p' has two steps named 'filter-1': state and metrics go by the name, so each step needs its own");
    }

    @Test
    void whenASourceWithoutTimeFeedsAWindow_thenRefused() {
        assertRefused(
                p -> p.from("events", Source.of(1))
                        .filter(n -> true)
                        .keyBy(n -> n)
                        .window(TEN)
                        .aggregate("counts", count()),
                "pipeline 'p' window 'counts' goes by event time, but the source 'events' does not know its events' time:"
                        + " add .timedBy(event -> …) to it");
        assertRefused(
                p -> events(p)
                        .map(i -> 1)
                        .keyBy(n -> n)
                        .join("join", p.from("untimed", Source.of(1)).keyBy(n -> n), JoinBounds.sameWindow(TEN))
                        .inner((a, b) -> a),
                "pipeline 'p' join 'join' goes by event time, but the source 'untimed' does not know its events' time,"
                        + " so that both sides would be kept until the input ends: add .timedBy(event -> …) to it");
        assertRefused(
                p -> p.from("events", Source.of(1)).keyBy(n -> n).process("process", Nothing::new),
                "pipeline 'p' process 'process' goes by event time, but the source 'events' does not know its events' time:"
                        + " add .timedBy(event -> …) to it");
    }

    private static final class Nothing extends KeyedProcess<Integer, Integer, Integer> {
        @Override
        protected void onEvent(Integer event, ProcessContext<Integer, Integer> context) {}
    }

    @Test
    @DisplayName("Aggregating accumulating results downstream would count twice: refused at build unless finalOnly")
    void whenAccumulatingResultsAreAggregated_thenRefused() {
        String message =
                "pipeline 'p' window 'second' would count results of 'first' more than once, since each late event"
                        + " gives an updated result: make 'first' .finalOnly(), or read its .asChangelog()";
        Duration late = Duration.ofSeconds(1);
        assertRefused(
                p -> events(p)
                        .keyBy(Item::key)
                        .window(TEN)
                        .allowedLateness(late)
                        .aggregate("first", count())
                        .map(n -> n + 1)
                        .keyBy(n -> n)
                        .window(TEN)
                        .aggregate("second", count()),
                message);
        assertRefused(
                p -> events(p)
                        .window(TEN)
                        .allowedLateness(late)
                        .aggregate("first", count())
                        .panes()
                        .window(TEN)
                        .aggregate("second", count()),
                message);
        assertRefused(
                p -> {
                    KeyedStream<Long, Long> counts = events(p)
                            .window(TEN)
                            .allowedLateness(late)
                            .aggregate("first", count())
                            .keyBy(n -> n);
                    counts.join("join", counts, JoinBounds.within(late)).inner((a, b) -> a);
                },
                "pipeline 'p' join 'join' would count results of 'first' more than once, since each late event"
                        + " gives an updated result: make 'first' .finalOnly(), or read its .asChangelog()");
        assertThatCode(() -> Pipeline.of("p", p -> {
                    events(p)
                            .window(TEN)
                            .allowedLateness(late)
                            .finalOnly()
                            .aggregate("a", count())
                            .window(TEN)
                            .aggregate("b", count());
                    p.from("e2", InlineRun.source(at(1, 1)))
                            .window(TEN)
                            .allowedLateness(late)
                            .aggregate("c", count())
                            .late()
                            .window(TEN)
                            .aggregate("d", count());
                }))
                .doesNotThrowAnyException();
    }

    @Test
    void whenKeysHaveNoCodec_thenRefused() {
        assertThatThrownBy(() -> Pipeline.of("p", p -> events(p).keyBy(Thread.class, i -> Thread.currentThread())))
                .isInstanceOf(PipelineException.class)
                .hasMessageStartingWith("pipeline 'p' has keys in 'keyBy-1' without a codec: ")
                .hasMessageContaining("java.lang.Thread");
    }

    @Test
    void whenKeysAreArrays_thenRefused() {
        String message = "pipeline 'p' has keys of byte[] in 'keyBy-1', which two equal events would not share:"
                + " use a text, a number or a record";
        assertRefused(p -> events(p).keyBy(byte[].class, i -> new byte[1]), message);
        assertRefused(p -> events(p).keyBy(i -> new byte[1]), message);
    }

    @Test
    void whenAStreamOfAnotherPipelineIsUsed_thenRefused() {
        List<EventStream<Item>> kept = new ArrayList<>();
        Pipeline.of("other", p -> kept.add(events(p)));
        assertRefused(
                p -> events(p).union(kept.get(0)),
                "a stream of another pipeline cannot be put together with this one: define both in the same pipeline");
        List<KeyedStream<String, Item>> keyed = new ArrayList<>();
        Pipeline.of("other", p -> keyed.add(events(p).keyBy(Item::key)));
        assertRefused(
                p -> events(p).keyBy(Item::key).join("join", keyed.get(0), JoinBounds.within(Duration.ZERO)),
                "join 'join' has a side from another pipeline: define both in one");
    }

    @Test
    void whenTheBuilderIsUsedAfterwards_thenRefused() {
        List<EventStream<Item>> kept = new ArrayList<>();
        List<PipelineBuilder> builder = new ArrayList<>();
        Pipeline.of("p", p -> {
            builder.add(p);
            kept.add(events(p));
        });
        String message = "the pipeline is built: steps can be added inside its definition only";
        assertThatThrownBy(() -> kept.get(0).filter(i -> true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> builder.get(0).from("more", Source.of(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> kept.get(0).onFailure(FailurePolicy.skip()))
                .as("a policy that would have no effect")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whenTheDefinitionThrows_thenThatIsTheCause() {
        IOException cause = new IOException("no file");
        assertThatThrownBy(() -> Pipeline.of("p", p -> {
                    throw cause;
                }))
                .isInstanceOf(PipelineException.class)
                .hasMessage("pipeline 'p' could not be defined: java.io.IOException: no file")
                .hasCause(cause);
        assertThatThrownBy(() -> Pipeline.of("p", p -> {
                    throw new IllegalStateException("mine");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mine");
    }

    @Test
    void whenLengthsMakeNoSense_thenRefused() {
        assertArgument(
                () -> Windows.tumbling(Duration.ZERO),
                "the window size is PT0S: give a duration of at least one millisecond");
        assertArgument(
                () -> Windows.tumbling(Duration.ofMillis(-5)),
                "the window size is PT-0.005S: give a duration of at least one millisecond");
        assertArgument(
                () -> Windows.tumbling(Duration.ofNanos(1_500_000)),
                "the window size is PT0.0015S: event time is in whole milliseconds");
        assertArgument(
                () -> Windows.tumbling(Duration.ofSeconds(Long.MAX_VALUE)),
                "the window size is PT2562047788015215H30M7S: it must fit a long of milliseconds, about 292 million years");
        assertArgument(
                () -> Windows.sliding(Duration.ofMillis(5), Duration.ZERO),
                "the slide is PT0S: give a duration of at least one millisecond");
        assertArgument(
                () -> Windows.sliding(Duration.ofDays(1), Duration.ofMillis(1)),
                "a window of PT24H every PT0.001S puts each event into 86400000 windows: at most 100000 are allowed,"
                        + " so take a longer slide");
        String sizes = "give from 1 ms to 2305843009213693952 ms, which is about 73 million years";
        assertArgument(
                () -> Windows.tumbling(Duration.ofMillis(Long.MAX_VALUE)),
                "a window of 9223372036854775807 ms: " + sizes);
        assertArgument(
                () -> Windows.session(Duration.ofMillis(Long.MAX_VALUE)),
                "a window of 9223372036854775807 ms: " + sizes);
        assertArgument(
                () -> Windows.sliding(Duration.ofMillis(5), Duration.ofMillis(-1)),
                "the slide is PT-0.001S: give a duration of at least one millisecond");
        assertArgument(
                () -> Windows.cumulative(Duration.ZERO, Duration.ofMillis(10)),
                "the step is PT0S: give a duration of at least one millisecond");
        assertArgument(
                () -> Windows.cumulative(Duration.ofMillis(1), Duration.ofMillis(-10)),
                "the largest size is PT-0.01S: give a duration of at least one millisecond");
        assertArgument(
                () -> Windows.cumulative(Duration.ofMillis(3), Duration.ofMillis(10)),
                "cumulative windows of at most PT0.01S cannot grow by PT0.003S:"
                        + " give a step that divides the largest size");
        assertArgument(
                () -> Windows.tumbling(Duration.ofMillis(5), Duration.ofSeconds(Long.MAX_VALUE)),
                "the window offset is PT2562047788015215H30M7S: it must fit a long of milliseconds,"
                        + " about 292 million years");
        assertArgument(
                () -> Windows.session(Duration.ofMillis(-3)),
                "the session gap is PT-0.003S: give a duration of at least one millisecond");
        assertArgument(
                () -> Windows.session(Duration.ZERO),
                "the session gap is PT0S: give a duration of at least one millisecond");
        assertArgument(
                () -> Watermarks.outOfOrder(Duration.ofMillis(-1)),
                "the disorder bound is PT-0.001S: give zero or a positive duration");
        assertArgument(
                () -> Watermarks.monotone().maxFutureSkew(Duration.ofMillis(-1)),
                "the largest skew into the future is PT-0.001S: give zero or a positive duration");
        assertArgument(
                () -> JoinBounds.within(Duration.ofMillis(-1)),
                "the join distance is PT-0.001S: give zero or a positive duration");
        assertArgument(
                () -> JoinBounds.between(Duration.ofSeconds(2), Duration.ofSeconds(1)),
                "the lower join bound PT2S is above the upper one PT1S: swap them");
        assertRefusedLateness();
    }

    private static void assertRefusedLateness() {
        assertThatThrownBy(() -> Pipeline.of("p", p -> events(p).window(TEN).allowedLateness(Duration.ofMillis(-1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the allowed lateness is PT-0.001S: give zero or a positive duration");
    }

    private static void assertArgument(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void whenParallelismMakesNoSense_thenRefused() {
        for (int n : new int[] {0, -1, 129}) {
            assertThatThrownBy(() -> Leat.inMemory(o -> o.parallelism(n)))
                    .hasMessage("a parallelism of " + n + ": give 1 to 128 threads");
        }
        assertThat(Leat.inMemory(o -> o.parallelism(128))).isNotNull();
    }
}
