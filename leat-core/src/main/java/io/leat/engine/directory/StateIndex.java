// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.engine.directory.format.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where the state is: for each step and key group the pieces that make it, in the order in which they apply. */
final class StateIndex {
    private final TreeMap<String, TreeMap<Integer, List<Piece>>> steps = new TreeMap<>();
    private long pieces;

    void add(Piece piece) {
        steps.computeIfAbsent(piece.step(), step -> new TreeMap<>())
                .computeIfAbsent(piece.group(), group -> new ArrayList<>())
                .add(piece);
        pieces++;
    }

    /** Returns how many pieces there are. */
    long size() {
        return pieces;
    }

    Set<String> steps() {
        return new TreeSet<>(steps.keySet());
    }

    List<Piece> pieces(String step, int group) {
        return List.copyOf(steps.getOrDefault(step, new TreeMap<>()).getOrDefault(group, List.of()));
    }

    /** Returns the pieces of every step and key group that has some. */
    List<List<Piece>> all() {
        List<List<Piece>> all = new ArrayList<>();
        for (Map<Integer, List<Piece>> groups : steps.values()) {
            groups.values().forEach(list -> all.add(List.copyOf(list)));
        }
        return all;
    }

    void remove(String step) {
        TreeMap<Integer, List<Piece>> groups = steps.remove(step);
        if (groups != null) {
            groups.values().forEach(list -> pieces -= list.size());
        }
    }

    /** Returns the index when a base has taken the place of everything up to its epoch. */
    StateIndex onto(List<Piece> base, long epoch) {
        StateIndex index = new StateIndex();
        base.forEach(index::add);
        for (Map<Integer, List<Piece>> groups : steps.values()) {
            for (List<Piece> list : groups.values()) {
                list.stream().filter(piece -> piece.epoch() > epoch).forEach(index::add);
            }
        }
        return index;
    }
}
