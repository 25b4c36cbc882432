// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connector.memory.Collector;
import io.leat.engine.InlineRun;
import io.leat.failure.DeadLetter;
import io.leat.failure.FailurePolicy;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** "A record that cannot be read: by policy"; the dead letter shows where it was and its raw form. */
class UnreadableTest {
    private static final IOException CAUSE = new IOException("a quote is missing");

    /** Reads 1, something unreadable, 3. */
    private static final class Lines extends Source<Integer> {
        @Override
        public Class<?> type() {
            return Integer.class;
        }

        @Override
        public List<? extends SourcePartition<Integer>> partitions() {
            return List.of(new SourcePartition<>() {
                @Override
                public String name() {
                    return "lines";
                }

                @Override
                public SourceReader<Integer> open(Position from) {
                    return new Reader();
                }
            });
        }
    }

    private static final class Reader implements SourceReader<Integer> {
        @Override
        public Status read(Records<? super Integer> out, int atMost) {
            out.add(1);
            out.unreadable("calls.csv:2", "\"two", "no number: a quote is missing", CAUSE);
            out.add(3);
            return Status.END;
        }

        @Override
        public Position position() {
            return Position.of(0);
        }
    }

    @Test
    void whenARecordCannotBeRead_thenADeadLetterWithItsOriginAndRawText() {
        Collector<Integer> out = new Collector<>();
        InlineRun run = InlineRun.of(p -> p.from("calls", new Lines()).to("out", out));
        assertThat(out.values()).containsExactly(1, 3);
        assertThat(run.deadLetters())
                .containsExactly(new DeadLetter(
                        "calls",
                        "calls.csv:2",
                        "\"two",
                        Long.MIN_VALUE,
                        "no number: a quote is missing",
                        CAUSE,
                        InlineRun.NOW,
                        false));
        assertThat(run.deadLetters().get(0))
                .hasToString("calls at calls.csv:2: no number: a quote is missing, value: \"two");
        assertThat(run.step("calls").in()).isEqualTo(3);
        assertThat(run.step("calls").out()).isEqualTo(2);
        assertThat(run.metrics().processed()).isEqualTo(2);
    }

    @Test
    void whenThePolicyIsToFail_thenTheJobFails() {
        Assertions.assertThatThrownBy(() -> InlineRun.of(p -> p.from("calls", new Lines())
                        .onFailure(FailurePolicy.fail())
                        .to("out", new Collector<>())))
                .hasMessage("step 'calls' failed: java.io.IOException: a quote is missing");
    }
}
