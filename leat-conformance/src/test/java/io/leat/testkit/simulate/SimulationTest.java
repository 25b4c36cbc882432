// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testkit.machine.Story;
import io.leat.testkit.trial.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The first seed is set by {@code -Dleat.seed}, 1 unless given; their number is multiplied by {@code -Dleat.cases}. */
class SimulationTest {
    private static final int SEEDS = 2_000;

    /** What has to happen to some of the jobs, or else all that they have shown is worth less. */
    private static final List<String> HAPPENS = List.of(
            "disk: CREATE failed",
            "disk: WRITE failed",
            "disk: FORCE failed",
            "disk: RENAME failed",
            "disk: DELETE failed",
            "disk: SYNC failed",
            "disk: full",
            "disk: read-only",
            "disk: a bit turned over",
            "power lost: a name, a rename or a deletion",
            "power lost: a write is torn",
            "power lost: the end of a file",
            "end: killed",
            "end: power lost",
            "end: SUSPENDED",
            "end: COMPLETED",
            "end: stopped before all was read",
            "end: started again after it",
            "end: damage noticed",
            "goes on with more or fewer workers",
            "dead letters",
            "dead letters tried again",
            "dead letters tried again, in vain",
            "refused: connect",
            "refused: committed",
            "refused: commit, before it was done",
            "refused: commit, after it was done",
            "refused: write",
            "refused: checkpoint",
            "sink: transactional",
            "sink: parts published by rename",
            "sink: exactly once by key",
            "sink: at least once",
            "source: durable push",
            "source: buffered push",
            "source: read",
            "state: hardly any room on the heap");

    private static final int LEAST = 3;

    @Test
    void whenJobsEndAnywhereAndGoOn_thenAllIsThereOnceAndNothingIsLeft() {
        long seed = Long.getLong("leat.seed", 1);
        int seeds = SEEDS * Integer.getInteger("leat.cases", 1);
        Simulation simulation = new Simulation(failure -> {
            throw failure.asError();
        });

        for (int i = 0; i < seeds; i++) {
            simulation.run(seed + i);
        }

        assertThat(simulation.passed()).isEqualTo(seeds);
        System.out.print(simulation.happened());
        assertThat(Stream.concat(HAPPENS.stream(), Kind.OF_JOBS.stream().map(kind -> "pipeline: " + kind.name())))
                .allSatisfy(what -> assertThat(simulation.times(what)).as(what).isGreaterThanOrEqualTo(LEAST));
    }

    @Test
    void whenSeedIsTheSame_thenTheStoryIs() {
        for (long seed = 1; seed <= 40; seed++) {
            assertThat(story(seed)).as("seed %d", seed).isEqualTo(story(seed)).isNotEqualTo(story(seed + 1));
        }
    }

    private static String story(long seed) {
        Story story = new Story();
        new JobSimulation(Simulation.trial(seed), seed, story).run();
        return story.toString();
    }
}
