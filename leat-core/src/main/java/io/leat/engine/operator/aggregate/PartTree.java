// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import io.leat.aggregate.Aggregate;
import io.leat.codec.DynamicCodec;
import io.leat.engine.operator.window.WindowLogic;
import io.leat.time.Millis;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate taken apart: parts with slots for what events change, and a reader that makes the result of them.
 *
 * @param parts the leaves in the order of their slots; those below a condition are inside its part
 */
record PartTree(List<Part> parts, Reader reader, Part.Layout layout) {
    /** Makes a result, or a part of it. */
    @FunctionalInterface
    interface Reader {
        @Nullable
        Object read(Slots slots, @Nullable Object key, WindowLogic.Span window) throws Exception;
    }

    static PartTree of(Aggregate<?, ?, ?> aggregate, DynamicCodec values) {
        Part.Layout layout = new Part.Layout(values);
        List<Part> parts = new ArrayList<>();
        Reader reader = reader(aggregate, layout, parts);
        return new PartTree(List.copyOf(parts), reader, layout);
    }

    private static Reader reader(Aggregate<?, ?, ?> aggregate, Part.Layout layout, List<Part> parts) {
        if (aggregate instanceof Aggregate.Key<?>) {
            return (slots, key, window) -> key;
        }
        if (aggregate instanceof Aggregate.Bound bound) {
            return (slots, key, window) -> Millis.instant(bound.isEnd() ? window.end() : window.start());
        }
        if (aggregate instanceof Aggregate.Row<?, ?, ?> row) {
            return row(row, layout, parts);
        }
        if (aggregate instanceof Aggregate.Then<?, ?, ?, ?> then) {
            return then(then, layout, parts);
        }
        if (aggregate instanceof Aggregate.Where<?, ?, ?> where) {
            return where(where, layout, parts);
        }
        Part part = leaf(aggregate, layout);
        parts.add(part);
        return (slots, key, window) -> part.read(slots);
    }

    private static Part leaf(Aggregate<?, ?, ?> aggregate, Part.Layout layout) {
        if (aggregate instanceof Aggregate.SumLong<?> sum) {
            return new SumLongPart(layout, sum.of());
        }
        if (aggregate instanceof Aggregate.SumDouble<?> sum) {
            return new SumDoublePart(layout, sum.of(), false);
        }
        if (aggregate instanceof Aggregate.Average<?> average) {
            return new SumDoublePart(layout, average.of(), true);
        }
        if (aggregate instanceof Aggregate.ExtremeLong<?> extreme) {
            return new ExtremeLongPart(layout, extreme.of(), extreme.isMax());
        }
        if (aggregate instanceof Aggregate.Extreme<?, ?> extreme) {
            return new ExtremePart(layout, extreme.of(), extreme.order(), extreme.isMax());
        }
        if (aggregate instanceof Aggregate.Edge<?, ?> edge) {
            return new EdgePart(layout, edge.of(), edge.isLast());
        }
        if (aggregate instanceof Aggregate.CountDistinct<?> distinct) {
            return new CountDistinctPart(layout, distinct.of());
        }
        if (aggregate instanceof Aggregate.Top<?, ?, ?> top) {
            return new TopPart(layout, top);
        }
        if (aggregate instanceof Aggregate.Collect<?> collect) {
            return new CollectPart(layout, collect.atMost());
        }
        if (aggregate instanceof Aggregate.Custom<?, ?, ?, ?> custom) {
            return new CustomPart(layout, custom);
        }
        return new CountPart(layout); // Aggregate is sealed: the one that is left
    }

    private static Reader row(Aggregate.Row<?, ?, ?> row, Part.Layout layout, List<Part> parts) {
        Reader[] readers = new Reader[row.parts().size()];
        String outer = layout.component;
        for (int i = 0; i < readers.length; i++) {
            layout.component = (outer.isEmpty() ? "" : outer + ".") + component(row, i);
            readers[i] = reader(row.parts().get(i), layout, parts);
        }
        layout.component = outer;
        return (slots, key, window) -> {
            @Nullable Object[] values = new @Nullable Object[readers.length];
            for (int i = 0; i < readers.length; i++) {
                values[i] = readers[i].read(slots, key, window);
            }
            return row.make().apply(values);
        };
    }

    /** The name of what a part of a row becomes in the result; a number where that does not show. */
    private static String component(Aggregate.Row<?, ?, ?> row, int part) {
        RecordComponent[] components = row.type().getRecordComponents();
        return components != null && components.length == row.parts().size()
                ? components[part].getName()
                : String.valueOf(part + 1);
    }

    @SuppressWarnings("unchecked") // the function was given for the results of this aggregate
    private static Reader then(Aggregate.Then<?, ?, ?, ?> then, Part.Layout layout, List<Part> parts) {
        Reader inner = reader(then.what(), layout, parts);
        Function<@Nullable Object, @Nullable Object> function =
                (Function<@Nullable Object, @Nullable Object>) then.then();
        return (slots, key, window) -> function.apply(inner.read(slots, key, window));
    }

    private static Reader where(Aggregate.Where<?, ?, ?> where, Part.Layout layout, List<Part> parts) {
        List<Part> inner = new ArrayList<>();
        String outer = layout.component;
        layout.component = "";
        Reader reader = reader(where.what(), layout, inner);
        layout.component = outer;
        WherePart part = new WherePart(layout, where.condition(), inner);
        parts.add(part);
        return (slots, key, window) ->
                part.read(slots) == 0 ? Optional.empty() : Optional.ofNullable(reader.read(slots, key, window));
    }
}
