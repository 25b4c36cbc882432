// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** The value of the first or last event by time: a number slot for the time, a reference slot for the value. */
final class EdgePart extends Part {
    private final Function<?, ?> of;
    private final boolean isLast;
    private final Codec<@Nullable Object> codec;
    private int value;
    private int isNearer;

    EdgePart(Layout layout, Function<?, ?> of, boolean isLast) {
        super(layout, 1, 1);
        this.codec = layout.values.nullable();
        this.of = of;
        this.isLast = isLast;
    }

    @Override
    void declare(AddMethod method) {
        value = method.local(AddMethod.OBJECT);
        isNearer = method.local(Type.BOOLEAN_TYPE);
    }

    @Override
    void evaluate(AddMethod method) {
        method.callFunction(of, Function.class, "apply", AddMethod.OBJECT);
        method.storeLocal(AddMethod.OBJECT, value);
        method.loadTime();
        method.loadNumber(number(0));
        String question = isLast ? "isNotBefore" : "isBefore";
        method.callStatic(EdgePart.class, question, Type.BOOLEAN_TYPE, Type.LONG_TYPE, Type.LONG_TYPE);
        method.storeLocal(Type.BOOLEAN_TYPE, isNearer);
    }

    static boolean isBefore(long ts, long best) {
        return ts < best;
    }

    static boolean isNotBefore(long ts, long best) {
        return ts >= best;
    }

    @Override
    void store(AddMethod method) {
        method.ifTrue(isNearer, () -> {
            method.loadThis();
            method.loadTime();
            method.putNumber(number(0));
            method.loadThis();
            method.loadLocal(AddMethod.OBJECT, value);
            method.putReference(reference());
        });
    }

    @Override
    void begin(Slots slots) {
        slots.number(number(0), isLast ? Long.MIN_VALUE : Long.MAX_VALUE);
    }

    @Override
    void combine(Slots into, Slots from) {
        long mine = into.number(number(0));
        long other = from.number(number(0));
        if (isLast ? isNotBefore(other, mine) : isBefore(other, mine)) {
            into.number(number(0), other);
            into.reference(reference(), from.reference(reference()));
        }
    }

    @Override
    @Nullable
    Object read(Slots slots) {
        return slots.reference(reference());
    }

    @Override
    @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
    void write(Slots slots, BinaryWriter out) {
        out.writeLong(slots.number(number(0)));
        codec.write(slots.reference(reference()), out);
    }

    @Override
    void read(Slots slots, BinaryReader in) {
        slots.number(number(0), in.readLong());
        slots.reference(reference(), codec.read(in));
    }

    @Override
    String describe() {
        return (isLast ? "last" : "first") + "[time:long,value:" + codec.schema() + "]";
    }
}
