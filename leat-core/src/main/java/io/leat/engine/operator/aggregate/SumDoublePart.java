// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import java.util.function.ToDoubleFunction;
import org.objectweb.asm.Type;

/** The compensated sum of a floating-point number, or its mean: number slots for sum, compensation and count. */
final class SumDoublePart extends Part {
    private final ToDoubleFunction<?> of;
    private final boolean isMean;
    private int local;

    SumDoublePart(Layout layout, ToDoubleFunction<?> of, boolean isMean) {
        super(layout, isMean ? 3 : 2, 0);
        this.of = of;
        this.isMean = isMean;
    }

    @Override
    void declare(AddMethod method) {
        local = method.local(Type.DOUBLE_TYPE);
    }

    @Override
    void evaluate(AddMethod method) {
        method.callFunction(of, ToDoubleFunction.class, "applyAsDouble", Type.DOUBLE_TYPE);
        method.storeLocal(Type.DOUBLE_TYPE, local);
    }

    @Override
    void store(AddMethod method) {
        Type bits = Type.LONG_TYPE;
        method.loadThis();
        method.loadNumber(number(0));
        method.loadNumber(number(1));
        method.loadLocal(Type.DOUBLE_TYPE, local);
        method.callStatic(Arithmetic.class, "compensation", bits, bits, bits, Type.DOUBLE_TYPE);
        method.putNumber(number(1));
        method.loadThis();
        method.loadNumber(number(0));
        method.loadLocal(Type.DOUBLE_TYPE, local);
        method.callStatic(Arithmetic.class, "sum", bits, bits, Type.DOUBLE_TYPE);
        method.putNumber(number(0));
        if (isMean) {
            method.increment(number(2));
        }
    }

    @Override
    void combine(Slots into, Slots from) {
        double other = Double.longBitsToDouble(from.number(number(0)));
        long sum = into.number(number(0));
        double compensations = Double.longBitsToDouble(Arithmetic.compensation(sum, into.number(number(1)), other))
                + Double.longBitsToDouble(from.number(number(1)));
        into.number(number(1), Double.doubleToRawLongBits(compensations));
        into.number(number(0), Arithmetic.sum(sum, other));
        if (isMean) {
            into.number(number(2), into.number(number(2)) + from.number(number(2)));
        }
    }

    @Override
    Double read(Slots slots) {
        double sum = Arithmetic.compensated(slots.number(number(0)), slots.number(number(1)));
        return isMean ? sum / slots.number(number(2)) : sum;
    }

    @Override
    void write(Slots slots, BinaryWriter out) {
        out.writeFixedLong(slots.number(number(0)));
        out.writeFixedLong(slots.number(number(1)));
        if (isMean) {
            out.writeLong(slots.number(number(2)));
        }
    }

    @Override
    void read(Slots slots, BinaryReader in) {
        slots.number(number(0), in.readFixedLong());
        slots.number(number(1), in.readFixedLong());
        if (isMean) {
            slots.number(number(2), in.readLong());
        }
    }

    @Override
    String describe() {
        return isMean ? "avg[sum:bits,compensation:bits,events:long]" : "sumDouble[sum:bits,compensation:bits]";
    }
}
