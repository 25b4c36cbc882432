// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Job;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.engine.disk.DirectoryName;
import io.leat.engine.disk.Disk;
import io.leat.engine.disk.HeapDisk;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LettersTriedAgainTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2100-01-01T00:00:00Z"));
    private static final List<Integer> NUMBERS = List.of(1, 2, 3, 4, 5);

    private final Disk jobs = new HeapDisk();
    private final List<Integer> out = new ArrayList<>();

    @Test
    void whenAnEpochEndsAtOnce_thenTheLettersThatAreTriedAgainAreInIt() throws IOException {
        assertThat(suspended(false)).isEqualTo(Job.Status.SUSPENDED);
        assertThat(KeptLetters.replay(jobs, "letters", letter -> true, CLOCK)).isEqualTo(NUMBERS.size());
        assertThat(out).isEmpty();

        assertThat(suspended(true)).isEqualTo(Job.Status.SUSPENDED);

        assertThat(out).containsExactlyElementsOf(NUMBERS);
        suspended(true);
        assertThat(out).containsExactlyElementsOf(NUMBERS);
    }

    /** Runs the job and suspends it: when all its input has failed, or at once if the mistake is mended. */
    private Job.Status suspended(boolean mended) throws IOException {
        Disk disk = jobs.directory(DirectoryName.of("letters"));
        SteppedJob job = SteppedJob.of(EpochSetup.open(pipeline(mended).graph(), 1, CLOCK, disk), () -> 0);
        while (!mended && job.job().deadLetters().size() < NUMBERS.size()) {
            job.turn(0);
        }
        job.job().suspend();
        while (!job.isOver()) {
            job.keepEpochs();
            job.turn(0);
            job.deliver(0);
        }
        job.close();
        assertThat(job.failure()).isNull();
        return job.job().status();
    }

    private Pipeline pipeline(boolean mended) {
        return Pipeline.of(
                "letters",
                p -> p.from("numbers", Source.of(NUMBERS))
                        .map("check", number -> {
                            if (!mended) {
                                throw new IllegalStateException("not yet");
                            }
                            return number;
                        })
                        .to("out", Sink.of(out::add)));
    }
}
