// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import java.util.function.ToLongFunction;
import org.objectweb.asm.Type;

/** The smallest or largest whole number: one number slot. */
final class ExtremeLongPart extends Part {
    private final ToLongFunction<?> of;
    private final boolean isMax;
    private int local;

    ExtremeLongPart(Layout layout, ToLongFunction<?> of, boolean isMax) {
        super(layout, 1, 0);
        this.of = of;
        this.isMax = isMax;
    }

    @Override
    void declare(AddMethod method) {
        local = method.local(Type.LONG_TYPE);
    }

    @Override
    void evaluate(AddMethod method) {
        method.callFunction(of, ToLongFunction.class, "applyAsLong", Type.LONG_TYPE);
        method.storeLocal(Type.LONG_TYPE, local);
    }

    @Override
    void store(AddMethod method) {
        method.loadThis();
        method.loadNumber(number(0));
        method.loadLocal(Type.LONG_TYPE, local);
        method.callStatic(Math.class, isMax ? "max" : "min", Type.LONG_TYPE, Type.LONG_TYPE, Type.LONG_TYPE);
        method.putNumber(number(0));
    }

    @Override
    void begin(Slots slots) {
        slots.number(number(0), isMax ? Long.MIN_VALUE : Long.MAX_VALUE);
    }

    @Override
    void combine(Slots into, Slots from) {
        long mine = into.number(number(0));
        long other = from.number(number(0));
        into.number(number(0), isMax ? Math.max(mine, other) : Math.min(mine, other));
    }

    @Override
    Long read(Slots slots) {
        return slots.number(number(0));
    }

    @Override
    void write(Slots slots, BinaryWriter out) {
        out.writeLong(slots.number(number(0)));
    }

    @Override
    void read(Slots slots, BinaryReader in) {
        slots.number(number(0), in.readLong());
    }

    @Override
    String describe() {
        return (isMax ? "maxLong" : "minLong") + "[value:long]";
    }
}
