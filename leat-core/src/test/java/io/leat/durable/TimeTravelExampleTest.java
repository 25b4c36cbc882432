// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.durable;

import static io.leat.aggregate.Aggregates.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.history.AsOf;
import io.leat.history.EventHistory;
import io.leat.history.Recorded;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/time-travel.md}, compiled and run; and that they are those. */
class TimeTravelExampleTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    public record Call(String instance, Instant at, int tokens) {}

    @TempDir
    Path directory;

    private final Collector<Long> alerts = new Collector<>();

    private Pipeline alerts(Source<Call> calls, Sink<Long> out) {
        return Pipeline.of(
                "alerts",
                p -> p.from("calls", calls, Watermarks.outOfOrder(Duration.ofSeconds(5)))
                        .keyBy(Call::instance)
                        .window(Windows.tumbling(Duration.ofMinutes(1)))
                        .aggregate("calls a minute", count())
                        .to("out", out));
    }

    private static Call call(int second) {
        return new Call("i-" + second % 3, START.plusSeconds(second), 100);
    }

    @Test
    void whenDocumentsShowIt_thenItRuns() throws Exception {
        List<Call> batch =
                IntStream.range(1, 600).mapToObj(TimeTravelExampleTest::call).toList();
        Collector<Long> counts = new Collector<>();
        Collector<Long> slow = new Collector<>();
        // push
        Push<Call> calls = Push.of(Call.class).timedBy(Call::at).retain(Duration.ofDays(7), 20L << 30);
        try (Leat leat = Leat.open(directory)) {
            Job job = leat.start(alerts(calls, alerts));
            calls.emit(call(0)); // on the disk when this returns
            calls.emitAll(batch); // one force for all
            // end

            // ask
            EventHistory<Call> history = job.history("calls", Call.class);
            List<Recorded<Call>> latest = history.recent(10);
            try (Stream<Recorded<Call>> range = history.range(START, START.plusSeconds(59))) {
                long tokens = range.mapToLong(each -> each.event().tokens()).sum();
                assertThat(tokens).isEqualTo(6_000);
            }
            // end
            assertThat(latest).hasSize(10);

            // past
            AsOf past = job.asOf(Instant.now());
            List<AsOf.OpenWindow> open = past.windows("calls a minute"); // not over then, with what they held
            List<Object> given = past.results("out"); // what the sink had been given
            // end
            assertThat(open)
                    .hasSize(3)
                    .allSatisfy(window -> assertThat(window.value()).isEqualTo(20L));
            assertThat(given).hasSize(9 * 3);

            // replay
            Source<Call> then = history.replay(Instant.now().minus(Duration.ofHours(1)), Instant.now());
            leat.start(Pipeline.of(
                    "again",
                    p -> p.from("calls", then)
                            .keyBy(Call::instance)
                            .window(Windows.tumbling(Duration.ofMinutes(5)))
                            .aggregate("calls in five", count())
                            .to("out", counts)));
            Source<Call> live =
                    history.replayByTime(START, START.plusSeconds(600)).atSpeed(60);
            // end
            leat.start(Pipeline.of(
                    "slow", p -> p.from("calls", live).map(call -> 1L).to("out", slow)));
            await().untilAsserted(() ->
                    assertThat(counts.values()).containsExactlyInAnyOrder(100L, 100L, 100L, 100L, 100L, 100L));
            await().until(() -> slow.values().size() > 60);
        }
    }

    @TestFactory
    Stream<DynamicTest> whenExampleIsShown_thenItIsThisOne() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/leat/durable/TimeTravelExampleTest.java"));
        String page = Files.readString(Path.of("..", "docs", "time-travel.md"));
        return Stream.of("push", "ask", "past", "replay")
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    assertThat(page).contains(example(source, name));
                }));
    }

    private static String example(String source, String name) {
        int begin = source.indexOf("// " + name + "\n") + name.length() + 4;
        String example =
                source.substring(begin, source.indexOf("// end\n", begin)).stripTrailing();
        int indent = example.length() - example.stripLeading().length();
        return example.lines()
                .map(line -> line.isEmpty() ? line : line.substring(indent))
                .collect(Collectors.joining("\n"));
    }
}
