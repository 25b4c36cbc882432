// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.KeyedStream;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.PipelineBuilder;
import io.leat.aggregate.Aggregates;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.join.JoinBounds;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.state.Value;
import io.leat.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How large the state of steps is, of every kind: 1,000 keys with a text of 2,000 letters each. */
class StateBytesTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int KEYS = 1_000;
    private static final int LETTERS = 2_000;
    private static final List<String> WITH_STATE =
            List.of("window", "session", "sliding", "count", "running", "join", "asOf", "latest", "process");

    record Item(String key, long ms, String text) {}

    @TempDir
    private Path directory;

    private final Push<Item> push = Push.of(Item.class).timedByMillis(Item::ms);

    /** Keeps the text. */
    private static final class Keeping extends KeyedProcess<String, Item, String> {
        private final Value<String> text = value("text", String.class);

        @Override
        protected void onEvent(Item item, ProcessContext<String, String> context) {
            text.set(item.text());
        }
    }

    private void everyKind(PipelineBuilder p) {
        KeyedStream<String, Item> items = p.from("items", push).keyBy(Item::key);
        KeyedStream<String, Item> none =
                p.from("none", Push.of(Item.class).timedByMillis(Item::ms)).keyBy(Item::key);
        items.window(Windows.tumbling(DAY)).aggregate("window", Aggregates.max(Item::text));
        items.window(Windows.session(DAY)).aggregate("session", Aggregates.max(Item::text));
        items.window(Windows.sliding(DAY, DAY.dividedBy(2))).aggregate("sliding", Aggregates.max(Item::text));
        items.window(Windows.count(2)).aggregate("count", Aggregates.max(Item::text));
        items.running("running", Aggregates.max(Item::text), DAY);
        items.join("join", none, JoinBounds.within(DAY)).inner((left, right) -> left);
        items.join("asOf", none, JoinBounds.asOf(DAY)).inner((left, right) -> left);
        items.latest("latest", DAY).to("out", new Collector<>());
        items.process("process", Keeping::new);
    }

    private static List<Item> items() {
        return IntStream.range(0, KEYS)
                .mapToObj(i -> new Item(String.valueOf(1_000 + i), i, "x".repeat(LETTERS)))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"1, false", "3, false", "2, true"})
    void whenStepsKeepTexts_thenTheirStateIsAboutAsLarge(int threads, boolean kept) throws Exception {
        try (Leat leat = kept
                        ? Leat.open(directory, options -> options.parallelism(threads))
                        : Leat.inMemory(options -> options.parallelism(threads));
                Observation observation = start(leat)) {
            Job job = leat.jobs().get(0);
            push.emitAll(items());
            for (String step : WITH_STATE) {
                await().until(() -> job.metrics().step(step).in() == KEYS);
                assertThat(observation.stateBytes(step, SOON).getAsLong())
                        .as(step)
                        .isCloseTo((long) KEYS * LETTERS, withinPercentage(4));
            }
            assertThat(observation.stateBytes("items", SOON)).hasValue(0);
            assertThat(observation.stateBytes("out", SOON)).hasValue(0);
        }
    }

    private Observation start(Leat leat) {
        return leat.start(Pipeline.of("kinds", this::everyKind)).observe();
    }

    @Test
    void whenValuesHaveNoCodec_thenUnknown() throws Exception {
        try (Leat leat = Leat.inMemory();
                Observation observation = leat.start(Pipeline.of(
                                "threads",
                                p -> p.from("items", push)
                                        .map(item -> new Thread(item.text()))
                                        .keyBy(String.class, Thread::getName)
                                        .latest("latest", DAY)))
                        .observe()) {
            push.emit(new Item("a", 1, "x"));
            Job job = leat.jobs().get(0);
            await().until(() -> job.metrics().step("latest").entries() == 1);
            assertThat(observation.stateBytes("latest", SOON)).isEmpty();
        }
    }
}
