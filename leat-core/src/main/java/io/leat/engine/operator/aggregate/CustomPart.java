// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import io.leat.aggregate.Aggregate;
import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** An accumulator of the user's own: one reference slot, null until there is an event. */
final class CustomPart extends Part {
    private final Function<?, ?> of;
    private final Supplier<Object> create;
    private final BiFunction<Object, Object, Object> add;
    private final BinaryOperator<Object> combine;
    private final Function<Object, @Nullable Object> finish;
    private final Codec<@Nullable Object> codec;
    private final boolean isDerived;
    private final String schema;
    private int value;
    private int local;

    @SuppressWarnings("unchecked") // the accumulators that the user's functions take are those that they made
    CustomPart(Layout layout, Aggregate.Custom<?, ?, ?, ?> custom) {
        super(layout, 0, 1);
        Codec<?> given = custom.accumulators();
        this.isDerived = given == null;
        this.codec = given == null ? layout.values.nullable() : ((Codec<Object>) given).nullable();
        this.schema = given == null || given.nullable() == given ? codec.schema() : "maybe<" + given.schema() + ">";
        this.of = custom.of();
        this.create = (Supplier<Object>) custom.create();
        this.add = (BiFunction<Object, Object, Object>) custom.add();
        this.combine = (BinaryOperator<Object>) custom.combine();
        this.finish = (Function<Object, @Nullable Object>) custom.finish();
    }

    @Override
    void declare(AddMethod method) {
        value = method.local(AddMethod.OBJECT);
        local = method.local(AddMethod.OBJECT);
    }

    @Override
    void evaluate(AddMethod method) {
        method.callFunction(of, Function.class, "apply", AddMethod.OBJECT);
        method.storeLocal(AddMethod.OBJECT, value);
    }

    /** It may change the accumulator, so it comes when no other function can throw any more. */
    @Override
    void evaluateLast(AddMethod method) {
        Type object = AddMethod.OBJECT;
        method.loadConstant(this, CustomPart.class);
        method.loadReference(reference());
        method.loadLocal(object, value);
        method.callStatic(CustomPart.class, "added", object, Type.getType(CustomPart.class), object, object);
        method.storeLocal(object, local);
    }

    /** Called by compiled accumulators. */
    static Object added(CustomPart part, @Nullable Object accumulator, Object value) {
        return part.add.apply(accumulator == null ? part.create.get() : accumulator, value);
    }

    @Override
    void store(AddMethod method) {
        method.loadThis();
        method.loadLocal(AddMethod.OBJECT, local);
        method.putReference(reference());
    }

    @Override
    void combine(Slots into, Slots from) {
        Object mine = into.reference(reference());
        Object other = from.reference(reference());
        if (other != null) {
            // Not the other itself, which may still be changed.
            into.reference(reference(), combine.apply(mine == null ? create.get() : mine, other));
        }
    }

    @Override
    @Nullable
    Object read(Slots slots) {
        Object accumulator = slots.reference(reference());
        return finish.apply(accumulator == null ? create.get() : accumulator);
    }

    @Override
    @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
    void write(Slots slots, BinaryWriter out) {
        codec.write(slots.reference(reference()), out);
    }

    @Override
    void read(Slots slots, BinaryReader in) {
        Object accumulator = codec.read(in);
        slots.reference(reference(), isDerived ? changeable(accumulator) : accumulator);
    }

    @Override
    String describe() {
        return "custom[accumulator:" + schema + "]";
    }

    /** A derived codec gives collections that cannot be changed; the user's functions may want to. */
    private static @Nullable Object changeable(@Nullable Object accumulator) {
        if (accumulator instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        if (accumulator instanceof Set<?> set) {
            return new LinkedHashSet<>(set);
        }
        return accumulator instanceof Map<?, ?> map ? new LinkedHashMap<>(map) : accumulator;
    }
}
