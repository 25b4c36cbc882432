// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.disk.Disk;
import io.leat.engine.run.KeptLetters;
import io.leat.failure.StoredLetter;
import io.leat.metric.StepMetrics;
import io.leat.testkit.host.Probe;
import io.leat.testkit.host.Trial;
import io.leat.testkit.machine.Story;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** The dead letters of a simulated job: between two processes the program may be mended, and those there are may be tried again. */
final class Letters {
    private final Random random;
    private final InstantSource clock;
    private final Story story;
    private boolean mended;
    /** The number of the last letter that was asked for. */
    private long asked = -1;

    Letters(Random random, InstantSource clock, Story story) {
        this.random = random;
        this.clock = clock;
        this.story = story;
    }

    boolean areMended() {
        return mended;
    }

    /** Does what people do between two processes of a job that has not ended. */
    void betweenProcesses(Disk jobs, String job) throws IOException {
        mended |= random.nextInt(3) == 0;
        if (random.nextInt(4) > 0) {
            int replayed = KeptLetters.replay(jobs, job, letter -> letter.number() > asked, clock);
            asked += replayed; // each is complete
            if (replayed > 0) {
                story.tell(replayed + " dead letters are to be tried again" + (mended ? "" : ", in vain"));
                story.mark("dead letters tried again" + (mended ? "" : ", in vain"));
            }
        }
    }

    /** Checks that each event has come out, or is a letter that was not tried again. */
    void check(Disk jobs, String job, Trial trial, Probe probe) throws IOException {
        List<StoredLetter> letters = KeptLetters.list(jobs, job);
        String step = Objects.requireNonNull(trial.failingStep());
        if (!letters.isEmpty()) {
            story.mark("dead letters");
        }
        assertThat(letters)
                .extracting(StoredLetter::step)
                .as("steps of letters")
                .allMatch(step::equals);
        assertThat(letters).as("letters").hasSize((int) probe.count(step, StepMetrics::failed));
        List<String> found = new ArrayList<>();
        letters.stream().filter(letter -> letter.number() > asked).forEach(letter -> found.add(letter.text()));
        probe.results("parsed").forEach(out -> found.add(out.value().toString()));
        assertThat(found)
                .as("what has come out, and letters that were not tried again")
                .containsExactlyInAnyOrderElementsOf(trial.feeds().stream()
                        .flatMap(feed -> feed.items().stream())
                        .map(Object::toString)
                        .toList());
    }
}
