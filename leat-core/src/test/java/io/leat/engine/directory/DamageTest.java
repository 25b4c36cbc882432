// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.directory.format.DamagedDirectoryException;
import io.leat.engine.directory.format.NewerFormatException;
import io.leat.engine.disk.HeapDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever happens to the files: it is noticed, or it makes no difference. Never a wrong answer. */
class DamageTest {
    private static final Limits LIMITS = new Limits(4_000, 6_000, 30_000);
    private static final int ROUNDS = 10_000;

    private final HeapDisk disk = new HeapDisk();
    private final Map<String, List<byte[]>> earlier = new HashMap<>();
    private final TreeMap<Long, Map<String, String>> states = new TreeMap<>();
    private String run = "";
    private List<Long> waiting = List.of();
    private long last;

    @BeforeEach
    void makeADirectory() throws IOException {
        Model model = new Model(3, 12);
        for (int life = 0; life < 3; life++) {
            try (JobDirectory directory = JobDirectory.open(disk, LIMITS)) {
                run = directory.run();
                for (int i = 0; i < 13; i++) {
                    live(directory, model);
                }
            }
        }
        try (JobDirectory directory = JobDirectory.open(disk, LIMITS)) {
            for (int i = 0; i < 6; i++) {
                directory.seal(model.next());
                states.put(model.epoch(), model.expected());
            }
            waiting = directory.unacknowledged("sink");
            last = directory.epoch();
        }
        Disks.write(disk.directory("log-calls"), "log-1", new byte[1_000]);
        assertThat(disk.files().stream().filter(name -> name.startsWith("segment")))
                .hasSizeGreaterThan(3);
        assertThat(disk.files().stream().filter(name -> name.startsWith("base")))
                .hasSizeGreaterThan(2);
        assertThat(waiting).hasSizeGreaterThan(3);
    }

    private void live(JobDirectory directory, Model model) throws IOException {
        directory.seal(model.next());
        states.put(model.epoch(), model.expected());
        if (model.epoch() % 3 == 0) {
            directory.acknowledge("sink", model.epoch() - 12);
        }
        do {
            for (String file : disk.files()) {
                earlier.computeIfAbsent(file, name -> new ArrayList<>()).add(Disks.read(disk, file));
            }
        } while (directory.compact());
    }

    /** Reads everything and checks it; returns which epoch it is of. */
    private long read(HeapDisk damaged) throws IOException {
        try (JobDirectory directory = JobDirectory.open(damaged, LIMITS)) {
            long epoch = directory.epoch();
            Map<String, String> state = Model.read(directory::readState);
            List<Long> results = directory.unacknowledged("sink");
            for (long of : results) {
                assertThat(directory.results("sink", of)).isEqualTo(Model.results(of));
            }
            for (Point point : directory.points()) {
                try (PointView view = directory.at(point.epoch())) {
                    Map<String, String> past = Model.read(view::readState);
                    assertThat(past).isEqualTo(states.get(point.epoch()));
                    assertThat(view.content()).isEqualTo(Model.content(point.epoch()));
                }
            }
            assertThat(directory.run()).isEqualTo(run);
            assertThat(state).isEqualTo(states.get(epoch));
            assertThat(directory.content()).isEqualTo(Model.content(epoch));
            if (epoch == last) {
                assertThat(results).containsAll(waiting);
            }
            return epoch;
        }
    }

    @Test
    void whenNothingHappens_thenEverythingIsThere() throws IOException {
        assertThat(read(disk)).isEqualTo(last);
    }

    @Test
    @Timeout(300)
    void whenAnythingHappensToAFile_thenItIsNoticedOrMakesNoDifference() throws IOException {
        int noticed = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            noticed += round(seed, 1);
        }
        // the rest is damage to what nothing depends on, and such that is put right
        assertThat(noticed).isBetween(ROUNDS / 2, ROUNDS - ROUNDS / 100);
    }

    @Test
    @Timeout(300)
    void whenSeveralThingsHappen_thenTheyAreNoticedOrAnEarlierEpochIsThereAsAWhole() throws IOException {
        for (long seed = 0; seed < ROUNDS / 5; seed++) {
            round(-1 - seed, 2 + (int) (seed % 3));
        }
    }

    private int round(long seed, int times) throws IOException {
        HeapDisk damaged = Disks.copy(disk);
        Damage damage = new Damage(damaged, earlier, new Random(seed));
        List<String> happened = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            happened.add(damage.happen());
        }
        try {
            long epoch = read(damaged);
            if (times == 1) {
                assertThat(epoch).isEqualTo(last);
            }
            return 0;
        } catch (DamagedDirectoryException | NewerFormatException e) {
            return 1;
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + ": " + happened, e);
        }
    }
}
