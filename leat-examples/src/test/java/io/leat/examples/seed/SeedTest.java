// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each example prints. */
class SeedTest {
    private static List<String> printed(Consumer<PrintStream> example) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            example.accept(out);
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void whenValuesAreHigh_thenTheyAreEnrichedAndPrinted() {
        assertThat(printed(FirstStream::show)).containsExactly("{value=150, double=300}", "{value=200, double=400}");
    }

    @Test
    void whenWindowsTumble_thenEachEventIsInOne() {
        assertThat(printed(TumblingWindows::show))
                .containsExactly(
                        "Window: count=100, sum=4950",
                        "Window: count=100, sum=14950",
                        "Window: count=50, sum=11225, still open");
    }

    @Test
    void whenWindowsSlide_thenEachEventIsInThree() {
        assertThat(printed(SlidingWindows::show))
                .containsExactly("40 to 70: 1", "50 to 80: 2", "60 to 90: 2", "70 to 100: 1");
    }

    @Test
    void whenSixMinutesPass_thenANewSession() {
        assertThat(printed(SessionWindows::show)).containsExactly("user-123 closed [e1, e2]", "user-123 open [e3]");
    }

    @Test
    void whenFiltersAndMapsAreChained_thenInTheirOrder() {
        assertThat(printed(FilteringAndMapping::show))
                .containsExactly("a: double 120, half of it 60, at 2026-01-05T12:00:00Z");
    }

    @Test
    void whenAWindowIsAggregated_thenAsByHand() {
        assertThat(printed(Aggregations::show)).containsExactly("100", "50.5", "1 to 100, in all 5050", "50 are even");
    }

    @Test
    void whenGroupedAndCounted_thenByValue() {
        assertThat(printed(Grouping::show))
                .containsExactly("alice: 2 events", "bob: 1 events", "{instance-1=2, instance-2=1}");
    }

    @Test
    void whenTwoStreamsAreJoined_thenByUser() {
        assertThat(printed(StreamJoins::show)).containsExactly("User alice: login from NYC");
    }

    @Test
    void whenThereAreSeveralSinks_thenEachGetsAllAndOneMayBeDown(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("events.jsonl");
        var dashboard = new Sinks.Dashboard();

        assertThat(printed(out -> Sinks.show(out, file, dashboard)))
                .containsExactly(
                        "{value=1}",
                        "{value=2}",
                        "audited: [event-1, event-2]",
                        "not in the queue: [event-1, event-2]");
        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(dashboard.latest()).isEqualTo(2);
    }

    @Test
    void whenAskedByTime_thenWhatHappenedThen() {
        assertThat(printed(TimeQueries::show))
                .containsExactly(
                        "recent: event-10 to event-19",
                        "last hour: [event-14, event-15, event-16, event-17, event-18, event-19]");
    }

    @Test
    void whenMonitored_thenTheNumbersAddUp() {
        assertThat(printed(Monitoring::show))
                .containsExactly(
                        "30 received",
                        "15 processed",
                        "15 filtered",
                        "3 windows",
                        "Removed 3 old windows",
                        "After the reset: 0 received");
    }
}
