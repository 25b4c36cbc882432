// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.engine.directory.Changes;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import io.leat.engine.store.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What is written of an epoch, bit by bit, while the next one goes on: applied to what was there before, it is the state at the cut. */
class HeapStateTest {
    private static final int EPOCHS = 12;

    private final long seed = Long.getLong("leat.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private static final class Box extends Entry {
        int number;

        Box(int number) {
            this.number = number;
        }
    }

    private static final StateCodec<Box> BOXES = new StateCodec<>() {
        @Override
        public void write(Box state, BinaryWriter out) {
            out.writeInt(state.number);
        }

        @Override
        public Box read(BinaryReader in) {
            return new Box(in.readInt());
        }

        @Override
        public String describe() {
            return "box[number:int]";
        }
    };

    private static HeapState<String, Box> state(boolean sharedTimers) {
        return new HeapState.Maker<>(KeyGroups.Range.ALL, Codec.of(String.class)).make(() -> BOXES, sharedTimers);
    }

    private static Map<String, String> contents(HeapState<String, Box> state) {
        Map<String, String> contents = new TreeMap<>();
        state.table().forEach((namespace, box) -> contents.put(box.key() + "/" + namespace, "" + box.number));
        state.timers()
                .event()
                .visit((key, hash, namespace, time) -> contents.put(key + "/" + namespace + "@" + time, ""));
        state.timers()
                .clock()
                .visit((key, hash, namespace, time) -> contents.put(key + "/" + namespace + "#" + time, ""));
        return contents;
    }

    @RepeatedTest(20)
    void whenEpochsAreWrittenBitByBit_thenTheyAddUpToTheStateAtTheCut() {
        HeapState<String, Box> state = state(false);
        state.noteChanges(KeyGroups.Range.ALL);
        HeapState<String, Box> copy = state(false);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            work(state, 300);
            Map<String, String> atTheCut = contents(state);
            state.cut();
            while (!state.writeSome(random.nextInt(20), 1 + random.nextInt(200))) {
                work(state, random.nextInt(40));
            }
            apply(state, copy);
            assertThat(contents(copy)).as("seed %d", seed).isEqualTo(atTheCut);
        }
    }

    @Test
    void whenNothingHasChanged_thenNothingIsWritten() {
        HeapState<String, Box> state = state(true);
        state.noteChanges(KeyGroups.Range.ALL);
        work(state, 300);
        changes(state);
        assertThat(changes(state)).isEmpty();
    }

    @Test
    void whenOneEntryOfManyChanges_thenOneIsWritten() {
        HeapState<String, Box> state = state(true);
        state.noteChanges(KeyGroups.Range.ALL);
        for (int i = 0; i < 1_000; i++) {
            state.table().insert("k" + i, i, 0, new Box(i));
        }
        changes(state);
        state.table().forUpdate("k7", 7, 0).number = 77;
        assertThat(changes(state)).singleElement().satisfies(change -> {
            assertThat(change.group()).isEqualTo(KeyGroups.of(7));
            assertThat(change.length()).isLessThan(20);
        });
    }

    @Test
    void whenASweepLeavesNothing_thenOneOperationSaysSo() {
        HeapState<String, Box> state = state(true);
        state.noteChanges(KeyGroups.Range.ALL);
        for (int i = 0; i < 1_000; i++) {
            state.table().insert("k" + i, 5, 3, new Box(i));
        }
        HeapState<String, Box> copy = state(true);
        apply(copy, changes(state));
        state.table().sweep(3, KeyGroups.of(5), box -> state.table().remove((String) box.key(), 5, 3));
        List<Changes> gone = changes(state);
        assertThat(gone)
                .singleElement()
                .satisfies(change -> assertThat(change.length()).isLessThan(5));
        apply(copy, gone);
        assertThat(copy.entries()).isZero();
    }

    @Test
    void whenHandedOverInPieces_thenTheyAreTheSameChangesEpochAfterEpoch() {
        HeapState<String, Box> state = state(true);
        state.noteChanges(KeyGroups.Range.ALL);
        HeapState<String, Box> copy = state(true);
        for (int epoch = 0; epoch < 4; epoch++) {
            for (int i = 0; i < 300; i++) {
                state.table().insert("k" + epoch + "-" + i, i, epoch, new Box(i));
            }
            state.cut();
            assertThat(state.writeSome(Integer.MAX_VALUE, Integer.MAX_VALUE)).isTrue();
            List<Changes> changes = new ArrayList<>();
            int calls = 1;
            while (!state.drain("step", 1, changes)) {
                calls++;
            }
            assertThat(calls).isGreaterThanOrEqualTo(changes.size()).isGreaterThan(100);
            assertThat(changes).extracting(Changes::group).doesNotHaveDuplicates();
            apply(copy, changes);
            assertThat(copy.entries()).isEqualTo(300L * (epoch + 1));
        }
    }

    private List<Changes> changes(HeapState<String, Box> state) {
        state.cut();
        assertThat(state.writeSome(Integer.MAX_VALUE, Integer.MAX_VALUE)).isTrue();
        List<Changes> changes = new ArrayList<>();
        state.drain("step", Integer.MAX_VALUE, changes);
        return changes;
    }

    private static void apply(HeapState<String, Box> from, HeapState<String, Box> to) {
        List<Changes> changes = new ArrayList<>();
        from.drain("step", Integer.MAX_VALUE, changes);
        apply(to, changes);
    }

    private static void apply(HeapState<String, Box> to, List<Changes> changes) {
        changes.forEach(change -> to.apply(change.group(), change.bytes(), 0, change.length()));
    }

    private void work(HeapState<String, Box> state, int steps) {
        for (int i = 0; i < steps; i++) {
            String key = "k" + random.nextInt(40);
            long namespace = random.nextInt(3);
            switch (random.nextInt(8)) {
                case 0 -> state.table().remove(key, key.hashCode(), namespace);
                case 1 -> sweep(state, namespace, random.nextInt(KeyGroups.COUNT));
                case 2 -> state.timers().at(key, key.hashCode(), namespace, random.nextInt(5));
                case 3 -> state.timers().cancel(key, key.hashCode(), namespace, random.nextInt(5));
                case 4 -> state.timers().atClock(key, key.hashCode(), namespace, random.nextInt(5));
                case 5 ->
                    state.timers()
                            .event()
                            .fire(random.nextInt(3), (k, hash, ns, time) -> put(state, k, hash, ns), () -> false);
                default -> put(state, key, key.hashCode(), namespace);
            }
        }
    }

    private void put(HeapState<String, Box> state, String key, int hash, long namespace) {
        Box box = state.table().forUpdate(key, hash, namespace);
        if (box == null) {
            state.table().insert(key, hash, namespace, new Box(random.nextInt(1_000)));
        } else {
            box.number = random.nextInt(1_000);
        }
    }

    private void sweep(HeapState<String, Box> state, long namespace, int group) {
        boolean all = random.nextBoolean();
        state.table().sweep(namespace, group, box -> {
            if (all || random.nextBoolean()) {
                state.table().remove((String) box.key(), box.hash(), namespace);
            }
        });
    }
}
