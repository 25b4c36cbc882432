// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.machine;

import io.leat.testkit.machine.Operation.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Which operations of a machine fail. None, at first. Set while no other thread uses the disk. */
public final class Faults {
    private static final long NONE = -1;

    private final Map<Kind, Double> probabilities = new EnumMap<>(Kind.class);
    private long failing = NONE;
    private long capacity = Long.MAX_VALUE;
    private long readOnlyFrom = Long.MAX_VALUE;
    private boolean droppedStays;
    private boolean staleShows;

    /** Lets operations of a kind fail now and then. */
    public Faults sometimes(Kind kind, double probability) {
        probabilities.put(kind, probability);
        return this;
    }

    /** Lets one operation fail, whatever it is. */
    public Faults at(long operation) {
        failing = operation;
        return this;
    }

    /** Sets how many bytes all files together may have: a write beyond that fails, with a part of it written. */
    public Faults capacity(long bytes) {
        capacity = bytes;
        return this;
    }

    /** Makes the disk read-only from an operation on. */
    public Faults readOnlyFrom(long operation) {
        readOnlyFrom = operation;
        return this;
    }

    /**
     * Lets the processes after a kill read what a failed force has dropped, as Linux does as long as it has the memory: they cannot
     * know that it is not on the disk, and forcing it again does nothing. Else it reads as zeros.
     */
    public Faults droppedStays() {
        droppedStays = true;
        return this;
    }

    /** Lets sectors that a crash has left unwritten show what deleted files have held, as file systems may that order nothing. */
    public Faults staleShows() {
        staleShows = true;
        return this;
    }

    /** Takes back everything that was set. */
    public Faults clear() {
        probabilities.clear();
        failing = NONE;
        capacity = Long.MAX_VALUE;
        readOnlyFrom = Long.MAX_VALUE;
        droppedStays = false;
        staleShows = false;
        return this;
    }

    /** Returns whether anything may fail. */
    public boolean any() {
        return !probabilities.isEmpty()
                || failing != NONE
                || capacity != Long.MAX_VALUE
                || readOnlyFrom != Long.MAX_VALUE;
    }

    long capacity() {
        return capacity;
    }

    boolean isReadOnly(long operation) {
        return operation >= readOnlyFrom;
    }

    boolean doesStaleShow() {
        return staleShows;
    }

    boolean doesDroppedStay() {
        return droppedStays;
    }

    boolean fails(long operation, Kind kind, Random random) {
        Double probability = probabilities.get(kind);
        return operation == failing || (probability != null && random.nextDouble() < probability);
    }
}
