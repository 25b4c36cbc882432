// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Leat;
import io.leat.Parameters;
import io.leat.Pipeline;
import io.leat.metric.JobMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NexmarkTest {
    @TempDir
    private Path directory;

    static Iterable<String> queries() {
        return NexmarkQuery.byName().keySet();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void whenHouseIsMadeUp_thenAnswersDoNotDependOnParallelism(String query) throws Exception {
        List<String> alone = answers(query, 1);

        assertThat(alone).isNotEmpty();
        assertThat(answers(query, 2)).isEqualTo(alone);
        assertThat(answers(query, 4)).isEqualTo(alone);
    }

    private List<String> answers(String query, int parallelism) throws InterruptedException, IOException {
        Path out = directory.resolve(query + "-" + parallelism + ".jsonl");
        Parameters args = Parameters.of("query", query, "out", out.toString(), "events", "20000", "rate", "100");
        try (Leat leat = Leat.inMemory(o -> o.parallelism(parallelism))) {
            JobMetrics metrics = leat.start("nexmark", new Nexmark(), args).awaitCompletion();
            assertThat(metrics.late()).as("late").isZero();
            assertThat(metrics.failed()).as("failed").isZero();
        }
        return Files.readAllLines(out).stream().sorted().toList();
    }

    @Test
    void whenTimeIsOfArrival_thenWindowsGoByTheClock() throws Exception {
        Path out = directory.resolve("arrival.jsonl");
        Parameters args = Parameters.of(
                "query", "q12", "time", "arrival", "events", "500", "rate", "1000", "out", out.toString());
        Instant before = Instant.now().minusSeconds(10);
        try (Leat leat = Leat.inMemory()) {
            assertThat(leat.start("nexmark", new Nexmark(), args)
                            .awaitCompletion()
                            .late())
                    .isZero();
        }
        assertThat(Files.readAllLines(out))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(
                                Instant.ofEpochMilli(Long.parseLong(line.replaceAll(".*\"start\":(\\d+).*", "$1"))))
                        .isBetween(before, Instant.now()));
    }

    @Test
    void whenQueryIsUnknown_thenMessageListsThoseThereAre() {
        Parameters args = Parameters.of("query", "q99");

        assertThatThrownBy(() -> Pipeline.of("nexmark", new Nexmark(), args))
                .hasStackTraceContaining("no query 'q99': there are q0, q1, q2");
    }
}
