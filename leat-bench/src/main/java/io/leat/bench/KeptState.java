// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

import io.leat.codec.BinaryWriter;
import io.leat.engine.directory.ChangeWriter;
import io.leat.engine.directory.Changes;
import io.leat.engine.directory.EpochData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Epochs of a step with many keys and small state: a key of 12 bytes, a value of 24, about 40 bytes with what tells them apart. */
final class KeptState {
    static final String STEP = "load";
    static final int GROUPS = 128;

    private final int keys;
    private final SplittableRandom random = new SplittableRandom(1);
    private final BinaryWriter key = new BinaryWriter();
    private final BinaryWriter value = new BinaryWriter();
    private long epoch;

    KeptState(int keys) {
        this.keys = keys;
    }

    /** Returns an epoch that sets all keys. */
    EpochData all() {
        return epoch(keys, true);
    }

    /** Returns an epoch that sets so many keys, anywhere. */
    EpochData some(int changed) {
        return epoch(changed, false);
    }

    private EpochData epoch(int puts, boolean inOrder) {
        BinaryWriter[] groups = new BinaryWriter[GROUPS];
        for (int group = 0; group < GROUPS; group++) {
            groups[group] = new BinaryWriter();
        }
        for (int i = 0; i < puts; i++) {
            int number = inOrder ? i : random.nextInt(keys);
            write(number, new ChangeWriter(groups[number % GROUPS]));
        }
        List<Changes> changes = new ArrayList<>();
        for (int group = 0; group < GROUPS; group++) {
            byte[] bytes = groups[group].toByteArray();
            changes.add(new Changes(STEP, group, bytes, bytes.length));
        }
        return new EpochData(++epoch, 1_000 * epoch, new byte[500], changes, Map.of(), false);
    }

    private void write(int number, ChangeWriter out) {
        key.reset();
        key.writeFixedLong(0x6B65792D00000000L + number);
        key.writeFixedInt(number);
        value.reset();
        for (int i = 0; i < 3; i++) {
            value.writeFixedLong(random.nextLong());
        }
        out.put(ChangeWriter.ENTRY, 0, key, value);
    }
}
