// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.last;
import static io.leat.aggregate.Aggregates.topN;
import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.leat.KeyedStream;
import io.leat.Pipeline;
import io.leat.aggregate.Aggregate;
import io.leat.connector.memory.Collector;
import io.leat.engine.run.InlineHost;
import io.leat.failure.DeadLetter;
import io.leat.failure.PipelineException;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.state.Value;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Keys and values that steps with state by key cannot work with. */
class BadInputTest {
    private static final Duration TEN = Duration.ofMillis(10);

    /** A class that is no plain data. */
    private static final class Thing {}

    private static Pipeline keyed(Consumer<KeyedStream<String, Item>> body) {
        return Pipeline.of(
                "test",
                p -> body.accept(
                        p.from("events", InlineRun.source(at(1, 1), at(2, 2))).keyBy(Item::key)));
    }

    /** Reads an event and takes a snapshot. */
    private static void snapshotWith(Consumer<KeyedStream<String, Item>> body) throws Exception {
        try (InlineHost host = InlineHost.open(keyed(body).graph(), InlineHostTest.CLOCK, null)) {
            host.step();
            host.snapshot();
        }
    }

    @Test
    void whenStateIsNoPlainData_thenTheSnapshotFailsAndNamesTheStep() {
        Aggregate<Object, Item, Object> thing = last(i -> new Thing());
        assertNamed("window", k -> k.window(Windows.tumbling(TEN)).aggregate("window", thing));
        assertNamed("running", k -> k.running("running", thing, TEN));
        assertNamed("best", k -> k.running("best", topN(1, Item::id, i -> new Thing()), TEN));
        assertNamed("process", k -> k.process("process", Keeping::new));
    }

    private static void assertNamed(String step, Consumer<KeyedStream<String, Item>> body) {
        assertThatThrownBy(() -> snapshotWith(body))
                .isInstanceOf(PipelineException.class)
                .hasMessageStartingWith("the state of step '" + step + "' cannot be written: ")
                .hasMessageContaining("no codec for " + Thing.class.getTypeName() + ", an ordinary class.")
                .hasMessageContaining("Cure: make it a record");
    }

    private static final class Keeping extends KeyedProcess<String, Item, Item> {
        private final Value<Thing> thing = value("thing", Thing.class, TEN);

        @Override
        protected void onEvent(Item event, ProcessContext<String, Item> context) {
            thing.set(new Thing());
        }
    }

    @Test
    void whenAKeyIsNoPlainData_thenTheJobEndsAndNamesTheStep() {
        assertThatThrownBy(() -> InlineRun.of(p -> p.from("events", InlineRun.source(at(1, 1)))
                        .keyBy(i -> (Object) new Thing())
                        .running("counts", count(), TEN)))
                .hasMessageStartingWith("step 'keyBy-1' failed: ")
                .hasMessageContaining("no codec for " + Thing.class.getTypeName())
                .hasMessageContaining("Cure: make it a record");
        assertThatThrownBy(() -> Pipeline.of(
                        "p",
                        p -> p.from("events", InlineRun.source(at(1, 1)))
                                .keyBy(Thing.class, i -> new Thing())
                                .running("counts", count(), TEN)))
                .isInstanceOf(PipelineException.class)
                .hasMessageStartingWith("pipeline 'p' has keys in 'keyBy-1' without a codec: ");
    }

    @Test
    void whenAKeyIsNull_thenADeadLetterWithTheCure() {
        Collector<Object> out = new Collector<>();
        for (boolean running : new boolean[] {true, false}) {
            InlineRun run = InlineRun.of(p -> {
                KeyedStream<String, Item> keyed =
                        p.from("events", InlineRun.source(at(1, 1), at(2, 2))).keyBy(i -> i.id() == 1 ? null : i.key());
                if (running) {
                    keyed.running("counts", count(), TEN).to("out", out);
                } else {
                    keyed.deduplicate("once", TEN).to("out", out);
                }
            });
            assertThat(run.deadLetters())
                    .extracting(DeadLetter::value, DeadLetter::step)
                    .containsExactly(tuple(at(1, 1), "keyBy-1"));
            assertThat(run.deadLetters().get(0).reason())
                    .endsWith("the key is null: give events that belong together a key, or filter them out before");
        }
        assertThat(out.values()).isEqualTo(List.of(1L, at(2, 2)));
    }
}
