// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job with a directory that follows a log, and ends and goes on while that is written and rotated. */
class FollowingJobTest {
    private static final int LINES = 5_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path dir;

    @Test
    void whenTheJobEndsAndGoesOn_thenEachLineIsInTheFilesOnce() throws Exception {
        Path log = Files.writeString(dir.resolve("app.log"), "line 0\n");
        List<String> expected =
                IntStream.range(0, LINES).mapToObj(i -> "line " + i).toList();
        CompletableFuture<Void> writer = CompletableFuture.completedFuture(null);
        int lives = 0;
        boolean last = false;
        while (!last) {
            try (Leat leat = Leat.open(dir.resolve("job"), o -> o.epochs(Duration.ofMillis(5)))) {
                Job job = leat.start(Pipeline.of(
                        "copy",
                        p -> p.from("log", Lines.of(log).following())
                                .to("out", Lines.to(dir.resolve("out/log.txt")).rolling(Rolling.atBytes(5_000)))));
                if (lives == 0) {
                    awaitRead(job, 1);
                    writer = CompletableFuture.runAsync(() -> write(log, expected));
                }
                last = writer.isDone() && lives > 3;
                end(job, lives, last);
                assertThat(job.failure()).isEmpty();
                assertThat(job.deadLetters()).isEmpty();
                lives++;
            }
        }
        writer.join();

        assertThat(published()).isEqualTo(expected);
    }

    private static void awaitRead(Job job, int lines) throws InterruptedException {
        long end = System.nanoTime() + MINUTE.toNanos();
        while (job.metrics().in() < lines && System.nanoTime() - end < 0) {
            assertThat(job.await(Duration.ofMillis(5)))
                    .as("ended: %s", job.failure())
                    .isFalse();
        }
    }

    private static void end(Job job, int life, boolean last) throws InterruptedException {
        if (last) {
            awaitRead(job, LINES);
            job.stop();
        } else if (job.await(Duration.ofMillis(60 * (life + 1L)))) {
            assertThat(job.failure()).isEmpty();
        } else if (life % 2 == 0) {
            job.cancel();
        } else {
            job.suspend();
        }
        assertThat(job.await(MINUTE)).isTrue();
    }

    private static void write(Path log, List<String> lines) {
        try {
            for (int i = 1; i < lines.size(); i++) {
                if (i % 300 == 0) {
                    Files.move(log, log.resolveSibling("app.log-%08d".formatted(i)));
                }
                Files.writeString(log, lines.get(i) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> published() throws Exception {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(dir.resolve("out"))) {
            for (Path file : files.sorted().toList()) {
                lines.addAll(Reading.all(Lines.of(file)).values);
            }
        }
        return lines;
    }
}
