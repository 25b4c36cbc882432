// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.engine.directory.format.FileRef;
import io.leat.engine.directory.format.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where the results are that have not been acknowledged. */
final class Outbox {
    private final TreeMap<String, TreeMap<Long, Piece>> steps = new TreeMap<>();

    /** How many of them each file has. */
    private final Map<FileRef, Integer> files = new HashMap<>();

    void add(Piece piece) {
        steps.computeIfAbsent(piece.step(), step -> new TreeMap<>()).put(piece.epoch(), piece);
        files.merge(piece.file(), 1, Integer::sum);
    }

    /** Forgets the results for a step up to an epoch. */
    void acknowledge(String step, long epoch) {
        TreeMap<Long, Piece> epochs = steps.get(step);
        while (epochs != null && !epochs.isEmpty() && epochs.firstKey() <= epoch) {
            Piece piece = epochs.pollFirstEntry().getValue();
            files.computeIfPresent(piece.file(), (file, count) -> count == 1 ? null : count - 1);
        }
    }

    List<Long> epochs(String step) {
        TreeMap<Long, Piece> epochs = steps.get(step);
        return epochs == null ? List.of() : new ArrayList<>(epochs.keySet());
    }

    @Nullable
    Piece piece(String step, long epoch) {
        TreeMap<Long, Piece> epochs = steps.get(step);
        return epochs == null ? null : epochs.get(epoch);
    }

    /** Returns all, by step and epoch. */
    List<Piece> pieces() {
        return steps.values().stream()
                .flatMap(epochs -> epochs.values().stream())
                .toList();
    }

    /** Returns whether a file has some of them. */
    boolean needs(FileRef file) {
        return files.containsKey(file);
    }
}
