// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.machine;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A directory: which names it has, and which of them are certain to survive a loss of power. */
final class Folder {
    private final SortedMap<String, SimulatedFile> files = new TreeMap<>();
    private final SortedMap<String, Folder> folders = new TreeMap<>();
    private final SortedMap<String, SimulatedFile> synced = new TreeMap<>();
    private final List<Change> unsynced = new ArrayList<>();
    /** What a deleted file held: a sector that was never written may show it. */
    private byte[] stale = new byte[0];

    private boolean locked;

    /** A file has a name from now on, and no other; or none at all. */
    private record Change(SimulatedFile file, @Nullable String name) {
        void applyTo(Map<String, SimulatedFile> names) {
            names.values().removeIf(other -> other == file);
            if (name != null) {
                names.put(name, file);
            }
        }
    }

    SortedMap<String, SimulatedFile> files() {
        return files;
    }

    SortedMap<String, Folder> folders() {
        return folders;
    }

    SimulatedFile create(String name) {
        SimulatedFile file = new SimulatedFile();
        change(file, name);
        return file;
    }

    void rename(SimulatedFile file, String to) {
        SimulatedFile replaced = files.get(to);
        if (replaced != null && replaced != file) {
            stale = replaced.content();
        }
        change(file, to);
    }

    void delete(SimulatedFile file) {
        stale = file.content();
        change(file, null);
    }

    private void change(SimulatedFile file, @Nullable String name) {
        Change change = new Change(file, name);
        unsynced.add(change);
        change.applyTo(files);
    }

    void sync() {
        unsynced.clear();
        synced.clear();
        synced.putAll(files);
    }

    boolean isLocked() {
        return locked;
    }

    void lock(boolean on) {
        locked = on;
    }

    /** Returns how many bytes can be read. */
    long size() {
        return files.values().stream().mapToLong(SimulatedFile::length).sum()
                + folders.values().stream().mapToLong(Folder::size).sum();
    }

    // ---- what is left ---------------------------------------------------------------------------------------------

    /**
     * Returns the directory as the next process finds it if this one is killed: what was not forced still is not.
     *
     * @param droppedStays whether it can read what a failed force has dropped
     */
    Folder kill(boolean droppedStays) {
        IdentityHashMap<SimulatedFile, SimulatedFile> copies = new IdentityHashMap<>();
        UnaryOperator<SimulatedFile> copy = file -> copies.computeIfAbsent(file, f -> f.kill(droppedStays));
        Folder left = new Folder();
        files.forEach((name, file) -> left.files.put(name, copy.apply(file)));
        synced.forEach((name, file) -> left.synced.put(name, copy.apply(file)));
        unsynced.forEach(change -> left.unsynced.add(new Change(copy.apply(change.file), change.name)));
        folders.forEach((name, folder) -> left.folders.put(name, folder.kill(droppedStays)));
        left.stale = stale;
        return left;
    }

    /**
     * Returns the directory as it could be after a loss of power.
     *
     * @param staleShows whether new files may show what deleted ones have held
     * @param mishaps to which is added what is lost
     */
    Folder crash(Random random, boolean staleShows, Set<String> mishaps) {
        byte[] unwritten = staleShows ? stale : new byte[0];
        Folder left = new Folder();
        Map<String, SimulatedFile> names = namesAfterCrash(random);
        if (!names.equals(files)) {
            mishaps.add("power lost: a name, a rename or a deletion");
        }
        names.forEach((name, file) -> {
            SimulatedFile crashed = file.crash(random, unwritten);
            left.files.put(name, crashed);
            file.loss(crashed).ifPresent(mishaps::add);
        });
        folders.forEach((name, folder) -> left.folders.put(name, folder.crash(random, staleShows, mishaps)));
        left.sync();
        return left;
    }

    /** Some of the changes have happened: the first ones, or any. */
    private Map<String, SimulatedFile> namesAfterCrash(Random random) {
        Map<String, SimulatedFile> names = new TreeMap<>(synced);
        boolean inOrder = random.nextBoolean();
        int first = random.nextInt(unsynced.size() + 1);
        for (int i = 0; i < unsynced.size(); i++) {
            if (inOrder ? i < first : random.nextBoolean()) {
                unsynced.get(i).applyTo(names);
            }
        }
        return names;
    }
}
