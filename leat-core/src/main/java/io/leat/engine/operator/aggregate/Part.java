// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.DynamicCodec;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A leaf of an aggregate: which slots it has, how an event changes them, and what they mean.
 *
 * <p>An event is added in two phases over all parts of a step, so that it is added wholly or not at all: first every user
 * function is {@linkplain #evaluate evaluated} into locals, then, when nothing can throw any more, the results are
 * {@linkplain #store stored} into the fields.
 */
abstract class Part {
    private final String name;
    private final int firstNumber;
    private final int firstReference;

    /** Hands out slots to the parts of a step. */
    static final class Layout {
        /** Writes references, whose class only shows when they come. */
        final DynamicCodec values;

        /** What is made next: the component of the row that it fills, behind those of the rows around that; else empty. */
        String component = "";

        int numbers;
        int references;

        Layout(DynamicCodec values) {
            this.values = values;
        }
    }

    Part(Layout layout, int numbers, int references) {
        name = layout.component.isEmpty() ? "value" : layout.component;
        firstNumber = layout.numbers;
        firstReference = layout.references;
        layout.numbers += numbers;
        layout.references += references;
    }

    final int number(int index) {
        return firstNumber + index;
    }

    final int reference() {
        return firstReference;
    }

    /** Reserves the locals. Emitted before any branch, so that they are defined on each. */
    abstract void declare(AddMethod method);

    /** Emits the first phase: user functions into locals. May throw. */
    abstract void evaluate(AddMethod method);

    /** Emits the end of the first phase: user functions that change what they are given. May throw. */
    void evaluateLast(AddMethod method) {}

    /** Emits the second phase: locals into fields. Must not throw. */
    abstract void store(AddMethod method);

    /** Sets the numbers of a new accumulator that do not begin with zero. */
    void begin(Slots slots) {}

    /**
     * Adds what {@code from} holds to {@code into}. The one stays as it is, and nothing that happens to the other later may
     * change it: both are used again.
     */
    abstract void combine(Slots into, Slots from) throws Exception;

    /** Returns the result. */
    abstract @Nullable Object read(Slots slots) throws Exception;

    /** Writes the slots. */
    abstract void write(Slots slots, BinaryWriter out);

    /** Reads the slots. */
    abstract void read(Slots slots, BinaryReader in);

    /** Returns in words what {@link #write} writes, as a part of what a {@code StateCodec} writes: other words, another meaning. */
    abstract String describe();

    /** Returns parts in words, each with its name. */
    static String describe(Collection<Part> parts) {
        return parts.stream().map(part -> part.name + ":" + part.describe()).collect(Collectors.joining(","));
    }
}
