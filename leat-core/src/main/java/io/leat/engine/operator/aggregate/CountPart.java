// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;

/** How many events. */
final class CountPart extends Part {
    CountPart(Layout layout) {
        super(layout, 1, 0);
    }

    @Override
    void declare(AddMethod method) {}

    @Override
    void evaluate(AddMethod method) {}

    @Override
    void store(AddMethod method) {
        method.increment(number(0));
    }

    @Override
    void combine(Slots into, Slots from) {
        into.number(number(0), into.number(number(0)) + from.number(number(0)));
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
        return "count[events:long]";
    }
}
