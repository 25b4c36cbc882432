// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import java.util.function.ToLongFunction;
import org.objectweb.asm.Type;

/** The sum of a whole number in 128 bits: two number slots, low and high half. */
final class SumLongPart extends Part {
    private final ToLongFunction<?> of;
    private int local;

    SumLongPart(Layout layout, ToLongFunction<?> of) {
        super(layout, 2, 0);
        this.of = of;
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
        method.loadNumber(number(1));
        method.loadNumber(number(0));
        method.loadLocal(Type.LONG_TYPE, local);
        method.callStatic(Arithmetic.class, "carry", Type.LONG_TYPE, Type.LONG_TYPE, Type.LONG_TYPE);
        method.addLongs();
        method.putNumber(number(1));
        method.loadThis();
        method.loadNumber(number(0));
        method.loadLocal(Type.LONG_TYPE, local);
        method.addLongs();
        method.putNumber(number(0));
    }

    @Override
    void combine(Slots into, Slots from) {
        long low = into.number(number(0));
        long otherLow = from.number(number(0));
        long carry = Long.compareUnsigned(low + otherLow, low) < 0 ? 1 : 0;
        into.number(number(0), low + otherLow);
        into.number(number(1), into.number(number(1)) + from.number(number(1)) + carry);
    }

    @Override
    Long read(Slots slots) {
        return Arithmetic.exact(slots.number(number(1)), slots.number(number(0)));
    }

    @Override
    void write(Slots slots, BinaryWriter out) {
        out.writeLong(slots.number(number(0)));
        out.writeLong(slots.number(number(1)));
    }

    @Override
    void read(Slots slots, BinaryReader in) {
        slots.number(number(0), in.readLong());
        slots.number(number(1), in.readLong());
    }

    @Override
    String describe() {
        return "sum[low:long,high:long]";
    }
}
