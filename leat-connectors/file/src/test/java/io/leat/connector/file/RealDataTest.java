// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static io.leat.connector.file.Reading.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Event;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.metric.LatenessAdvice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Files that others wrote, where they lie beside the project: no row of them is lost. */
class RealDataTest {
    private static final int ROWS = 8819;

    record Call(
            long id,
            String instance,
            Instant eventTime,
            Instant emitTime,
            int contextTokens,
            int generatedTokens,
            long latencyMs) {}

    record Request(Instant at, int contextTokens, int generatedTokens) {}

    record Prompt(long timestamp, int input_length, int output_length, List<Integer> hash_ids) {}

    private static Path data(String name) {
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            Path file = dir.resolve("shared/data").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new TestAbortedException(name + " is not in a directory shared/data beside the project");
    }

    @Test
    void whenJsonLinesAreReadAsRecords_thenNoneIsUnreadable() throws Exception {
        Path path = data("six_instances.jsonl.gz");

        Reading<Call> reading = all(JsonLines.of(path, Call.class));

        assertThat(reading.bad).isEmpty();
        assertThat(reading.values).hasSize(ROWS);
        assertThat(reading.values.get(0))
                .isEqualTo(new Call(
                        4,
                        "ai-5",
                        Instant.ofEpochMilli(1700158624425L),
                        Instant.ofEpochMilli(1700158624935L),
                        34,
                        12,
                        510));
        assertThat(Reading.allWithRestores(JsonLines.of(path, Call.class), 97).values)
                .isEqualTo(reading.values);
    }

    @Test
    void whenJsonLinesAreReadAsEvents_thenTheirTimeIsTheEventTime() throws Exception {
        Reading<Event> reading = all(JsonLines.of(data("six_instances.jsonl.gz")));

        assertThat(reading.bad).isEmpty();
        assertThat(reading.values)
                .hasSize(ROWS)
                .allMatch(event ->
                        event.getLong("eventTime", -1) == event.timestamp().toEpochMilli());
    }

    @Test
    void whenAJobHasReadThem_thenItsAdviceIsTheExactOne() throws Exception {
        Source<Call> calls =
                JsonLines.of(data("six_instances.jsonl.gz"), Call.class).timedBy(Call::eventTime);
        LatenessAdvice advice;
        try (Leat leat = Leat.inMemory()) {
            advice = leat.start(
                            Pipeline.of("advice", p -> p.from("calls", calls).to("out", new Collector<>())))
                    .awaitCompletion()
                    .lateness()
                    .get(0);
        }

        long[] lags = lags(all(JsonLines.of(data("six_instances.jsonl.gz"), Call.class)).values);
        assertThat(advice.events()).isEqualTo(ROWS);
        assertThat(advice.outOfOrder())
                .isEqualTo(Arrays.stream(lags).filter(lag -> lag > 0).count());
        assertThat(advice.losingNone().toMillis()).satisfies(isAbout(lags[ROWS - 1]));
        assertThat(advice.losingOneIn10000().toMillis()).satisfies(isAbout(lags[ROWS - 1]));
        assertThat(advice.losingOneIn1000().toMillis()).satisfies(isAbout(lags[ROWS - 1 - 8]));
        assertThat(advice.losingOneIn100().toMillis()).satisfies(isAbout(lags[ROWS - 1 - 88]));
    }

    /** How far each is behind the largest before it, smallest first. */
    private static long[] lags(List<Call> calls) {
        long[] lags = new long[calls.size()];
        long largest = Long.MIN_VALUE;
        for (int i = 0; i < lags.length; i++) {
            long time = calls.get(i).eventTime().toEpochMilli();
            largest = Math.max(largest, time);
            lags[i] = largest - time;
        }
        Arrays.sort(lags);
        return lags;
    }

    private static Consumer<Long> isAbout(long exact) {
        return advised -> assertThat(advised).isBetween(exact, exact + exact / 128);
    }

    @Test
    void whenCsvIsRead_thenNoneIsUnreadableAndTimesHaveAllDigits() throws Exception {
        Path path = data("AzureLLMInferenceTrace_code.csv.gz");
        Csv<Request> source = Csv.of(path, Request.class).ignoringCase().column("TIMESTAMP", "at");

        Reading<Request> reading = all(source);

        assertThat(reading.bad).isEmpty();
        assertThat(reading.values).hasSize(ROWS);
        assertThat(reading.values.get(0))
                .isEqualTo(new Request(Instant.parse("2023-11-16T18:17:03.979960Z"), 4808, 10));
        assertThat(reading.values.get(ROWS - 1).at())
                .isBetween(Instant.parse("2023-11-16T19:14:19Z"), Instant.parse("2023-11-16T19:14:20Z"));
        assertThat(Reading.allWithRestores(source, 97).values).isEqualTo(reading.values);
    }

    @Test
    void whenLinesHoldLists_thenNoneIsUnreadable() throws Exception {
        Reading<Prompt> reading = all(JsonLines.of(data("mooncake_synthetic_trace.jsonl.gz"), Prompt.class));

        assertThat(reading.bad).isEmpty();
        assertThat(reading.values)
                .hasSize(3993)
                .allMatch(prompt -> !prompt.hash_ids().isEmpty());
    }
}
