// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.aggregate.Aggregates;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.failure.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Giving dead letters to their step once more, as they are or mended, while the job runs. */
class TryAgainTest {
    private final Push<String> words = Push.of(String.class);
    private final Collector<Object> out = new Collector<>();
    private volatile boolean broken = true;

    @AfterEach
    void end() {
        words.close();
    }

    private Job start(Leat leat) throws InterruptedException {
        Job job = leat.start(Pipeline.of(
                "letters",
                p -> p.from("words", words)
                        .map("length", this::length)
                        .keyBy(length -> length)
                        .running("count", Aggregates.count(), Duration.ofDays(1))
                        .to("out", out)));
        words.emit("four");
        await().until(() -> !job.deadLetters().isEmpty());
        return job;
    }

    private int length(String word) {
        if (broken || word.isEmpty()) {
            throw new IllegalStateException("broken");
        }
        return word.length();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whenLetterIsTriedAgain_thenItGoesOnFromItsStepOnce(int threads) throws Exception {
        try (Leat leat = Leat.inMemory(options -> options.parallelism(threads))) {
            Job job = start(leat);
            DeadLetter letter = job.deadLetters().get(0);
            broken = false;

            job.tryAgain(letter, "four");
            await().until(() -> out.values().size() == 1);
            job.tryAgain(letter, "mend");
            await().until(() -> out.values().size() == 2);

            assertThat(out.values()).containsExactly(1L, 2L);
            assertThat(job.metrics().step("length").in()).isEqualTo(3);
        }
    }

    @Test
    void whenItFailsAgain_thenThereIsAnotherLetter() throws Exception {
        try (Leat leat = Leat.inMemory()) {
            Job job = start(leat);
            job.tryAgain(job.deadLetters().get(0), "four");
            assertThat(job.deadLetters()).hasSize(2);
            assertThat(job.status()).isEqualTo(Job.Status.RUNNING);
        }
    }

    @Test
    void whenRecordIsNotOneOfTheSource_thenThatIsSaid() throws Exception {
        try (Leat leat = Leat.inMemory()) {
            Job job = start(leat);
            DeadLetter unread = letter("words");
            assertThatThrownBy(() -> job.tryAgain(unread, 4L))
                    .hasMessage("source 'words' gives records of class java.lang.String, and the value is of class"
                            + " java.lang.Long: give it one of that class");
            broken = false;
            job.tryAgain(unread, "mended");
            await().until(() -> out.values().size() == 1);
            assertThatThrownBy(() -> job.tryAgain(letter("gone"), "x"))
                    .hasMessageContaining("without it: there are [words,");
        }
    }

    @Test
    void whenJobHasEnded_thenThatIsSaid() throws Exception {
        try (Leat leat = Leat.inMemory()) {
            Job job = start(leat);
            words.close();
            job.awaitCompletion();
            assertThatThrownBy(() -> job.tryAgain(job.deadLetters().get(0), "four"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has ended");
        }
    }

    private static DeadLetter letter(String step) {
        return new DeadLetter(step, null, "?", 0, "cannot be read", null, Instant.EPOCH, false);
    }
}
