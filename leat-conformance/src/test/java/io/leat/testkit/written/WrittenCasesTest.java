// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.written;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testkit.conform.Conformance;
import io.leat.testkit.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case written by hand, on every host, with every parallelism, restored between any two events. */
class WrittenCasesTest {
    private static final Path SEMANTICS = Path.of("..", "docs", "semantics.md");
    private static final Path CASES =
            Path.of("..", "leat-testkit", "src", "main", "resources", "io", "leat", "testkit", "written");

    @TestFactory
    Stream<DynamicTest> whenCaseIsRun_thenAsWritten() {
        return CaseReader.all().stream().map(c -> DynamicTest.dynamicTest(c.name() + " | " + c.says(), () -> run(c)));
    }

    private static void run(WrittenCase written) {
        new Conformance(Host.all(), Conformance.PARALLELISMS, 1, failure -> {
                    throw failure.asError();
                })
                .written(written);
    }

    @Test
    void whenCaseQuotesASentence_thenTheSemanticsHaveIt() throws IOException {
        String semantics = Files.readString(SEMANTICS).replaceAll("\\s+", " ");
        assertThat(CaseReader.all())
                .filteredOn(c -> !semantics.contains(c.says()))
                .extracting(c -> c.name() + ": " + c.says())
                .as("cases that quote what docs/semantics.md does not say")
                .isEmpty();
    }

    @Test
    void whenFileOfCasesIsThere_thenItIsRead() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            List<String> names = files.map(f -> f.getFileName().toString().replace(".case", ""))
                    .toList();
            assertThat(names).containsExactlyInAnyOrderElementsOf(CaseReader.FILES);
        }
    }

    @Test
    void whenCasesAreNamed_thenEachNameOnce() {
        assertThat(CaseReader.all()).extracting(WrittenCase::name).doesNotHaveDuplicates();
    }
}
