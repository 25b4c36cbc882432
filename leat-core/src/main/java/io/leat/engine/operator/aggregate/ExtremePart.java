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

/** The smallest or largest value by an order: one reference slot, null until there is a value. */
final class ExtremePart extends Part {
    private final Function<?, ?> of;
    private final Comparator<?> order;
    private final boolean isMax;
    private final Codec<@Nullable Object> codec;
    private int local;

    ExtremePart(Layout layout, Function<?, ?> of, Comparator<?> order, boolean isMax) {
        super(layout, 0, 1);
        this.codec = layout.values.nullable();
        this.of = of;
        this.order = order;
        this.isMax = isMax;
    }

    @Override
    void declare(AddMethod method) {
        local = method.local(AddMethod.OBJECT);
    }

    @Override
    void evaluate(AddMethod method) {
        Type object = AddMethod.OBJECT;
        method.loadReference(reference());
        method.callFunction(of, Function.class, "apply", object);
        method.loadConstant(order, Comparator.class);
        method.pushInt(isMax ? 1 : 0);
        Type comparator = Type.getType(Comparator.class);
        method.callStatic(Arithmetic.class, "better", object, object, object, comparator, Type.BOOLEAN_TYPE);
        method.storeLocal(object, local);
    }

    @Override
    void store(AddMethod method) {
        method.loadThis();
        method.loadLocal(AddMethod.OBJECT, local);
        method.putReference(reference());
    }

    @Override
    void combine(Slots into, Slots from) {
        into.reference(
                reference(), Arithmetic.better(into.reference(reference()), from.reference(reference()), order, isMax));
    }

    @Override
    @Nullable
    Object read(Slots slots) {
        return slots.reference(reference());
    }

    @Override
    @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
    void write(Slots slots, BinaryWriter out) {
        codec.write(slots.reference(reference()), out);
    }

    @Override
    void read(Slots slots, BinaryReader in) {
        slots.reference(reference(), codec.read(in));
    }
}
