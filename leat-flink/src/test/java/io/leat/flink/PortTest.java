// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Parameters;
import io.leat.Pipeline;
import io.leat.engine.run.InlineHost;
import io.leat.flink.CasePipeline.Held;
import io.leat.flink.CasePipeline.Result;
import io.leat.flink.FlinkCluster.Given;
import io.leat.graph.Step;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine's operators, as they are, inside Flink: with state on the heap and in RocksDB, two of each operator, checkpoints
 * all the time, and one failure in the middle. What comes out is what comes out of the inline host.
 */
@Timeout(120)
class PortTest {
    private static final long SEED = 20260101L;
    private static final String PIPELINE = "case";

    private static FlinkCluster flink;

    private String run = "";

    @BeforeAll
    static void start() throws Exception {
        flink = new FlinkCluster();
    }

    @AfterAll
    static void stop() throws Exception {
        flink.stop();
    }

    static Stream<Arguments> cases() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of("hashmap", "rocksdb").map(backend -> Arguments.of(kind, backend)));
    }

    @AfterEach
    void forget() {
        Mishap.forget(run);
        Findings.forget(run);
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("cases")
    void whenOperatorRunsInFlinkAndFails_thenItGivesWhatTheInlineHostGives(Kind kind, String backend) throws Exception {
        run = kind + " on " + backend;
        List<String> words = List.of("kind=" + kind, "seed=" + SEED);
        ShippedStep step = new ShippedStep(PIPELINE, CasePipeline.class, words, CasePipeline.STEP);

        List<Result> expected = inline(words);
        List<Given> given = flink.run(step, kind, SEED, backend, run);

        assertThat(finalOf(given.stream().map(Given::result).toList()))
                .containsExactlyInAnyOrderElementsOf(finalOf(expected));
        assertThat(expected)
                .extracting(Result::output)
                .as("outputs that the case is about")
                .contains(Step.MAIN, 1);
        assertThat(given)
                .filteredOn(g -> g.result().output() == Step.MAIN)
                .as("results that are not late further down")
                .allSatisfy(g ->
                        assertThat(g.result().time()).isGreaterThan(g.own()).isGreaterThan(g.watermark()));
        checkFailure();
        checkInside(kind);
    }

    /** One restore, from a complete checkpoint in the middle of the input, which lost some of what had been done. */
    private void checkFailure() {
        Mishap mishap = Mishap.of(run);
        assertThat(mishap.happened()).isTrue();
        assertThat(mishap.lost()).as("events behind the checkpoint").isPositive();
        assertThat(mishap.restored()).as("events before it").isPositive();
        assertThat(Findings.of(run).restores).as("restores of two operators").hasSize(2);
    }

    private void checkInside(Kind kind) {
        Findings findings = Findings.of(run);
        assertThat(findings.ends).as("state at the end").hasSize(2).containsOnly(new Findings.Look(0, 0, 0, 0));
        assertThat(findings.checkpoints).anyMatch(look -> look.entries() > 0).allSatisfy(look -> {
            assertThat(look.different()).as("different timers").isEqualTo(look.timers());
            assertThat(look.overdue()).as("timers that should have fired").isZero();
            assertThat(look.timers()).as("entries have a timer").isGreaterThanOrEqualTo(look.entries());
            if (kind == Kind.TUMBLING) {
                assertThat(look.timers()).as("one a window").isEqualTo(look.entries());
            }
        });
    }

    private static List<Result> inline(List<String> words) throws IOException {
        CasePipeline factory = new CasePipeline();
        Pipeline pipeline = Pipeline.of(PIPELINE, factory, Parameters.parse(words));
        try (InlineHost host = InlineHost.open(pipeline.graph(), InstantSource.system(), null)) {
            while (!host.hasEnded()) {
                host.step();
            }
            assertThat(host.deadLetters()).isEmpty();
        }
        return factory.results();
    }

    /** Of the updates of a window only the last is the same on every host: it holds the most events. */
    private static Collection<Result> finalOf(List<Result> results) {
        Map<String, Result> windows = new TreeMap<>();
        List<Result> all = new ArrayList<>();
        for (Result result : results) {
            if (result.value() instanceof Held held) {
                windows.merge(
                        held.key() + held.start(),
                        result,
                        (a, b) -> ((Held) a.value()).count() > ((Held) b.value()).count() ? a : b);
            } else {
                all.add(result);
            }
        }
        all.addAll(windows.values());
        return all;
    }
}
