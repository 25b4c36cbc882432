// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** The events by time: one reference slot, a {@link CollectedEvents}, null until there is one. */
final class CollectPart extends Part {
    private final int atMost;
    private final Codec<@Nullable Object> codec;

    CollectPart(Layout layout, int atMost) {
        super(layout, 0, 1);
        this.codec = layout.values.nullable();
        this.atMost = atMost;
    }

    @Override
    void declare(AddMethod method) {}

    @Override
    void evaluate(AddMethod method) {}

    @Override
    void store(AddMethod method) {
        Type object = AddMethod.OBJECT;
        method.loadThis();
        method.loadReference(reference());
        method.loadValue();
        method.loadTime();
        method.pushInt(atMost);
        method.callStatic(CollectedEvents.class, "with", object, object, object, Type.LONG_TYPE, Type.INT_TYPE);
        method.putReference(reference());
    }

    @Override
    void combine(Slots into, Slots from) {
        if (from.reference(reference()) instanceof CollectedEvents others) {
            for (int i = 0; i < others.size(); i++) {
                Object events = into.reference(reference());
                into.reference(reference(), CollectedEvents.with(events, others.event(i), others.time(i), atMost));
            }
        }
    }

    @Override
    List<@Nullable Object> read(Slots slots) {
        return slots.reference(reference()) instanceof CollectedEvents events ? events.asList() : List.of();
    }

    @Override
    @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
    void write(Slots slots, BinaryWriter out) {
        CollectedEvents events = (CollectedEvents) slots.reference(reference());
        out.writeInt(events == null ? 0 : events.size());
        for (int i = 0; events != null && i < events.size(); i++) {
            out.writeLong(events.time(i));
            codec.write(events.event(i), out);
        }
    }

    @Override
    void read(Slots slots, BinaryReader in) {
        for (int n = in.readInt(); n > 0; n--) {
            long time = in.readLong();
            Object events = slots.reference(reference());
            slots.reference(reference(), CollectedEvents.with(events, codec.read(in), time, atMost));
        }
    }

    @Override
    String describe() {
        return (atMost == Integer.MAX_VALUE ? "collect" : "collect " + atMost) + "[events:many<event[time:long,value:"
                + codec.schema() + "]>]";
    }
}
