// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Parameters;
import io.leat.PipelineBuilder;
import io.leat.connector.Sink;
import io.leat.connector.memory.Generator;
import io.leat.time.Watermarks;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a pipeline that waits to be started again. */
@Timeout(60)
class KeptRunningTest {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private volatile boolean failing = true;
    private Leat leat;
    private ServiceLog log;
    private KeptRunning kept;

    @BeforeEach
    void failOnce() {
        leat = Leat.open(directory);
        log = ServiceLog.to(new PrintWriter(out), ServiceLog.Form.TEXT);
        kept = KeptRunning.start(
                new ServedPipeline("Ticks", this::define, List.of()), leat, log, new Pauses(PAUSE, PAUSE));
        await().until(() -> said().contains("is started again in 2.0 s"));
        await().until(() -> kept.nextStart().isPresent());
        failing = false;
    }

    @AfterEach
    void close() throws InterruptedException {
        kept.suspend();
        kept.awaitEnd();
        log.close();
        leat.close();
    }

    private void define(PipelineBuilder p, Parameters args) {
        p.from("ticks", Generator.of(Long.MAX_VALUE, i -> i).rate(100).timedByMillis(i -> i), Watermarks.monotone())
                .to("out", Sink.of(tick -> {
                    if (failing) {
                        throw new IllegalStateException("the cause");
                    }
                }));
    }

    private String said() {
        return out.toString();
    }

    private void afterThePause() {
        await().pollDelay(PAUSE.plusMillis(500)).atMost(Duration.ofSeconds(30)).until(() -> true);
    }

    @Test
    void whenThePauseIsOver_thenItIsStarted() {
        await().until(() -> said().contains("Ticks  goes on from epoch ") || said().split("  begins", -1).length == 3);
        assertThat(kept.nextStart()).isEmpty();
        assertThat(kept.letBe()).isFalse();
    }

    @Test
    void whenStartedAndSuspendedByRequestDuringThePause_thenItIsLetBe() throws Exception {
        Job job = leat.start(kept.pipeline());
        job.suspend();
        assertThat(job.await(PAUSE)).isTrue();
        await().until(() -> said().contains("Ticks  suspended, after "));

        afterThePause();

        assertThat(leat.jobs()).isEmpty();
        assertThat(kept.nextStart()).isEmpty();
    }

    @Test
    void whenStartedByRequestDuringThePause_thenItIsKeptRunningAndSuspendedInTheEnd() throws Exception {
        Job job = leat.start(kept.pipeline());

        afterThePause();

        assertThat(leat.jobs()).containsExactly(job);
        assertThat(said()).doesNotContain("could not be started");
        kept.suspend();
        kept.awaitEnd();
        assertThat(job.status()).isEqualTo(Job.Status.SUSPENDED);
        assertThat(said()).contains("Ticks  suspended, after ");
    }

    @Test
    void whenLetBeDuringThePause_thenItIsNotStartedUntilSomebodyDoes() throws Exception {
        assertThat(kept.letBe()).isTrue();
        assertThat(kept.letBe()).as("once more").isFalse();
        assertThat(said()).contains("Ticks  is not started again until somebody does so");

        afterThePause();

        assertThat(leat.jobs()).isEmpty();
        Job job = leat.start(kept.pipeline());
        failing = true;
        assertThat(job.await(Duration.ofSeconds(20))).isTrue();
        await().until(() -> kept.nextStart().isPresent());
    }
}
