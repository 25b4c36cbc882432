// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.durable;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import io.leat.engine.Item;
import io.leat.failure.DeadLetter;
import io.leat.failure.StoredLetter;
import io.leat.join.JoinBounds;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters of a job with a directory are kept, each once, and can be tried again. */
class KeptLettersTest {
    private static final int EVENTS = 100_000;
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("leat.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Bank<Object> bank = new Bank<>();

    private Leat open() {
        return Leat.open(directory, options -> options.parallelism(2).epochs(Duration.ofMillis(3)));
    }

    /** A thousandth of the events fails in a map, unless that is mended. */
    private Pipeline pipeline(boolean mended) {
        List<Item> items = IntStream.range(0, EVENTS)
                .mapToObj(i -> new Item(i, "k" + i % 10, i))
                .toList();
        return Pipeline.of(
                "letters",
                p -> p.from("items", Source.of(items).timedByMillis(Item::time), Watermarks.monotone())
                        .map("check", item -> {
                            if (!mended && item.id() % 1_000 == 7) {
                                throw new IllegalStateException("seven");
                            }
                            return item;
                        })
                        .to("bank", bank));
    }

    @Test
    void whenCancelledAgainAndAgain_thenEachLetterIsKeptOnce() throws Exception {
        untilEnded(pipeline(false));
        List<StoredLetter> letters = Leat.deadLetters(directory, "letters");
        assertThat(letters).as("seed %d", seed).hasSize(100);
        assertThat(letters.stream().map(StoredLetter::text))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100)
                        .mapToObj(i -> new Item(1_000L * i + 7, "k7", 1_000L * i + 7).toString())
                        .toList());
        StoredLetter first = letters.get(0);
        assertThat(first.step()).isEqualTo("check");
        assertThat(first.exception()).hasMessage("java.lang.IllegalStateException: seven");
        assertThat(first.exception().getStackTrace()[0].getClassName())
                .isEqualTo(getClass().getName());
        assertThat(bank.committed()).hasSize(EVENTS - 100);
    }

    private void untilEnded(Pipeline pipeline) throws Exception {
        for (boolean ended = false; !ended; ) {
            try (Leat leat = open()) {
                Job job = leat.start(pipeline);
                ended = job.await(Duration.ofMillis(random.nextInt(40)));
                job.cancel();
                assertThat(job.await(LONG)).isTrue();
                assertThat(job.failure()).as("seed %d", seed).isEmpty();
            }
        }
    }

    @Test
    void whenRestarted_thenTheLettersOfEarlierLivesAreShown() throws Exception {
        untilEnded(pipeline(false));
        try (Leat leat = open()) {
            List<DeadLetter> shown = leat.start(pipeline(false)).deadLetters();
            assertThat(shown).hasSize(100);
            assertThat(shown.get(0).value()).isInstanceOf(Item.class);
        }
    }

    /** Into a sink of which nothing is kept. */
    private Pipeline withoutState(boolean mended, List<Object> out) {
        return Pipeline.of(
                "stateless",
                p -> p.from("numbers", new Endless(List.of(1L, 7L, 2L)))
                        .map(number -> new Item(number, "k", number))
                        .map("check", item -> {
                            if (!mended && item.id() == 7) {
                                throw new IllegalStateException("seven");
                            }
                            return item;
                        })
                        .to("out", Sink.of(out::add)));
    }

    @Test
    void whenNoStepKeepsStateOfItsClass_thenALetterIsShownAndTriedAgain() throws Exception {
        List<Object> out = new CopyOnWriteArrayList<>();
        live(withoutState(false, out));
        live(withoutState(false, out));
        assertThat(Leat.replayDeadLetters(directory, "stateless", letter -> true))
                .isEqualTo(1);
        live(withoutState(true, out));
        assertThat(out).contains(new Item(7, "k", 7));
    }

    private void live(Pipeline pipeline) throws Exception {
        try (Leat leat = open()) {
            Job job = leat.start(pipeline);
            assertThat(job.await(Duration.ofMillis(200))).isFalse();
            assertThat(job.failure()).isEmpty();
            assertThat(job.deadLetters())
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.value()).isEqualTo(new Item(7, "k", 7)));
        }
    }

    @Test
    void whenTriedAgainAfterTheMistakeIsMended_thenTheirRecordsGoOnOnce() throws Exception {
        try (Leat leat = open()) {
            Job job = leat.start(live(false));
            assertThat(job.await(Duration.ofMillis(200))).isFalse();
        }
        assertThat(bank.committed()).hasSize(2);
        assertThat(Leat.replayDeadLetters(
                        directory, "live", letter -> letter.step().equals("check")))
                .isEqualTo(1);
        for (int life = 0; life < 3; life++) {
            try (Leat leat = open()) {
                Job job = leat.start(live(true));
                assertThat(job.await(Duration.ofMillis(200))).isFalse();
            }
        }
        assertThat(bank.committed()).containsExactlyInAnyOrder(1L, 2L, 7L);
    }

    private Pipeline live(boolean mended) {
        return Pipeline.of(
                "live",
                p -> p.from("numbers", new Endless(List.of(1L, 7L, 2L)))
                        .map("check", number -> {
                            if (!mended && number == 7) {
                                throw new IllegalStateException("seven");
                            }
                            return number;
                        })
                        .to("bank", bank));
    }

    @Test
    void whenAWindowFailsOnAnEvent_thenItCanBeTriedAgainInItsPlace() throws Exception {
        for (boolean mended : new boolean[] {false, true}) {
            try (Leat leat = open()) {
                Job job = leat.start(windowed(mended));
                assertThat(job.await(Duration.ofMillis(200))).isFalse();
            }
            if (!mended) {
                assertThat(Leat.replayDeadLetters(directory, "windowed", letter -> true))
                        .isEqualTo(1);
            }
        }
        try (Leat leat = open()) {
            Job job = leat.start(windowed(true));
            job.stop();
            job.awaitCompletion();
        }
        assertThat(bank.committed()).containsExactly(Optional.of(3L));
    }

    private Pipeline windowed(boolean mended) {
        return Pipeline.of(
                "windowed",
                p -> p.from("numbers", new Endless(List.of(1L, 7L, 2L)).timedByMillis(n -> n), Watermarks.monotone())
                        .keyBy(Long.class, n -> 0L)
                        .window(Windows.tumbling(Duration.ofSeconds(1)))
                        .aggregate(
                                "count",
                                where(
                                        n -> {
                                            if (!mended && n == 7) {
                                                throw new IllegalStateException("seven");
                                            }
                                            return true;
                                        },
                                        count()))
                        .to("bank", bank));
    }

    @Test
    void whenOfAStepWithTwoInputsOrUnreadable_thenItIsKeptAndLeftOut() throws Exception {
        try (Leat leat = open()) {
            leat.start(joined()).awaitCompletion();
        }
        List<StoredLetter> letters = Leat.deadLetters(directory, "joined");
        assertThat(letters).extracting(StoredLetter::step).containsExactlyInAnyOrder("bytes", "pairs");
        assertThat(letters).noneMatch(StoredLetter::retriable);
        assertThat(Leat.replayDeadLetters(directory, "joined", letter -> true)).isZero();
    }

    private Pipeline joined() {
        return Pipeline.of("joined", p -> {
            var left = p.from("bytes", new HalfReadable().timedByMillis(n -> 0), Watermarks.monotone())
                    .keyBy(Long.class, n -> n);
            var right = p.from("numbers", Source.of(1L).timedByMillis(n -> 0), Watermarks.monotone())
                    .keyBy(Long.class, n -> n);
            left.join("pairs", right, JoinBounds.between(Duration.ZERO, Duration.ZERO))
                    .inner((a, b) -> {
                        throw new IllegalStateException("no pair of " + a + " and " + b);
                    })
                    .to("bank", bank);
        });
    }

    /** One number, and bytes that are none. */
    private static final class HalfReadable extends Source<Long> {
        @Override
        public Class<?> type() {
            return Long.class;
        }

        @Override
        public List<? extends SourcePartition<Long>> partitions() {
            return List.of(new SourcePartition<Long>() {
                @Override
                public String name() {
                    return "bytes";
                }

                @Override
                public SourceReader<Long> open(@Nullable Position from) {
                    return new OneNumber();
                }
            });
        }
    }

    private static final class OneNumber implements SourceReader<Long> {
        @Override
        public Status read(Records<? super Long> out, int atMost) {
            out.add(1L);
            out.unreadable("bytes:2", new byte[] {1, 2}, "no number", null);
            return Status.END;
        }

        @Override
        public Position position() {
            return Position.of(2);
        }
    }
}
