// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate.store;

import io.leat.codec.BinaryWriter;
import io.leat.engine.directory.ChangeWriter;
import io.leat.engine.directory.Changes;
import io.leat.engine.directory.EpochData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Epochs of few keys, so that what is put is soon replaced and removed; most small, some empty, some of many kilobytes. */
final class RandomEpochs {
    private static final int KINDS = 3;
    private static final int KEYS = 12;

    private final Random random;

    RandomEpochs(Random random) {
        this.random = random;
    }

    EpochData next(long number) {
        byte[] content =
                ("content of " + number + " " + random.nextInt()).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return new EpochData(number, 1_000 * number, content, changes(), results(), random.nextInt(40) == 0);
    }

    private List<Changes> changes() {
        List<Changes> all = new ArrayList<>();
        for (String step : DirectoryModel.STEPS) {
            for (int group = 0; group < DirectoryModel.GROUPS; group++) {
                if (random.nextInt(3) == 0) {
                    byte[] bytes = operations();
                    all.add(new Changes(step, group, bytes, bytes.length));
                }
            }
        }
        return all;
    }

    private byte[] operations() {
        BinaryWriter out = new BinaryWriter();
        ChangeWriter changes = new ChangeWriter(out);
        for (int n = random.nextInt(6); n > 0; n--) {
            int kind = random.nextInt(KINDS);
            long namespace = random.nextInt(3) - 1L;
            switch (random.nextInt(8)) {
                case 0 -> changes.clear(kind, namespace);
                case 1, 2 -> changes.remove(kind, namespace, key());
                default -> changes.put(kind, namespace, key(), bytes(random.nextInt(20) == 0 ? 3_000 : 20));
            }
        }
        return out.toByteArray();
    }

    private BinaryWriter key() {
        BinaryWriter key = new BinaryWriter();
        key.writeInt(random.nextInt(KEYS));
        return key;
    }

    private BinaryWriter bytes(int most) {
        BinaryWriter value = new BinaryWriter();
        byte[] bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        value.writeRaw(bytes);
        return value;
    }

    private Map<String, byte[]> results() {
        Map<String, byte[]> all = new HashMap<>();
        for (String sink : DirectoryModel.SINKS) {
            if (random.nextBoolean()) {
                all.put(sink, bytes(200).toByteArray());
            }
        }
        return all;
    }
}
