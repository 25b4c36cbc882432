// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.memory.Collector;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case of the other engine's suite, with parallelism 1, 2 and 4. */
class NexmarkSuiteTest {
    private static final int ALL = Integer.MAX_VALUE;

    /**
     * Which query answers a case.
     *
     * @param columns how many of the answer's columns the case has, the others are ours alone
     */
    private record Answer(String query, int columns) {}

    private static final Map<String, Answer> ANSWERS = Map.of(
            "q5", new Answer("q5", 2),
            "q6_group_top1", new Answer("lowest", ALL),
            "q101", new Answer("highest", ALL),
            "q102", new Answer("above-average", ALL),
            "q103", new Answer("popular", ALL),
            "q104", new Answer("not-unpopular", ALL),
            "q105", new Answer("most-wanted", ALL),
            "q106", new Answer("cheapest", ALL));

    @BeforeEach
    void needsTheSuite() {
        assumeTrue(Suite.isThere(), "the suite is not beside the project: " + Suite.PLACE);
    }

    @TestFactory
    Stream<DynamicTest> whenCaseIsRun_thenRowsAreAsTheOtherEngineExpects() {
        return Suite.cases().entrySet().stream()
                .flatMap(one -> Stream.of(1, 2, 4)
                        .map(parallelism -> dynamicTest(
                                one.getKey() + ", parallelism " + parallelism,
                                () -> run(one.getKey(), one.getValue(), parallelism))));
    }

    private static void run(String name, List<String> expected, int parallelism) throws InterruptedException {
        Answer answer = ANSWERS.getOrDefault(name, new Answer(name, ALL));
        NexmarkQuery<?> query = NexmarkQuery.named(answer.query());
        Collector<Object> answers = new Collector<>();
        Pipeline pipeline =
                Pipeline.of(name, p -> query.steps().apply(Suite.market(p)).to("answers", answers));
        try (Leat leat = Leat.inMemory(o -> o.parallelism(parallelism))) {
            var metrics = leat.start(pipeline).awaitCompletion();
            assertThat(metrics.late()).as("late").isZero();
            assertThat(metrics.failed()).as("failed").isZero();
        }
        assertThat(answers.values())
                .extracting(value -> SuiteRow.of(value, answer.columns()))
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(SuiteRow::normal).toList());
    }

    @Test
    void whenSuiteIsRead_thenNoCaseIsLeftOut() {
        assertThat(Suite.cases()).hasSize(26);
    }
}
