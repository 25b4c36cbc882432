// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.aggregate.Aggregates;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.graph.Graph;
import io.leat.graph.Place;
import io.leat.graph.Step;
import io.leat.join.JoinBounds;
import io.leat.pattern.Pattern;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where the steps of a pipeline are in the program; which is in a package of the API here. */
class StepPlaceTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    record Call(String key, long time, long id) {}

    static final class Quiet extends KeyedProcess<String, Call, Call> {
        @Override
        public void onEvent(Call call, ProcessContext<String, Call> context) {}
    }

    private static Push<Call> calls() {
        return Push.of(Call.class).timedByMillis(Call::time);
    }

    @Test
    void whenStepIsOfAnyKind_thenItsPlaceIsInTheUsersProgram() {
        Graph graph = Pipeline.of("kinds", StepPlaceTest::allKinds).graph();
        assertThat(graph.steps().stream().<Class<?>>map(Step::getClass))
                .as("kinds of steps")
                .contains(Step.class.getPermittedSubclasses());
        for (Step step : graph.steps()) {
            assertThat(String.valueOf(step.place()))
                    .as(step.kind() + " " + step.name())
                    .matches("io\\.leat\\.StepPlaceTest\\.allKinds\\(StepPlaceTest\\.java:\\d+\\)");
        }
    }

    private static void allKinds(PipelineBuilder p) {
        EventStream<Call> calls = p.from("calls", calls());
        EventStream<Call> same = calls.filter(call -> true)
                .map(call -> call)
                .flatMap(List::of)
                .<Call>mapMulti((call, out) -> out.accept(call))
                .peek(call -> {})
                .as(Call.class)
                .union(calls.split(call -> true).rest());
        KeyedStream<String, Call> keyed = same.keyBy(Call::key);
        WindowResults<String, Call, Long> load =
                keyed.window(Windows.tumbling(MINUTE)).aggregate("load", Aggregates.count());
        load.top("top", 3, count -> count).to("first", new Collector<>());
        same.window(Windows.tumbling(MINUTE)).aggregate("all", Aggregates.count());
        keyed.join("join", keyed, JoinBounds.within(MINUTE)).inner((left, right) -> left);
        keyed.join("asOf", keyed, JoinBounds.asOf(MINUTE)).left((left, right) -> left);
        keyed.latest("latest", MINUTE, late -> late.to("late", new Collector<>()));
        keyed.match("match", Pattern.<Call>begin("first", call -> true).within(MINUTE));
        keyed.process("process", Quiet::new);
        keyed.running("running", Aggregates.count(), MINUTE);
        keyed.deduplicate("deduplicate", MINUTE);
        same.lookup("lookup", CompletableFuture::completedFuture, (call, answer) -> call);
        Broadcast<String, Call> table = same.broadcast("table", Call::key).removedWhen(call -> false);
        same.with("with", table, (call, view) -> call);
    }

    @Test
    void whenChainIsOfSeveralLines_thenEachStepHasItsOwn() {
        AtomicInteger line = new AtomicInteger();
        Pipeline pipeline = Pipeline.of("chain", p -> {
            line.set(new Throwable().getStackTrace()[0].getLineNumber());
            p.from("calls", calls())
                    .filter(call -> call.id() > 0)
                    .keyBy(Call::key)
                    .window(Windows.tumbling(MINUTE))
                    .allowedLateness(MINUTE)
                    .aggregate("load", Aggregates.count())
                    .to("out", new Collector<>());
        });
        assertThat(pipeline.graph().steps())
                .extracting(step -> step.place().line() - line.get())
                .containsExactly(1, 2, 3, 6, 7);
    }

    @Test
    void whenHelperOfTheUserDefinesSteps_thenTheyAreThere() {
        Pipeline pipeline =
                Pipeline.of("helper", p -> real(p.from("calls", calls())).to("out", new Collector<>()));
        assertThat(pipeline.graph().steps())
                .extracting(step -> step.place().method())
                .containsExactly(
                        "whenHelperOfTheUserDefinesSteps_thenTheyAreThere",
                        "real",
                        "whenHelperOfTheUserDefinesSteps_thenTheyAreThere");
    }

    private static EventStream<Call> real(EventStream<Call> calls) {
        return calls.filter(call -> call.id() > 0);
    }

    @Test
    void whenJavaCallsTheApiForTheUser_thenThePlaceIsTheUsers() {
        Pipeline pipeline = Pipeline.of("reduce", Reducing::define);
        assertThat(pipeline.graph().steps().get(2).place().toString())
                .matches("io\\.leat\\.StepPlaceTest\\$Reducing\\.define\\(StepPlaceTest\\.java:\\d+\\)");
    }

    static final class Reducing {
        static void define(PipelineBuilder p) {
            assertThat(Stream.of("a", "b").map(name -> p.from(name, calls())).reduce(EventStream::union))
                    .isPresent();
        }
    }

    @Test
    void whenPlacesDiffer_thenStepsAreEqualAllTheSame() {
        Step.Header here = new Step.Header(0, "all", List.of(), new Place("Fleet", "define", "Fleet.java", 1));
        Step.Header there = new Step.Header(0, "all", List.of(), new Place("Fleet", "define", "Fleet.java", 2));
        assertThat(new Step.Union(here)).isEqualTo(new Step.Union(there)).hasSameHashCodeAs(new Step.Union(there));
        assertThat(here).isNotEqualTo(new Step.Header(1, "all", List.of(), here.place()));
    }

    @Test
    void whenClassTellsNoFileOrLine_thenPlaceSaysWhatIsKnown() {
        assertThat(new Place("Fleet", "define", "Fleet.java", 42)).hasToString("Fleet.define(Fleet.java:42)");
        assertThat(new Place("Fleet", "define", "Fleet.java", -1)).hasToString("Fleet.define(Fleet.java)");
        assertThat(new Place("Fleet", "define", null, -1)).hasToString("Fleet.define(Unknown Source)");
    }
}
