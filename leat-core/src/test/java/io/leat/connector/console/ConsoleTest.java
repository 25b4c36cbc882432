// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Format;
import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import io.leat.connector.Source;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    record Load(String instance, long calls, double avgMs, Optional<String> error) {}

    private final PrintStream before = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(before);
    }

    private String printed() {
        return printed.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static <T> SinkWriter<T> open(Sink<T> sink) throws Exception {
        return sink.open();
    }

    @Test
    void whenRecordsAreATable_thenColumnsStandBelowTheirNames() throws Exception {
        SinkWriter<Load> table = open(Console.table(Load.class));
        table.write(new Load("ai-1", 12, 1.5, Optional.empty()), 0);
        table.write(new Load("ai-10", 7, 22.25, Optional.of("timeout")), 0);
        assertThat(printed()).as("not before it is to be visible").isEmpty();
        table.flush();
        assertThat(printed()).isEqualTo("""
                instance  calls  avgMs  error
                ai-1         12    1.5  -
                ai-10         7  22.25  timeout
                """);
    }

    @Test
    void whenAValueIsWider_thenTheColumnsGrowAndTheirNamesComeAgain() throws Exception {
        SinkWriter<Load> table = open(Console.table(Load.class));
        table.write(new Load("a", 1, 1, Optional.empty()), 0);
        table.flush();
        table.write(new Load("a", 2, 1, Optional.empty()), 0);
        table.flush();
        table.write(new Load("a", 1_000_000, 1, Optional.empty()), 0);
        table.flush();
        assertThat(printed()).isEqualTo("""
                instance  calls  avgMs  error
                a             1    1.0  -
                a             2    1.0  -
                instance    calls  avgMs  error
                a         1000000    1.0  -
                """);
    }

    @Test
    void whenTextControlsATerminal_thenItIsShownInstead() throws Exception {
        SinkWriter<Load> table = open(Console.table(Load.class));
        table.write(new Load("\u001b[2Ja\nb\u009b", 1, 1, Optional.empty()), 0);
        table.flush();
        assertThat(printed())
                .contains("\u241b[2Ja\u240ab\u2421  ")
                .doesNotContain("\u001b")
                .hasLineCount(2);
    }

    @Test
    void whenItIsNoRecord_thenATableIsRefused() {
        assertThatThrownBy(() -> Console.table(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("java.lang.String is not a record; declare it as one, or print lines: Console.lines()");
    }

    @Test
    void whenAJobPrints_thenEachResultIsThere() throws InterruptedException {
        try (Leat leat = Leat.inMemory()) {
            leat.start(Pipeline.of("print", p -> {
                        var numbers = p.from("numbers", Source.of("one", "two"));
                        numbers.to("text", Console.of(Format.text()));
                        numbers.to("lines", Console.lines());
                    }))
                    .awaitCompletion();
        }
        assertThat(printed().lines()).containsExactlyInAnyOrder("one", "two", "one", "two");
    }

    @Test
    void whenResultsAreLogged_thenAtTheLevel() throws InterruptedException {
        List<String> logged = new ArrayList<>();
        Logger logger = Logger.getLogger("io.leat.test.log");
        logger.setUseParentHandlers(false);
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getLevel() + " " + entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setLevel(Level.ALL);
        try (Leat leat = Leat.inMemory()) {
            leat.start(Pipeline.of("log", p -> {
                        var numbers = p.from("numbers", Source.of("{0}", "two"));
                        numbers.to("info", Log.to("io.leat.test.log"));
                        numbers.to("warning", Log.to("io.leat.test.log", System.Logger.Level.WARNING));
                    }))
                    .awaitCompletion();
        }
        assertThat(logged).containsExactlyInAnyOrder("INFO {0}", "INFO two", "WARNING {0}", "WARNING two");
    }
}
