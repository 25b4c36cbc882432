// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.codec.BinaryWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A job that does random things to its state, and knows what the state is: a map, without files. */
final class Model {
    private static final List<String> STEPS = List.of("load", "größe \uD83D\uDE00", "\uD800", "");
    private static final int GROUPS = 3;

    private final Random random;
    private final int keys;

    /** By step and group, then by kind, namespace and key. */
    private final TreeMap<String, TreeMap<String, String>> state = new TreeMap<>();

    private long epoch;

    Model(long seed, int keys) {
        this.random = new Random(seed);
        this.keys = keys;
    }

    /** Returns the next epoch, of random changes and results. */
    EpochData next() {
        epoch++;
        List<Changes> changes = new ArrayList<>();
        for (String step : STEPS) {
            for (int group = 0; group < GROUPS; group++) {
                if (random.nextBoolean()) {
                    byte[] operations = operations(entries(step, group));
                    byte[] longer = Arrays.copyOf(operations, operations.length + random.nextInt(3));
                    changes.add(new Changes(step, group, longer, operations.length));
                }
            }
        }
        Map<String, byte[]> results = random.nextInt(3) > 0 ? Map.of("sink", results(epoch)) : Map.of();
        return new EpochData(epoch, 1_000L * epoch, content(epoch), changes, results, false);
    }

    private Map<String, String> entries(String step, int group) {
        return state.computeIfAbsent(step + "/" + group, key -> new TreeMap<>());
    }

    static byte[] content(long epoch) {
        return ("content of " + epoch).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] results(long epoch) {
        return ("results of " + epoch).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] operations(Map<String, String> entries) {
        BinaryWriter out = new BinaryWriter();
        ChangeWriter writer = new ChangeWriter(out);
        for (int i = random.nextInt(20); i > 0; i--) {
            int kind = random.nextInt(3);
            long namespace = random.nextInt(3) - 1L;
            String key = "k" + random.nextInt(keys);
            String prefix = kind + " " + namespace + " ";
            int what = random.nextInt(10);
            if (what == 0) {
                writer.clear(kind, namespace);
                entries.keySet().removeIf(entry -> entry.startsWith(prefix));
            } else if (what < 3) {
                writer.remove(kind, namespace, bytes(key));
                entries.remove(prefix + key);
            } else {
                String value = "v".repeat(random.nextInt(30)) + epoch;
                writer.put(kind, namespace, bytes(key), bytes(value));
                entries.put(prefix + key, value);
            }
        }
        return out.toByteArray();
    }

    private static BinaryWriter bytes(String text) {
        BinaryWriter out = new BinaryWriter();
        out.writeRaw(text.getBytes(StandardCharsets.UTF_8));
        return out;
    }

    /** Returns the state: a text for each step and group that has some. */
    Map<String, String> expected() {
        TreeMap<String, String> expected = new TreeMap<>();
        state.forEach((place, entries) -> {
            if (!entries.isEmpty()) {
                expected.put(place, entries.toString());
            }
        });
        return expected;
    }

    long epoch() {
        return epoch;
    }

    /** Reads state in the form of {@link #expected}. */
    interface Reader {
        void read(String step, int group, ChangesVisitor visitor) throws IOException;
    }

    static Map<String, String> read(Reader reader) throws IOException {
        TreeMap<String, String> read = new TreeMap<>();
        for (String step : STEPS) {
            for (int group = 0; group < GROUPS; group++) {
                TreeMap<String, String> entries = new TreeMap<>();
                reader.read(step, group, (bytes, offset, length) -> apply(bytes, offset, length, entries));
                if (!entries.isEmpty()) {
                    read.put(step + "/" + group, entries.toString());
                }
            }
        }
        return read;
    }

    private static void apply(byte[] bytes, int offset, int length, Map<String, String> entries) {
        ChangeReader in = new ChangeReader(bytes, offset, length);
        while (in.next()) {
            String prefix = in.kind() + " " + in.namespace() + " ";
            if (in.what() == ChangeWriter.CLEAR) {
                entries.keySet().removeIf(entry -> entry.startsWith(prefix));
                continue;
            }
            String key = prefix + new String(bytes, in.keyAt(), in.keyLength(), StandardCharsets.UTF_8);
            if (in.what() == ChangeWriter.REMOVE) {
                entries.remove(key);
            } else {
                entries.put(key, new String(bytes, in.valueAt(), in.valueLength(), StandardCharsets.UTF_8));
            }
        }
    }

    static Set<String> steps() {
        return new TreeSet<>(STEPS);
    }
}
