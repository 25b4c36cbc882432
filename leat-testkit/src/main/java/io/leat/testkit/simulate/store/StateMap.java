// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.leat.codec.BinaryReader;
import io.leat.engine.directory.ChangeWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What operations on state come to: the map that they make, by the definition of {@link ChangeWriter} alone. */
public final class StateMap {
    private final Map<Place, String> values;

    private record Place(String step, int group, int kind, long namespace, String key) {}

    /** Makes an empty one. */
    public StateMap() {
        this.values = new HashMap<>();
    }

    StateMap(StateMap from) {
        this.values = new HashMap<>(from.values);
    }

    /** Applies operations to the state of a key group of a step. */
    public void apply(String step, int group, byte[] bytes, int offset, int length) {
        BinaryReader in = new BinaryReader(bytes, offset, length);
        while (in.remaining() > 0) {
            int operation = in.readByte();
            int kind = operation / 4;
            long namespace = in.readLong();
            switch (operation % 4) {
                case ChangeWriter.PUT ->
                    values.put(new Place(step, group, kind, namespace, text(in.readBytes())), text(in.readBytes()));
                case ChangeWriter.REMOVE ->
                    values.remove(new Place(step, group, kind, namespace, text(in.readBytes())));
                case ChangeWriter.CLEAR ->
                    values.keySet()
                            .removeIf(place -> place.step.equals(step)
                                    && place.group == group
                                    && place.kind == kind
                                    && place.namespace == namespace);
                default -> throw in.damaged("operation " + operation);
            }
        }
    }

    void drop(String step) {
        values.keySet().removeIf(place -> place.step.equals(step));
    }

    /** Returns whether there is nothing. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    Set<String> steps() {
        return values.keySet().stream().map(Place::step).collect(Collectors.toSet());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    /** Returns what the two do not have in common, in some words. */
    String difference(StateMap other) {
        Set<Map.Entry<Place, String>> here = new HashSet<>(values.entrySet());
        here.removeAll(other.values.entrySet());
        Set<Map.Entry<Place, String>> there = new HashSet<>(other.values.entrySet());
        there.removeAll(values.entrySet());
        return here.isEmpty() && there.isEmpty() ? "" : "state " + here + " instead of " + there;
    }
}
