// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;
import static io.leat.aggregate.Aggregates.windowStart;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.memory.Push;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The example of the documents, compiled and run; and that it is the one that the documents show. */
class DocumentedExampleTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    public record Call(String instance, Instant eventTime, int tokens) {}

    public record Load(String instance, Instant start, long calls, long tokens) {}

    private static final Pipeline pipeline = Pipeline.of("load", p -> {
        var load = p.from(
                        "calls",
                        Push.of(Call.class).timedBy(Call::eventTime),
                        Watermarks.outOfOrder(Duration.ofSeconds(5)))
                .keyBy(Call::instance)
                .window(Windows.tumbling(Duration.ofSeconds(10)))
                .aggregate("load", row(Load.class, Load::new, key(), windowStart(), count(), sum(Call::tokens)));
        load.to("table", Sink.console());
        load.late().to("late", Sink.console());
    });

    private static Instant at(long second) {
        return START.plusSeconds(second);
    }

    @Test
    void whenDocumentsShowIt_thenItRuns() {
        // example
        try (PipelineTest test = PipelineTest.of(pipeline)) {
            TestInput<Call> calls = test.input("calls", Call.class);
            calls.emit(new Call("ai-1", at(1), 100)).emit(new Call("ai-1", at(9), 50));
            assertThat(test.output("table", Load.class)).isEmpty();

            calls.watermark(at(10));
            assertThat(test.output("table", Load.class)).containsExactly(new Load("ai-1", at(0), 2, 150));

            test.restart();
            calls.emit(new Call("ai-1", at(3), 7));
            assertThat(test.output("late", Call.class)).containsExactly(new Call("ai-1", at(3), 7));
            assertThat(test.deadLetters()).isEmpty();
        }
        // end
    }

    @Test
    void whenExampleIsShown_thenItIsThisOne() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/leat/testkit/DocumentedExampleTest.java"));
        int begin = source.indexOf("// example\n") + "// example\n".length();
        String example = source.substring(begin, source.indexOf("        // end\n", begin))
                .lines()
                .map(line -> line.isEmpty() ? line : line.substring(8))
                .collect(Collectors.joining("\n"));
        String packageDocs = Files.readString(
                        Path.of("../leat-testkit/src/main/java/io/leat/testkit/package-info.java"))
                .lines()
                .map(line -> line.replaceFirst("^ \\* ?", ""))
                .collect(Collectors.joining("\n"));

        assertThat(packageDocs).contains(example);
        assertThat(Files.readString(Path.of("..", "docs", "testing.md"))).contains(example);
    }
}
