// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * The smallest or largest value by an order, of equal ones that of the earliest event: a number slot for its time, a reference
 * slot for the value, null until there is one. By time, so that it does not matter in which order parts are combined.
 */
final class ExtremePart extends Part {
    private final Function<?, ?> of;
    private final Comparator<?> order;
    private final boolean isMax;
    private final Codec<@Nullable Object> codec;
    private int value;
    private int isBetter;

    ExtremePart(Layout layout, Function<?, ?> of, Comparator<?> order, boolean isMax) {
        super(layout, 1, 1);
        this.codec = layout.values.nullable();
        this.of = of;
        this.order = order;
        this.isMax = isMax;
    }

    @Override
    void declare(AddMethod method) {
        value = method.local(AddMethod.OBJECT);
        isBetter = method.local(Type.BOOLEAN_TYPE);
    }

    @Override
    void evaluate(AddMethod method) {
        Type object = AddMethod.OBJECT;
        method.callFunction(of, Function.class, "apply", object);
        method.storeLocal(object, value);
        method.loadConstant(this, ExtremePart.class);
        method.loadReference(reference());
        method.loadNumber(number(0));
        method.loadLocal(object, value);
        method.loadTime();
        Type part = Type.getType(ExtremePart.class);
        method.callStatic(
                ExtremePart.class, "isBetter", Type.BOOLEAN_TYPE, part, object, Type.LONG_TYPE, object, Type.LONG_TYPE);
        method.storeLocal(Type.BOOLEAN_TYPE, isBetter);
    }

    /** Called by compiled accumulators. */
    @SuppressWarnings("unchecked") // the comparator was given for the type of these values
    static boolean isBetter(
            ExtremePart part, @Nullable Object best, long bestTs, @Nullable Object candidate, long candidateTs) {
        if (best == null || candidate == null) {
            return candidate != null;
        }
        int comparison = ((Comparator<Object>) part.order).compare(candidate, best);
        return comparison == 0 ? candidateTs < bestTs : part.isMax == comparison > 0;
    }

    @Override
    void store(AddMethod method) {
        method.ifTrue(isBetter, () -> {
            method.loadThis();
            method.loadTime();
            method.putNumber(number(0));
            method.loadThis();
            method.loadLocal(AddMethod.OBJECT, value);
            method.putReference(reference());
        });
    }

    @Override
    void combine(Slots into, Slots from) {
        Object other = from.reference(reference());
        long otherTs = from.number(number(0));
        if (isBetter(this, into.reference(reference()), into.number(number(0)), other, otherTs)) {
            into.number(number(0), otherTs);
            into.reference(reference(), other);
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
        return (isMax ? "max" : "min") + "[time:long,value:" + codec.schema() + "]";
    }
}
