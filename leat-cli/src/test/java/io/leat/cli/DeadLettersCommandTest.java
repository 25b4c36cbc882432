// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code leat dead-letters}. */
class DeadLettersCommandTest {
    /** Refuses numbers that end in seven. */
    private static final String FUSSY = """
            import io.leat.*;
            import io.leat.connector.*;
            import io.leat.connector.memory.*;
            import io.leat.connector.file.*;

            public class Fussy implements PipelineFactory {
                public record Number(long value) {}

                @Override
                public void define(PipelineBuilder p, Parameters args) {
                    p.from("numbers", JsonLines.of(args.path("in"), Number.class).timedByMillis(Number::value))
                            .map("check", number -> {
                                if (number.value() % 10 == 7) {
                                    throw new IllegalStateException("no sevens");
                                }
                                return number;
                            })
                            .to("out", Sink.of(number -> {}));
                }
            }
            """;

    @TempDir
    private Path directory;

    private Path job;

    @BeforeEach
    void run() throws IOException {
        Path source = Files.writeString(directory.resolve("Fussy.java"), FUSSY);
        StringBuilder lines = new StringBuilder("{\"val\n");
        for (int i = 0; i < 30; i++) {
            lines.append("{\"value\":").append(i).append("}\n");
        }
        Path in = Files.writeString(directory.resolve("in.jsonl"), lines);
        job = directory.resolve("fussy.leat");
        assertThat(Outcome.of("run", source.toString(), "--job", job.toString(), "--", "in=" + in)
                        .status())
                .isZero();
    }

    @Test
    void whenListed_thenEachSaysWhatWasWrong() {
        Outcome outcome = Outcome.of("dead-letters", "list", job.toString());

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .startsWith("0  20")
                .containsPattern("(?m)^0  .* numbers at in.jsonl:1: not JSON.*\n   \\{\"val$")
                .containsPattern(
                        "(?m)^1  .* check.*: java.lang.IllegalStateException: no sevens\n   Number\\[value=7]$")
                .contains("Number[value=17]", "Number[value=27]")
                .endsWith("\n4 dead letters\n");
    }

    @Test
    void whenSomeAreChosen_thenOnlyTheseAreListed() {
        assertThat(Outcome.of("dead-letters", "list", job.toString(), "--step", "numbers")
                        .out())
                .contains("{\"val")
                .endsWith("\n1 dead letters\n");
        Outcome json = Outcome.of("dead-letters", "list", job + "/Fussy", "--number", "1,3", "--json");
        assertThat(json.out().lines()).hasSize(2);
        assertThat(json.out())
                .startsWith("{\"number\":1,\"at\":1")
                .contains("\"step\":\"check\"", "\"text\":\"Number[value=27]\"", "\"retriable\":true}");
    }

    @Test
    void whenTriedAgain_thenItSaysHowMany() {
        assertThat(Outcome.of("dead-letters", "replay", job.toString(), "--number", "1,2")
                        .out())
                .isEqualTo("2 dead letters would be tried again, but the job has completed and does not run again\n");
        assertThat(Outcome.of("dead-letters", "replay", job.toString(), "--step", "out")
                        .out())
                .startsWith("no dead letter that can be tried again");
    }

    @Test
    void whenThereIsNoJob_thenThatIsSaid() {
        Outcome outcome = Outcome.of("dead-letters", "list", "nowhere");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("leat: there is no job in nowhere");
        assertThat(Outcome.of("dead-letters").err()).startsWith("Usage: leat dead-letters");
    }
}
