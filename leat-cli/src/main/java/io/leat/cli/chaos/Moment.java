// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import io.leat.cli.process.Life;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** When a process is killed. */
enum Moment {
    /** While Java starts, the directory is read, or the job has just begun. */
    START("while starting") {
        @Override
        void await(Life life, Path manifest, Random random) throws InterruptedException {
            life.awaitEnd(Duration.ofMillis(random.nextInt(1_200)));
        }
    },
    /** At any time. */
    RUN("while running") {
        @Override
        void await(Life life, Path manifest, Random random) throws InterruptedException {
            life.awaitStart(LONG);
            life.awaitEnd(Duration.ofMillis(random.nextInt(900)));
        }
    },
    /** Just when an epoch is sealed, or soon after: when its results are brought to sinks. */
    COMMIT("while committing") {
        @Override
        void await(Life life, Path manifest, Random random) throws InterruptedException {
            life.awaitStart(LONG);
            life.awaitEnd(Duration.ofMillis(random.nextInt(600)));
            long before = length(manifest);
            long deadline = System.nanoTime() + LONG.toNanos();
            while (length(manifest) == before && !life.isOver() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(4) * (long) random.nextInt(2_000)));
        }
    };

    private static final Duration LONG = Duration.ofSeconds(60);

    private final String words;

    Moment(String words) {
        this.words = words;
    }

    /**
     * Waits until it has come, or the process has ended.
     *
     * @param manifest which grows when an epoch is sealed
     */
    abstract void await(Life life, Path manifest, Random random) throws InterruptedException;

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return words;
    }
}
