// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.directory.Changes;
import io.leat.engine.disk.HeapDisk;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** State with hardly any room on the heap is as it would be with room for all of it. */
class SpillTest {
    private static final int STEPS = 4_000;
    private static final int KEYS = 300;
    private static final long NAMESPACES = 3;
    /** The limits are less, but one entry may be as large as this. */
    private static final long MOST_BYTES = 20_000;

    private final long seed = Long.getLong("leat.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final HeapDisk disk = new HeapDisk();
    private final StateRoom room = new StateRoom(400, disk, "room", 2_000);
    private final HeapState<String, Text> state = state(room);
    private final Map<Place, String> model = new HashMap<>();

    /** A text, short or long. */
    private static final class Text extends Entry {
        String text;

        Text(String text) {
            this.text = text;
        }
    }

    private static final StateCodec<Text> TEXTS = new StateCodec<>() {
        @Override
        public void write(Text state, BinaryWriter out) {
            out.writeString(state.text);
        }

        @Override
        public Text read(BinaryReader in) {
            return new Text(in.readString());
        }

        @Override
        public String describe() {
            return "text[text:string]";
        }
    };

    private record Place(String key, long namespace) {
        /** Few, so that keys collide. */
        int hash() {
            return key.length() * 7 + key.hashCode() % 40;
        }
    }

    private static HeapState<String, Text> state(StateRoom room) {
        return new HeapState.Maker<>(KeyGroups.Range.ALL, Codec.of(String.class), room).make(() -> TEXTS, false);
    }

    private Place randomPlace() {
        return new Place("k" + random.nextInt(KEYS), (long) (random.nextDouble() * random.nextDouble() * NAMESPACES));
    }

    private String randomText() {
        int length = random.nextInt(40) == 0 ? random.nextInt(9_000) : random.nextInt(20);
        return (random.nextInt(10_000) + "/").repeat(1 + length / 6);
    }

    private Text find(Place place) {
        return state.table().forUpdate(place.key, place.hash(), place.namespace);
    }

    private void put(Place place) {
        Text found = find(place);
        assertThat(found == null ? null : found.text).as("seed %d", seed).isEqualTo(model.get(place));
        String text = randomText();
        if (found == null) {
            state.table().insert(place.key, place.hash(), place.namespace, new Text(text));
        } else {
            found.text = text;
        }
        model.put(place, text);
    }

    private void remove(Place place) {
        state.table().remove(place.key, place.hash(), place.namespace);
        model.remove(place);
    }

    /** Each entry is visited once, and removed, changed or looked at; and so is one elsewhere meanwhile, like the slices of a window. */
    private void sweep(long namespace, int group) {
        Set<Place> visited = new HashSet<>();
        boolean all = random.nextInt(3) == 0;
        state.table().sweepKeys(namespace, group, (key, hash) -> {
            Place place = new Place(key, namespace);
            assertThat(visited.add(place)).isTrue();
            Place elsewhere = randomPlace();
            if (elsewhere.namespace != namespace) {
                put(elsewhere);
            }
            switch (all ? 0 : random.nextInt(4)) {
                case 0 -> remove(place);
                case 1 -> put(place);
                case 2 -> assertThat(find(place).text).as("seed %d", seed).isEqualTo(model.get(place));
                default -> {}
            }
        });
        assertThat(model.keySet().stream()
                        .filter(place -> place.namespace == namespace && KeyGroups.of(place.hash()) == group))
                .as("seed %d", seed)
                .allMatch(visited::contains);
    }

    private void work(int steps) {
        for (int i = 0; i < steps; i++) {
            switch (random.nextInt(12)) {
                case 0 -> remove(randomPlace());
                case 1 ->
                    sweep(
                            random.nextInt((int) NAMESPACES),
                            KeyGroups.of(randomPlace().hash()));
                default -> put(randomPlace());
            }
            assertThat(state.entries()).as("seed %d", seed).isEqualTo(model.size());
        }
    }

    private static Map<Place, String> contents(HeapState<String, Text> of) {
        Map<Place, String> contents = new HashMap<>();
        of.table().forEach((namespace, entry) -> contents.put(new Place((String) entry.key(), namespace), entry.text));
        return contents;
    }

    private List<Changes> epoch() {
        state.cut();
        while (!state.writeSome(random.nextInt(20), 1 + random.nextInt(2_000))) {
            work(random.nextInt(10));
        }
        List<Changes> changes = new ArrayList<>();
        state.drain("step", Integer.MAX_VALUE, changes);
        return changes;
    }

    private static void apply(List<Changes> changes, HeapState<String, Text> to) {
        changes.forEach(change -> to.apply(change.group(), change.bytes(), 0, change.length()));
    }

    @RepeatedTest(5)
    void whenEpochsAreWrittenWithoutRoom_thenTheyAddUpToTheState() throws IOException {
        state.noteChanges(KeyGroups.Range.ALL);
        HeapState<String, Text> copy = state(null);
        StateRoom smallRoom = new StateRoom(300, disk, "copy", 2_000);
        HeapState<String, Text> small = state(smallRoom);
        boolean spilled = false;
        for (int i = 0; i < STEPS; ) {
            int steps = random.nextInt(60);
            work(steps);
            i += steps;
            spilled |= !disk.files().isEmpty();
            Map<Place, String> atTheCut = new HashMap<>(model);
            List<Changes> changes = epoch();
            apply(changes, copy);
            apply(changes, small);
            assertThat(contents(copy)).as("seed %d", seed).isEqualTo(atTheCut);
            assertThat(small.entries()).isEqualTo(atTheCut.size());
            assertThat(smallRoom.bytes()).as("seed %d", seed).isLessThan(MOST_BYTES);
        }
        epochWithoutWork();
        put(randomPlace());
        assertThat(room.bytes()).as("seed %d", seed).isLessThan(MOST_BYTES);
        assertThat(contents(small)).as("seed %d", seed).isEqualTo(contents(copy));
        assertThat(contents(state)).as("seed %d", seed).isEqualTo(model);
        assertThat(spilled).isTrue();
        room.close();
        assertThat(disk.files()).noneMatch(name -> name.startsWith("room"));
    }

    @Test
    void whenEpochsEnd_thenTheHeapHoldsNoMoreThanItMay() {
        state.noteChanges(KeyGroups.Range.ALL);
        for (int i = 0; i < 3_000; i++) {
            Place place = new Place("k" + i, 0);
            state.table().insert(place.key, place.hash(), 0, new Text("t" + i));
            if (room.wantsEpoch()) {
                epochWithoutWork();
            }
            assertThat(room.bytes()).isLessThanOrEqualTo(400 + 50);
            assertThat(room.isFull()).isFalse();
        }
        assertThat(state.entries()).isEqualTo(3_000);
        assertThat(contents(state)).hasSize(3_000);
    }

    private List<Changes> epochWithoutWork() {
        state.cut();
        assertThat(state.writeSome(Integer.MAX_VALUE, Integer.MAX_VALUE)).isTrue();
        List<Changes> changes = new ArrayList<>();
        state.drain("step", Integer.MAX_VALUE, changes);
        return changes;
    }

    @Test
    void whenAllIsUsedAgainAndAgain_thenTheFilesDoNotGrow() {
        state.noteChanges(KeyGroups.Range.ALL);
        long most = 0;
        for (int i = 0; i < 40_000; i++) {
            Place place = new Place("k" + random.nextInt(KEYS), 0);
            put(place);
            if (room.wantsEpoch()) {
                epochWithoutWork();
            }
            most = Math.max(most, disk.files().size());
        }
        long bytes =
                model.values().stream().mapToLong(text -> text.length() + 12L).sum();
        assertThat(most).as("seed %d, with %d bytes", seed, bytes).isLessThan(3 * bytes / 2_000 + 10);
    }

    @Test
    void whenAllIsTouched_thenAllIsWritten() {
        state.noteChanges(KeyGroups.Range.ALL);
        work(600);
        epoch();
        state.touch();
        HeapState<String, Text> copy = state(null);
        apply(epochWithoutWork(), copy);
        assertThat(contents(copy)).isEqualTo(model);
    }

    @Test
    void whenCleared_thenNothingIsThereAndThatIsWritten() {
        state.noteChanges(KeyGroups.Range.ALL);
        HeapState<String, Text> copy = state(null);
        work(600);
        apply(epoch(), copy);
        state.table().clear();
        apply(epochWithoutWork(), copy);
        assertThat(state.entries()).isZero();
        assertThat(contents(state)).isEmpty();
        assertThat(contents(copy)).isEmpty();
    }
}
