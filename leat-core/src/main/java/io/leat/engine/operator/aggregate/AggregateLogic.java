// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import io.leat.aggregate.Aggregate;
import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.DynamicCodec;
import io.leat.engine.operator.window.Accumulator;
import io.leat.engine.operator.window.Emission;
import io.leat.engine.operator.window.WindowLogic;
import io.leat.engine.port.Entry;
import io.leat.engine.port.Failures;
import io.leat.engine.port.Output;
import io.leat.engine.port.StateCodec;
import io.leat.engine.port.Tally;
import io.leat.graph.Step;
import io.leat.time.Millis;
import io.leat.window.Change;
import io.leat.window.Pane;
import io.leat.window.WindowResult;
import org.jspecify.annotations.Nullable;

/**
 * Windows that aggregate: accumulators of a class compiled for the aggregate, and its result.
 *
 * @param <A> the compiled class
 */
public final class AggregateLogic<A extends Entry & Accumulator & Slots> implements WindowLogic<A>, StateCodec<A> {
    private final PartTree tree;
    /** The parts of the tree: this is walked for each result. */
    private final Part[] parts;

    private final boolean numbersOnly;
    private final Tally tally;
    private final Failures failures;
    /** Null until the first window: of some only the codec is wanted. */
    private volatile @Nullable A prototype;

    private AggregateLogic(PartTree tree, Tally tally, Failures failures) {
        this.tree = tree;
        this.tally = tally;
        this.failures = failures;
        this.numbersOnly = tree.layout().references == 0;
        this.parts = tree.parts().toArray(new Part[0]);
    }

    @SuppressWarnings("unchecked") // the compiled class is all three
    private synchronized A compiled() {
        A made = prototype;
        if (made == null) {
            made = (A) AccumulatorClass.prototype(tree);
            for (Part part : parts) {
                part.begin(made);
            }
            prototype = made;
        }
        return made;
    }

    /**
     * Returns the logic of an aggregate. It is compiled when its first window is opened.
     *
     * @param values writes values whose class only shows when they come
     */
    public static WindowLogic<?> of(Aggregate<?, ?, ?> aggregate, DynamicCodec values, Tally tally, Failures failures) {
        return new AggregateLogic<>(PartTree.of(aggregate, values), tally, failures);
    }

    @Override
    @SuppressWarnings("unchecked") // fresh() gives its own class
    public A create() {
        A made = prototype;
        return (A) (made == null ? compiled() : made).fresh();
    }

    @Override
    public void combine(A into, A from) throws Exception {
        for (Part part : parts) {
            part.combine(into, from);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // fresh() gives its own class
    public A copy(A from) throws Exception {
        return numbersOnly ? (A) from.fresh() : WindowLogic.super.copy(from);
    }

    @Override
    @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
    public void emit(A accumulator, Span window, Pane pane, int index, Output output) {
        long ts = window.end() - 1;
        Object value;
        try {
            value = value(accumulator, window);
        } catch (Exception e) {
            failures.failed(new Emission.FailedWindow(accumulator.key(), window), ts, e);
            return;
        }
        tally.out++;
        output.emit(Step.MAIN, value, ts);
        if (output.isWanted(Step.PANES)) {
            output.emit(Step.PANES, pane(accumulator, window, value, pane, index), ts);
        }
        if (output.isRead(Step.CHANGES)) {
            output.emit(Step.CHANGES, new Change<>(Change.Kind.INSERT, value), ts);
        }
    }

    @SuppressWarnings("NullAway") // the types include null, which NullAway does not read from type arguments
    private WindowResult<?, ?> pane(A accumulator, Span window, @Nullable Object value, Pane pane, int index) {
        return new WindowResult<>(
                accumulator.key(), Millis.instant(window.start()), Millis.instant(window.end()), value, pane, index);
    }

    @Override
    @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
    public boolean withdraw(A accumulator, Span window, int index, boolean moved, Output output) {
        boolean toPanes = moved && output.isRead(Step.PANES);
        if (!toPanes && !output.isRead(Step.CHANGES)) {
            return false;
        }
        Object value;
        try {
            value = value(accumulator, window);
        } catch (Exception e) {
            return false; // it was a dead letter when it was to be emitted
        }
        long ts = window.end() - 1;
        if (toPanes) {
            output.emit(Step.PANES, pane(accumulator, window, value, Pane.RETRACTION, index), ts);
        }
        output.emit(Step.CHANGES, new Change<>(Change.Kind.RETRACT, value), ts);
        return true;
    }

    @Override
    public @Nullable Object value(A accumulator, Span window) throws Exception {
        return tree.reader().read(accumulator, accumulator.key(), window);
    }

    @Override
    public StateCodec<A> codec() {
        return this;
    }

    @Override
    public void write(A accumulator, BinaryWriter out) {
        out.writeInt(accumulator.emitted());
        out.writeBoolean(accumulator.isChanged());
        out.writeBoolean(accumulator.isComplete());
        for (Part part : parts) {
            part.write(accumulator, out);
        }
    }

    @Override
    public A read(BinaryReader in) {
        A accumulator = create();
        accumulator.emission(in.readInt(), in.readBoolean(), in.readBoolean());
        for (Part part : parts) {
            part.read(accumulator, in);
        }
        return accumulator;
    }

    @Override
    public String describe() {
        return "accumulator[emitted:int,changed:boolean,complete:boolean"
                + (parts.length == 0 ? "" : ",aggregate:parts[" + Part.describe(tree.parts()) + "]") + "]";
    }
}
