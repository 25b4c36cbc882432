// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import org.jspecify.annotations.Nullable;

/**
 * The slots of a flat accumulator: whole numbers (also the bits of floating-point ones) and references, each a field of its
 * own in the compiled class. For everything but adding an event, which goes to the fields directly.
 */
public interface Slots {
    /** Returns a new object of the same class, with the numbers that this one has, and no references. */
    Slots fresh();

    /** Returns a number slot. */
    long number(int slot);

    /** Sets a number slot. */
    void number(int slot, long value);

    /** Returns a reference slot. */
    @Nullable
    Object reference(int slot);

    /** Sets a reference slot. */
    void reference(int slot, @Nullable Object value);
}
