// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import io.leat.aggregate.Aggregate;
import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.engine.operator.aggregate.RankedEvents.Ranked;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** The best events by an order: one reference slot, {@link RankedEvents}, null until there is one. */
final class TopPart extends Part {
    private final int n;
    private final boolean isMax;
    private final Function<Object, @Nullable Object> by;
    private final @Nullable Function<Object, @Nullable Object> tie;
    private final Function<Object, @Nullable Object> of;
    private final Comparator<Object> better;
    private final Comparator<Ranked> bestFirst;
    private final Codec<@Nullable Object> codec;
    private int event;
    private int place;

    @SuppressWarnings("unchecked") // the functions were given for these events, and the order for what they give
    TopPart(Layout layout, Aggregate.Top<?, ?, ?> top) {
        super(layout, 0, 1);
        this.n = top.n();
        this.isMax = top.isMax();
        this.by = (Function<Object, @Nullable Object>) top.by();
        this.tie = (Function<Object, @Nullable Object>) top.tie();
        this.of = (Function<Object, @Nullable Object>) top.of();
        this.codec = layout.values.nullable();
        Comparator<Object> order = (Comparator<Object>) top.order();
        this.better = top.isMax() ? order.reversed() : order;
        Comparator<Ranked> byValue = Comparator.comparing(Ranked::by, better);
        this.bestFirst = (tie == null ? byValue : byValue.thenComparing(Ranked::tie, this::compareTies))
                .thenComparingLong(Ranked::ts);
    }

    /** Compares by natural order, or by bytes: the same in every process, and zero for equal values only. */
    @SuppressWarnings({"unchecked", "NullAway"}) // values of one class compare with each other
    private int compareTies(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Comparable<?> && b != null && a.getClass() == b.getClass()) {
            return ((Comparable<Object>) a).compareTo(b);
        }
        return Arrays.compareUnsigned(codec.encode(a), codec.encode(b));
    }

    @Override
    void declare(AddMethod method) {
        event = method.local(AddMethod.OBJECT);
        place = method.local(Type.LONG_TYPE);
    }

    @Override
    void evaluate(AddMethod method) {
        Type object = AddMethod.OBJECT;
        Type self = Type.getType(TopPart.class);
        method.loadConstant(this, TopPart.class);
        method.loadReference(reference());
        method.loadValue();
        method.loadTime();
        method.callStatic(TopPart.class, "candidate", object, self, object, object, Type.LONG_TYPE);
        method.storeLocal(object, event);
        method.loadConstant(this, TopPart.class);
        method.loadReference(reference());
        method.loadLocal(object, event);
        method.callStatic(TopPart.class, "place", Type.LONG_TYPE, self, object, object);
        method.storeLocal(Type.LONG_TYPE, place);
    }

    /**
     * Returns what is to be ranked of an event; null if it does not count or is worse than all there is room for, which is the
     * usual case and allocates nothing. Called by compiled accumulators.
     */
    static @Nullable Object candidate(TopPart part, @Nullable Object events, Object event, long ts) {
        Object by = part.by.apply(event);
        if (by == null || (events != null && part.isOut(by, ts, ((RankedEvents) events).all()))) {
            return null;
        }
        return new Ranked(by, part.tie == null ? null : part.tie.apply(event), ts, part.of.apply(event));
    }

    private boolean isOut(Object by, long ts, List<Ranked> best) {
        if (best.size() < n) {
            return false;
        }
        Ranked last = best.get(n - 1);
        int comparison = better.compare(by, last.by());
        return comparison > 0 || (comparison == 0 && tie == null && ts >= last.ts());
    }

    /** Returns where a candidate belongs: compares, which may throw, and changes nothing yet. Called by compiled accumulators. */
    static long place(TopPart part, @Nullable Object events, @Nullable Object event) {
        if (event == null) {
            return RankedEvents.NONE;
        }
        if (events == null) {
            part.bestFirst.compare((Ranked) event, (Ranked) event); // what does not compare at all shows at the first
            return 0;
        }
        return ((RankedEvents) events).place((Ranked) event, part.bestFirst, part.n);
    }

    @Override
    void store(AddMethod method) {
        Type object = AddMethod.OBJECT;
        method.loadThis();
        method.loadConstant(this, TopPart.class);
        method.loadReference(reference());
        method.loadLocal(object, event);
        method.loadLocal(Type.LONG_TYPE, place);
        method.callStatic(TopPart.class, "with", object, Type.getType(TopPart.class), object, object, Type.LONG_TYPE);
        method.putReference(reference());
    }

    /** Called by compiled accumulators. */
    static @Nullable Object with(TopPart part, @Nullable Object events, @Nullable Object event, long place) {
        if (place == RankedEvents.NONE || event == null) {
            return events;
        }
        RankedEvents all = events == null ? new RankedEvents() : (RankedEvents) events;
        all.add((Ranked) event, place, part.n);
        return all;
    }

    @Override
    void combine(Slots into, Slots from) {
        for (Ranked other : ranked(from)) {
            add(into, other);
        }
    }

    private void add(Slots slots, Ranked ranked) {
        Object events = slots.reference(reference());
        slots.reference(reference(), with(this, events, ranked, place(this, events, ranked)));
    }

    private List<Ranked> ranked(Slots slots) {
        return slots.reference(reference()) instanceof RankedEvents events ? events.all() : List.of();
    }

    @Override
    List<@Nullable Object> read(Slots slots) {
        return slots.reference(reference()) instanceof RankedEvents events ? events.shown() : List.of();
    }

    @Override
    @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
    void write(Slots slots, BinaryWriter out) {
        out.writeInt(ranked(slots).size());
        for (Ranked event : ranked(slots)) {
            codec.write(event.by(), out);
            codec.write(event.tie(), out);
            out.writeLong(event.ts());
            codec.write(event.shown(), out);
        }
    }

    @Override
    @SuppressWarnings("NullAway") // what is ranked by is never null
    void read(Slots slots, BinaryReader in) {
        for (int n = in.readInt(); n > 0; n--) {
            add(slots, new Ranked(codec.read(in), codec.read(in), in.readLong(), codec.read(in)));
        }
    }

    @Override
    String describe() {
        return (isMax ? "topN " : "bottomN ") + n + "[events:many<event[by:" + codec.schema() + ",tie:" + codec.schema()
                + ",time:long,value:" + codec.schema() + "]>]";
    }
}
