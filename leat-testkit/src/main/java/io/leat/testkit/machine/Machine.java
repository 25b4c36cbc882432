// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.machine;

import io.leat.engine.disk.Disk;
import io.leat.testkit.machine.Operation.Kind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A computer with a disk, as long as one process runs on it. It is stopped by {@link #kill} or {@link #crash}, each of which gives the
 * machine on which the next process runs. All that is random comes from one seed. Thread-safe.
 */
public final class Machine {
    private static final int LATEST = 40;

    private final Random random;
    private final Folder root;
    private final Faults faults = new Faults();
    private final List<String> open = new ArrayList<>();
    private final Deque<Operation> latest = new ArrayDeque<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private long operations;
    private long stopBefore = -1;
    private long stopAfter = -1;
    private boolean stopped;
    private final Set<String> mishaps = new TreeSet<>();

    /** What an operation does, all of it or in part. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    private Machine(Random random, Folder root) {
        this.random = random;
        this.root = root;
    }

    /** Returns a machine whose disk is empty. */
    public static Machine of(long seed) {
        return new Machine(new Random(seed), new Folder());
    }

    /** Returns the disk. */
    public Disk disk() {
        return new SimulatedDisk(this, root, "");
    }

    /** Returns what fails on this machine. */
    public Faults faults() {
        return faults;
    }

    // ---- its end --------------------------------------------------------------------------------------------------

    /** Stops the machine at an operation, which is not done any more. */
    public synchronized void stopBefore(long operation) {
        stopBefore = operation;
    }

    /** Stops the machine at an operation that has just been done. */
    public synchronized void stopAfter(long operation) {
        stopAfter = operation;
    }

    /** Stops the machine now. */
    public synchronized void stop() {
        stopped = true;
    }

    /** Returns whether it was stopped. */
    public synchronized boolean isStopped() {
        return stopped;
    }

    /** Stops the machine, and returns it as it is found after a {@code kill -9}: whatever was written is there, forced or not. */
    public synchronized Machine kill() {
        stopped = true;
        return new Machine(random, root.kill(faults.doesDroppedStay()));
    }

    /**
     * Stops the machine, and returns it as it could be after a loss of power: of what was not forced any part is there, or none, or
     * something else in its place. Another call returns another one.
     */
    public synchronized Machine crash() {
        stopped = true;
        return new Machine(random, root.crash(random, faults.doesStaleShow(), mishaps));
    }

    /**
     * Does something that is not on this machine, as one of its operations: it can be stopped before and after that too.
     *
     * @throws IOException if the operation is to fail
     */
    public synchronized void outside(String what, Runnable action) throws IOException {
        perform(Kind.OUTSIDE, what, action::run, () -> {});
    }

    /** Returns another machine whose disk is as this one's, to look at what is there. */
    public synchronized Machine copy() {
        return new Machine(new Random(0), root.kill(true));
    }

    // ---- looking in -----------------------------------------------------------------------------------------------

    /** Returns how many operations have begun. */
    public synchronized long operations() {
        return operations;
    }

    /** Returns how many operations of each kind have begun. */
    public synchronized Map<Kind, Long> counts() {
        return new TreeMap<>(counts);
    }

    /** Returns in words what went wrong on its disk, its end included. */
    public synchronized Set<String> mishaps() {
        return new TreeSet<>(mishaps);
    }

    /** Returns the latest operations, oldest first. */
    public synchronized List<Operation> latest() {
        return List.copyOf(latest);
    }

    /** Returns which files are open, one as often as it is. */
    public synchronized List<String> open() {
        return open.stream().sorted().toList();
    }

    /** Returns how many bytes all files have. */
    public synchronized long size() {
        return root.size();
    }

    /** Turns over a bit of a file in a directory: what is read of it is damaged from now on. Returns where; "nothing" if there are no bytes. */
    public synchronized String rot(String directory) {
        Folder folder = root.folders().get(directory);
        List<String> names =
                folder == null ? List.of() : List.copyOf(folder.files().keySet());
        String name = names.isEmpty() ? "" : names.get(random.nextInt(names.size()));
        SimulatedFile file = folder == null ? null : folder.files().get(name);
        if (file == null || file.length() == 0) {
            return "nothing";
        }
        long bit = random.nextInt(file.length() * Byte.SIZE);
        file.flipBit(bit);
        return "bit " + bit + " of " + name;
    }

    // ---- for its disk ---------------------------------------------------------------------------------------------

    void opened(String path) {
        open.add(path);
    }

    void closed(String path) {
        open.remove(path);
    }

    Random random() {
        return random;
    }

    /** How many more bytes the disk can take. */
    long room() {
        return faults.capacity() - root.size();
    }

    void isFull() {
        mishaps.add("disk: full");
    }

    void requireRunning() {
        if (stopped) {
            throw new MachineStopped("the machine stands still since operation " + operations);
        }
    }

    /**
     * Does an operation, unless the machine stops before it or it is to fail.
     *
     * @param step what it does
     * @param failing what it does if it fails
     */
    void perform(Kind kind, String path, Step step, Step failing) throws IOException {
        requireRunning();
        begin(kind, path);
        if (operations == stopBefore) {
            halt();
        }
        try {
            if (kind != Kind.OUTSIDE && faults.isReadOnly(operations)) {
                mishaps.add("disk: read-only");
                throw new IOException(path + ": Read-only file system");
            }
            if (faults.fails(operations, kind, random)) {
                failing.run();
                mishaps.add("disk: " + kind + " failed");
                throw new IOException(path + ": " + (kind == Kind.WRITE ? SimulatedDisk.FULL : "Input/output error"));
            }
            step.run();
        } catch (IOException e) {
            stopIfDone();
            throw e;
        }
        stopIfDone();
    }

    private void begin(Kind kind, String path) {
        operations++;
        counts.merge(kind, 1L, Long::sum);
        if (latest.size() == LATEST) {
            latest.removeFirst();
        }
        latest.addLast(new Operation(operations, kind, path));
    }

    private void stopIfDone() {
        if (operations == stopAfter) {
            halt();
        }
    }

    private void halt() {
        stopped = true;
        requireRunning();
    }
}
