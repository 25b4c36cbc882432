// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.function.Condition;
import java.util.List;
import org.objectweb.asm.Type;

/** Other parts, over only those events that meet a condition: a number slot counts these. */
final class WherePart extends Part {
    private final Condition<?> condition;
    private final List<Part> parts;
    private int holds;

    /** {@code parts} have their slots already. */
    WherePart(Layout layout, Condition<?> condition, List<Part> parts) {
        super(layout, 1, 0);
        this.condition = condition;
        this.parts = parts;
    }

    @Override
    void declare(AddMethod method) {
        holds = method.local(Type.BOOLEAN_TYPE);
        parts.forEach(part -> part.declare(method));
    }

    @Override
    void evaluate(AddMethod method) {
        method.callFunction(condition, Condition.class, "test", Type.BOOLEAN_TYPE);
        method.storeLocal(Type.BOOLEAN_TYPE, holds);
        method.ifTrue(holds, () -> parts.forEach(part -> part.evaluate(method)));
    }

    @Override
    void evaluateLast(AddMethod method) {
        method.ifTrue(holds, () -> parts.forEach(part -> part.evaluateLast(method)));
    }

    @Override
    void store(AddMethod method) {
        method.ifTrue(holds, () -> {
            method.increment(number(0));
            parts.forEach(part -> part.store(method));
        });
    }

    @Override
    void begin(Slots slots) {
        parts.forEach(part -> part.begin(slots));
    }

    @Override
    void combine(Slots into, Slots from) throws Exception {
        into.number(number(0), into.number(number(0)) + from.number(number(0)));
        for (Part part : parts) {
            part.combine(into, from);
        }
    }

    /** Returns how many events met the condition. */
    @Override
    Long read(Slots slots) {
        return slots.number(number(0));
    }

    @Override
    void write(Slots slots, BinaryWriter out) {
        out.writeLong(slots.number(number(0)));
        parts.forEach(part -> part.write(slots, out));
    }

    @Override
    void read(Slots slots, BinaryReader in) {
        slots.number(number(0), in.readLong());
        parts.forEach(part -> part.read(slots, in));
    }

    @Override
    String describe() {
        return "where[met:long" + (parts.isEmpty() ? "" : "," + describe(parts)) + "]";
    }
}
