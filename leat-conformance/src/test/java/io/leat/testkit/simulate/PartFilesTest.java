// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connector.SinkContext;
import io.leat.connector.SinkWriter;
import io.leat.testkit.host.Recorder;
import io.leat.testkit.machine.Machine;
import io.leat.testkit.machine.MachineStopped;
import io.leat.testkit.machine.Operation.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The cut-back sink of the simulation keeps its own promise, so that a failing simulation is the engine's fault. */
class PartFilesTest {
    private static final int SEEDS = 400;
    private static final int PROCESSES = 5;

    private Machine machine = Machine.of(0);
    private Random random = new Random();
    /** Results of sealed epochs. */
    private final List<Object> sealed = new ArrayList<>();

    private @Nullable String state;
    private long epoch;
    private int next;

    @Test
    void whenProcessesEndAnywhere_thenPartsHoldWhatTheSealedEpochsHave() throws Exception {
        int published = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            begin(seed);
            PartFiles parts = new PartFiles(new Random(seed), () -> machine, "sink");
            for (int process = 0; process < PROCESSES; process++) {
                machine.faults().sometimes(Kind.WRITE, 0.02).sometimes(Kind.FORCE, 0.02);
                machine.stopAfter(1 + random.nextInt(60));
                run(parts);
                machine = random.nextBoolean() ? machine.crash() : machine.kill();
            }
            parts.open(context()).close();

            assertThat(parts.results())
                    .as("seed %d", seed)
                    .extracting(Recorder.Out::value)
                    .containsExactlyElementsOf(sealed);
            assertThat(parts.results()).containsAll(parts.published());
            assertThat(machine.open()).isEmpty();
            published += parts.published().size();
        }
        assertThat(published).isPositive();
    }

    private void begin(long seed) {
        machine = Machine.of(seed);
        random = new Random(seed);
        sealed.clear();
        state = null;
        epoch = 0;
        next = 0;
    }

    /** Seals epochs until the process ends. A call that fails is done again, as the engine does. */
    private void run(PartFiles parts) throws Exception {
        try (SinkWriter<Object> writer = parts.open(context())) {
            while (true) {
                List<Object> unsealed = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    Integer value = next++;
                    twice(() -> writer.write(value, 0));
                    unsealed.add(value);
                }
                String[] now = new String[1];
                twice(() -> now[0] = writer.checkpoint(epoch + 1));
                writer.force(epoch + 1);
                epoch++;
                state = now[0];
                sealed.addAll(unsealed);
                twice(() -> writer.committed(epoch));
            }
        } catch (IOException | MachineStopped e) {
            // so the process ends
        }
    }

    private interface Call {
        void run() throws Exception;
    }

    private static void twice(Call call) throws Exception {
        try {
            call.run();
        } catch (IOException e) {
            call.run();
        }
    }

    private SinkContext context() {
        return new SinkContext("job", "sink", "run", true, state);
    }
}
