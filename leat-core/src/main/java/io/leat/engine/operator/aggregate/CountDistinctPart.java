// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** How many different values there are: one reference slot, the set of them, null until there is one. */
final class CountDistinctPart extends Part {
    private final Function<?, ?> of;
    private final Codec<@Nullable Object> codec;
    private int unseen;

    CountDistinctPart(Layout layout, Function<?, ?> of) {
        super(layout, 0, 1);
        this.of = of;
        this.codec = layout.values.nullable();
    }

    @Override
    void declare(AddMethod method) {
        unseen = method.local(AddMethod.OBJECT);
    }

    @Override
    void evaluate(AddMethod method) {
        Type object = AddMethod.OBJECT;
        method.loadConstant(this, CountDistinctPart.class);
        method.loadReference(reference());
        method.callFunction(of, Function.class, "apply", object);
        method.callStatic(
                CountDistinctPart.class, "unseen", object, Type.getType(CountDistinctPart.class), object, object);
        method.storeLocal(object, unseen);
    }

    /**
     * Returns the value if it is not in the set yet, else null. A value without a stable hash throws here: it would not be
     * found again after a restart. Called by compiled accumulators.
     */
    static @Nullable Object unseen(CountDistinctPart part, @Nullable Object set, @Nullable Object value) {
        if (value == null || (set != null && ((Set<?>) set).contains(value))) {
            return null;
        }
        part.codec.hash(value);
        return value;
    }

    @Override
    void store(AddMethod method) {
        Type object = AddMethod.OBJECT;
        method.loadThis();
        method.loadReference(reference());
        method.loadLocal(object, unseen);
        method.callStatic(CountDistinctPart.class, "with", object, object, object);
        method.putReference(reference());
    }

    /** Returns the set with the value, if there is one. Called by compiled accumulators. */
    @SuppressWarnings("unchecked") // only this method makes the sets
    static @Nullable Object with(@Nullable Object set, @Nullable Object value) {
        if (value == null) {
            return set;
        }
        Set<Object> values = set == null ? new HashSet<>() : (Set<Object>) set;
        values.add(value);
        return values;
    }

    @Override
    void combine(Slots into, Slots from) {
        for (Object value : values(from)) {
            into.reference(reference(), with(into.reference(reference()), value));
        }
    }

    private Set<?> values(Slots slots) {
        return slots.reference(reference()) instanceof Set<?> values ? values : Set.of();
    }

    @Override
    Long read(Slots slots) {
        return (long) values(slots).size();
    }

    @Override
    void write(Slots slots, BinaryWriter out) {
        out.writeInt(values(slots).size());
        for (Object value : values(slots)) {
            codec.write(value, out);
        }
    }

    @Override
    void read(Slots slots, BinaryReader in) {
        for (int n = in.readInt(); n > 0; n--) {
            slots.reference(reference(), with(slots.reference(reference()), codec.read(in)));
        }
    }

    @Override
    String describe() {
        return "countDistinct[values:many<" + codec.schema() + ">]";
    }
}
