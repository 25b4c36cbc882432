// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leat.Leat;
import io.leat.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fleet over the calls of six instances, against results that were worked out by definition, not by this engine. */
class FleetOverRealCallsTest {
    private static final Path DATA = Path.of("..", "..", "shared", "data");

    @TempDir
    private Path out;

    @ParameterizedTest
    @CsvSource({"1, 60s", "2, 60s", "4, 60s", "1, 5s", "2, 5s", "4, 5s"})
    void whenNothingIsLateOrSomethingIs_thenEveryWindowIsAsExpected(int parallelism, String bound) throws Exception {
        run(parallelism, "bound", bound);

        assertSameRows("tumbling_10s", "_bound" + bound);
        assertSameRows("sliding_30s_10s", "_bound" + bound);
        assertSameRows("session_2s", "_bound" + bound);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "4"})
    void whenLatenessIsAllowed_thenEveryWindowIsAsExpected(int parallelism) throws Exception {
        run(parallelism, "bound", "5s", "lateness", "20s");

        assertSameRows("tumbling_10s", "_bound5s_lateness20s");
    }

    private void run(int parallelism, String... settings) throws InterruptedException {
        Path input = DATA.resolve("six_instances.jsonl.gz");
        assumeTrue(Files.exists(input), "the calls of six instances are not beside the project: " + input);
        String[] all = new String[4 + settings.length];
        List.of("input", input.toString(), "out", out.toString()).toArray(all);
        System.arraycopy(settings, 0, all, 4, settings.length);
        try (Leat leat = Leat.inMemory(o -> o.parallelism(parallelism))) {
            leat.start("fleet", new Fleet(), Parameters.of(all)).awaitCompletion();
        }
    }

    /** As multisets: the expected rows are sorted as text, ours come by window. The eighth column is ours alone. */
    private void assertSameRows(String name, String variant) throws IOException {
        Path expected = DATA.resolve("expected");
        assertThat(rows(out.resolve(name + ".csv"), 7))
                .containsExactlyInAnyOrderElementsOf(rows(expected.resolve(name + variant + ".csv"), 7));
        assertThat(rows(out.resolve(name + ".late.csv"), 3))
                .containsExactlyInAnyOrderElementsOf(rows(expected.resolve(name + variant + ".late.csv"), 3));
    }

    private static List<List<String>> rows(Path file, int columns) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> List.of(line.split(",")).subList(0, columns))
                .toList();
    }
}
