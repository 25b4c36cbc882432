// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.durable;

import static io.leat.aggregate.Aggregates.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.failure.IncompatibleStateException;
import io.leat.failure.PipelineException;
import io.leat.metric.StepMetrics;
import io.leat.time.ManualClock;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A push source in a job with a directory. */
@Timeout(60)
class DurablePushTest {
    @TempDir
    Path temp;

    private final ManualClock clock = ManualClock.at(Instant.ofEpochSecond(1_000));
    private final Collector<String> out = new Collector<>();

    private Path directory(String name) {
        return temp.resolve(name);
    }

    /** With epochs that do not end by themselves. */
    private Leat open(Path directory) {
        return Leat.open(directory, options -> options.clock(clock).epochs(Duration.ofHours(1)));
    }

    private Pipeline pipeline(Push<String> push) {
        return Pipeline.of("job", p -> p.from("texts", push).to("out", out));
    }

    /** Returns what is in a directory now, as it would be found if the process ended. */
    private Path afterKill(Path directory) {
        Path copy = temp.resolve("copy-" + out.values().size() + "-" + System.nanoTime());
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(directory.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "text " + i).toList();
    }

    private void awaitOut(List<String> expected) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(out.values()).isEqualTo(expected));
    }

    @Test
    void whenSuspendedAndStartedAgain_thenItGoesOnWhereItWas() throws Exception {
        for (int life = 0; life < 4; life++) {
            Push<String> push = Push.of(String.class);
            try (Leat leat = open(directory("jobs"))) {
                Job job = leat.start(pipeline(push));
                for (String text : texts(10 * life, 10 * life + 9)) {
                    push.emit(text);
                }
                push.emitAll(texts(10 * life + 9, 10 * life + 10));
                awaitOut(texts(0, 10 * life + 10));
                job.suspend();
                assertThat(job.await(Duration.ofSeconds(20))).isTrue();
                assertThatThrownBy(() -> push.emit("x"))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("the job that read this source has ended");
            }
        }
        assertThat(out.values()).isEqualTo(texts(0, 40));
    }

    @Test
    void whenOfferedTogether_thenTheyAreInTheLogTogether() throws Exception {
        Push<String> push = Push.of(String.class).durable();
        assertThat(push.offerAll(texts(0, 3), Duration.ZERO))
                .as("before the job has started")
                .isFalse();
        Path copy;
        try (Leat leat = open(directory("jobs"))) {
            leat.start(pipeline(push));
            assertThat(push.offerAll(texts(0, 10), Duration.ofSeconds(20))).isTrue();
            copy = afterKill(directory("jobs"));
        }
        out.clear();
        try (Leat leat = open(copy)) {
            leat.start(pipeline(Push.of(String.class)));
            awaitOut(texts(0, 10));
        }
    }

    @Test
    void whenKilledBeforeAnEpoch_thenAllThatWasTakenIsReadAgainWithItsTimes() throws Exception {
        Push<String> push = Push.of(String.class);
        Path copy;
        try (Leat leat = open(directory("jobs"))) {
            leat.start(pipeline(push));
            for (String text : texts(0, 20)) {
                push.emit(text);
                clock.advance(Duration.ofSeconds(1));
            }
            copy = afterKill(directory("jobs"));
            awaitOut(texts(0, 20));
        }
        List<Collector.Collected<String>> before = out.timed();
        out.clear();
        clock.advance(Duration.ofDays(1));
        try (Leat leat = open(copy)) {
            leat.start(pipeline(Push.of(String.class)));
            awaitOut(texts(0, 20));
        }
        assertThat(out.timed()).isEqualTo(before);
        assertThat(before.get(19).timestamp()).isEqualTo(1_019_000);
    }

    @Test
    void whenTheSourceIsClosed_thenTheJobCompletesForGood() throws Exception {
        Push<String> push = Push.of(String.class);
        try (Leat leat = open(directory("jobs"))) {
            Job job = leat.start(pipeline(push));
            push.emitAll(texts(0, 5));
            push.close();
            job.awaitCompletion();
        }
        assertThat(out.values()).isEqualTo(texts(0, 5));
        try (Leat leat = open(directory("jobs"))) {
            assertThat(leat.start(pipeline(Push.of(String.class))).hadEnded()).isTrue();
        }
        assertThat(out.values()).hasSize(5);
    }

    // ---- before the job has started -------------------------------------------------------------------------------

    @Test
    void whenEmittedBeforeTheStart_thenItIsInTheLogWhenStartReturns() throws Exception {
        Push<String> push = Push.of(String.class);
        for (String text : texts(0, 100)) {
            push.emit(text);
        }
        Path copy;
        try (Leat leat = open(directory("jobs"))) {
            leat.start(pipeline(push));
            copy = afterKill(directory("jobs"));
            push.emit("text 100");
            awaitOut(texts(0, 101));
        }
        out.clear();
        try (Leat leat = open(copy)) {
            leat.start(pipeline(Push.of(String.class)));
            awaitOut(texts(0, 100));
        }
    }

    @Test
    void whenDurabilityWasSaid_thenNothingIsTakenBeforeTheStart() throws Exception {
        Push<String> push = Push.of(String.class).durable();
        assertThat(push.offer("refused")).isFalse();
        CompletableFuture<Void> emitted = CompletableFuture.runAsync(() -> {
            try {
                push.emit("text 0");
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThatThrownBy(() -> emitted.get(50, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        try (Leat leat = open(directory("jobs"))) {
            leat.start(pipeline(push));
            emitted.get(20, TimeUnit.SECONDS);
            awaitOut(texts(0, 1));
        }
        try (Leat leat = Leat.inMemory()) {
            Push<String> inMemory = Push.of(String.class).buffered();
            out.clear();
            leat.start(pipeline(inMemory));
            inMemory.emit("text 0");
            awaitOut(texts(0, 1));
        }
    }

    @Test
    void whenFull_thenOfferRefusesAndEmitWaits() throws Exception {
        Push<String> push = Push.of(String.class).capacity(2);
        List<String> taken = new ArrayList<>();
        CompletableFuture<Void> gate = new CompletableFuture<>();
        Pipeline stuck = Pipeline.of(
                "job", p -> p.from("texts", push).peek(text -> gate.join()).to("out", out));
        try (Leat leat = open(directory("jobs"))) {
            leat.start(stuck);
            for (int i = 0; i < 10; i++) {
                if (push.offer("text " + taken.size())) {
                    taken.add("text " + taken.size());
                }
            }
            assertThat(taken).hasSizeBetween(2, 5);
            CompletableFuture<Void> emitted = CompletableFuture.runAsync(() -> {
                try {
                    push.emit("text " + taken.size());
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            gate.complete(null);
            emitted.get(20, TimeUnit.SECONDS);
            awaitOut(texts(0, taken.size() + 1));
        }
    }

    // ---- the clock ------------------------------------------------------------------------------------------------

    @Test
    void whenReadAgain_thenTheSkewGuardDecidesAsItDid() throws Exception {
        for (Duration later : List.of(Duration.ofDays(-1), Duration.ofDays(1))) {
            out.clear();
            Path jobs = directory("jobs" + later);
            Path copy;
            try (Leat leat = open(jobs)) {
                Push<String> push = Push.of(String.class).timedByMillis(Long::parseLong);
                Job job = leat.start(pipeline(push));
                String tooLate = Long.toString(clock.millis() + 7_200_000);
                push.emit(tooLate);
                push.emit(Long.toString(clock.millis()));
                awaitOut(List.of(Long.toString(clock.millis())));
                assertThat(job.deadLetters()).hasSize(1);
                copy = afterKill(jobs);
            }
            out.clear();
            String good = Long.toString(clock.millis());
            clock.advance(later);
            try (Leat leat = open(copy)) {
                Job job = leat.start(pipeline(Push.of(String.class).timedByMillis(Long::parseLong)));
                awaitOut(List.of(good));
                assertThat(job.deadLetters()).hasSize(1);
            }
        }
    }

    @Test
    void whenReadAgain_thenTheWatermarkGoesOnWithTheClockWhereItDid() throws Exception {
        Collector<Long> counts = new Collector<>();
        Path copy;
        try (Leat leat = open(directory("jobs"))) {
            Push<String> push = Push.of(String.class).timedByMillis(Long::parseLong);
            Job job = leat.start(windows(push, counts));
            push.emit("1000000");
            await().until(() -> job.metrics().step("texts").in() == 1);
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                clock.advance(Duration.ofSeconds(5));
                return counts.values().equals(List.of(1L));
            });
            push.emit("1000001");
            await().until(() -> job.metrics().step("counts").late() == 1);
            copy = afterKill(directory("jobs"));
        }
        counts.clear();
        try (Leat leat = open(copy)) {
            Job job = leat.start(windows(Push.of(String.class).timedByMillis(Long::parseLong), counts));
            await().untilAsserted(() -> assertThat(job.metrics().step("counts")).returns(2L, StepMetrics::in));
            await().untilAsserted(() -> assertThat(counts.values()).isEqualTo(List.of(1L)));
            assertThat(job.metrics().step("counts").late()).isEqualTo(1);
        }
    }

    private static Pipeline windows(Push<String> push, Collector<Long> counts) {
        return Pipeline.of(
                "job",
                p -> p.from("texts", push, Watermarks.monotone())
                        .keyBy(text -> 1)
                        .window(Windows.tumbling(Duration.ofSeconds(10)))
                        .aggregate("counts", count())
                        .to("out", counts));
    }

    // ---- codecs ---------------------------------------------------------------------------------------------------

    /** No plain data. */
    public static final class Opaque {
        final String text;

        Opaque(String text) {
            this.text = text;
        }
    }

    private static final class OpaqueCodec extends Codec<Opaque> {
        @Override
        public void write(Opaque value, BinaryWriter out) {
            out.writeString(value.text);
        }

        @Override
        public Opaque read(BinaryReader in) {
            return new Opaque(in.readString());
        }

        @Override
        public int hash(@Nullable Opaque value) {
            return value == null ? 0 : value.text.hashCode();
        }

        @Override
        public String describe() {
            return "opaque";
        }

        @Override
        public boolean usableAsKey() {
            return false;
        }
    }

    private Pipeline opaque(Push<Opaque> push) {
        return Pipeline.of(
                "job", p -> p.from("things", push).map(thing -> thing.text).to("out", out));
    }

    @Test
    void whenEventsHaveNoCodec_thenTheStartSaysSoAndOneCanBeGiven() throws Exception {
        try (Leat leat = open(directory("jobs"))) {
            assertThatThrownBy(() -> leat.start(opaque(Push.of(Opaque.class))))
                    .isInstanceOf(PipelineException.class)
                    .hasMessageStartingWith("source 'things' cannot have a log in the job's directory")
                    .hasMessageContaining("Opaque")
                    .hasMessageEndingWith("Push.of(…).codec(…)");
            Push<Opaque> push = Push.of(Opaque.class).codec(new OpaqueCodec());
            leat.start(opaque(push));
            push.emit(new Opaque("good"));
            awaitOut(List.of("good"));
        }
    }

    @Test
    void whenTheClassHasChanged_thenTheLogIsRefusedAndLeftAsItIs() throws Exception {
        Push<String> push = Push.of(String.class);
        try (Leat leat = open(directory("jobs"))) {
            leat.start(pipeline(push));
            push.emit("text 0");
            awaitOut(texts(0, 1));
        }
        Pipeline changed = Pipeline.of(
                "job",
                p -> p.from("texts", Push.of(Integer.class))
                        .map(String::valueOf)
                        .to("out", out));
        try (Leat leat = open(directory("jobs"))) {
            assertThatThrownBy(() -> leat.start(changed))
                    .isInstanceOf(IncompatibleStateException.class)
                    .hasMessageContaining(
                            "step 'texts': the events in its log cannot be read: an event was string and is int. Cure: ");
            Push<String> again = Push.of(String.class);
            leat.start(pipeline(again));
            again.emit("text 1");
            awaitOut(texts(0, 2));
        }
    }
}
