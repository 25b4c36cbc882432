// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.machine;

import io.leat.testkit.machine.Operation.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Which operations of a machine fail. None, at first. Set while no other thread uses the disk. */
public final class Faults {
    private final Map<Kind, Double> probabilities = new EnumMap<>(Kind.class);
    private long failing = -1;
    private long capacity = Long.MAX_VALUE;
    private long readOnlyFrom = Long.MAX_VALUE;

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

    /** Takes back everything that was set. */
    public Faults clear() {
        probabilities.clear();
        failing = -1;
        capacity = Long.MAX_VALUE;
        readOnlyFrom = Long.MAX_VALUE;
        return this;
    }

    long capacity() {
        return capacity;
    }

    boolean isReadOnly(long operation) {
        return operation >= readOnlyFrom;
    }

    boolean fails(long operation, Kind kind, Random random) {
        Double probability = probabilities.get(kind);
        return operation == failing || (probability != null && random.nextDouble() < probability);
    }
}
