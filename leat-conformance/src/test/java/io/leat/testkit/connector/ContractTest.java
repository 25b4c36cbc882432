// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.leat.connector.Guarantee;
import io.leat.connector.Result;
import io.leat.connector.Sink;
import io.leat.connector.SinkContext;
import io.leat.connector.SinkWriter;
import io.leat.connector.TransactionalSink;
import io.leat.connector.Transactions;
import io.leat.connector.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract holds for connectors that are right, and each mistake is found by the check that is there for it. */
class ContractTest {
    private static final Duration SHORT = Duration.ofSeconds(2);

    /** What a source in memory may do wrong, and the check that has to say so. */
    enum SourceMistake {
        NEW_NAMES("partitions have the same names each time"),
        DROPS_ONE("each sample comes once, in its order"),
        SWAPS_TWO("each sample comes once, in its order"),
        MORE_THAN_ASKED("a reader hands out no more than it is asked for"),
        GOES_ON_ONE_LATE("a reader goes on from any position"),
        GOES_ON_ONE_EARLY("a job that is killed again and again gets each sample once"),
        WAITS("a reader with nothing to read does not wait"),
        PASSES_OVER_UNREADABLE("what cannot be read is handed out as such, once, and the rest goes on"),
        HOLDS_ALL("a reader that is not read holds a bounded part of what there is"),
        ENDS_WHEN_AWAY("a disconnection is neither the end nor a loss"),
        IS_EMPTY_WHEN_AWAY("a disconnection is neither the end nor a loss");

        private final String check;

        SourceMistake(String check) {
            this.check = check;
        }
    }

    /** What a sink in memory may do wrong, and the check that has to say so. */
    enum SinkMistake {
        DROPS_ONE("each result of a job that completes is there, in its order"),
        SWAPS_TWO("each result of a job that completes is there, in its order"),
        FORGETS_MARKER("the marker is that of the job, the step and the run"),
        ONE_MARKER_FOR_ALL("the marker is that of the job, the step and the run"),
        LEAVES_HALF("an epoch that was not committed leaves nothing"),
        LETS_ZOMBIES_WRITE("who was thought dead commits no more"),
        WRITES_AT_ONCE("nothing is seen of an epoch that is not sealed"),
        LOSES_WHEN_AWAY("a disconnection loses nothing and doubles nothing");

        private final String check;

        SinkMistake(String check) {
            this.check = check;
        }
    }

    @TestFactory
    Stream<DynamicTest> whenASourceIsRight_thenAllChecksPass() {
        return SourceContract.of(() -> new MemorySource(null)).stream()
                .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
    }

    @TestFactory
    Stream<DynamicTest> whenASinkIsRight_thenAllChecksPass() {
        return SinkContract.of(() -> new MemorySink(null)).stream()
                .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
    }

    @ParameterizedTest
    @EnumSource
    void whenASourceHasAMistake_thenItsCheckFails(SourceMistake mistake) {
        assertThat(failing(SourceContract.of(() -> new MemorySource(mistake), SHORT), mistake.check))
                .containsExactly(mistake.check);
    }

    @ParameterizedTest
    @EnumSource
    void whenASinkHasAMistake_thenItsCheckFails(SinkMistake mistake) {
        assertThat(failing(SinkContract.of(() -> new MemorySink(mistake)), mistake.check))
                .containsExactly(mistake.check);
    }

    private static List<String> failing(List<Check> checks, String name) {
        return checks.stream()
                .filter(check -> check.name().equals(name))
                .filter(check -> catchThrowable(check::run) != null)
                .map(Check::name)
                .toList();
    }

    // ---- a sink in memory, with or without a mistake --------------------------------------------------------------

    private static final class MemorySink implements SinkTarget {
        private final @Nullable SinkMistake mistake;
        private final List<Sample> contents = new ArrayList<>();
        private final Map<String, Long> markers = new HashMap<>();
        private final Map<String, Integer> lives = new HashMap<>();
        private boolean away;

        MemorySink(@Nullable SinkMistake mistake) {
            this.mistake = mistake;
        }

        @Override
        public Sink<Sample> sink() {
            return mistake == SinkMistake.WRITES_AT_ONCE ? new AtOnce() : new InTransactions();
        }

        @Override
        public synchronized List<Sample> contents() {
            return List.copyOf(contents);
        }

        @Override
        public synchronized boolean disconnect() {
            away = true;
            return true;
        }

        @Override
        public synchronized void reconnect() {
            away = false;
        }

        private synchronized void add(Sample sample) {
            contents.add(sample);
        }

        private synchronized void commit(String of, int life, long epoch, Iterable<Result<Sample>> results)
                throws UnavailableException {
            boolean loses = away && mistake == SinkMistake.LOSES_WHEN_AWAY;
            if (away && !loses) {
                throw new UnavailableException("away", null);
            }
            if (life != lives.get(of) && mistake != SinkMistake.LETS_ZOMBIES_WRITE) {
                throw new IllegalStateException("another one has taken over");
            }
            List<Sample> added = mistake == SinkMistake.LEAVES_HALF ? contents : new ArrayList<>();
            for (Result<Sample> result : results) {
                if (!loses
                        && (mistake != SinkMistake.DROPS_ONE || result.value().number() != 17)) {
                    boolean swapped =
                            mistake == SinkMistake.SWAPS_TWO && result.value().number() == 18;
                    added.add(swapped ? added.size() - 1 : added.size(), result.value());
                }
            }
            if (added != contents) {
                contents.addAll(added);
            }
            markers.put(of, epoch);
        }

        private final class AtOnce extends Sink<Sample> {
            @Override
            public SinkWriter<Sample> open() {
                return (value, timestamp) -> add(value);
            }

            @Override
            public Guarantee guarantee() {
                return Guarantee.EXACTLY_ONCE;
            }
        }

        private final class InTransactions extends TransactionalSink<Sample> {
            @Override
            public Transactions<Sample> connect(SinkContext context) {
                String of = mistake == SinkMistake.ONE_MARKER_FOR_ALL
                        ? ""
                        : context.job() + "/" + context.step() + "/" + context.run();
                int life = lives.merge(of, 1, Integer::sum);
                return new Transactions<>() {
                    @Override
                    public long committed() {
                        return mistake == SinkMistake.FORGETS_MARKER ? 0 : markers.getOrDefault(of, 0L);
                    }

                    @Override
                    public void commit(long epoch, Iterable<Result<Sample>> results) throws UnavailableException {
                        MemorySink.this.commit(of, life, epoch, results);
                    }
                };
            }
        }
    }
}
