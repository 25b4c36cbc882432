// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.engine.port.Entry;
import io.leat.engine.port.Failures;
import io.leat.engine.port.Output;
import io.leat.engine.port.StateCodec;
import io.leat.window.Pane;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows that remember what they have given, and take it back when they give something else: not when they change, which
 * with early results may be long before. Until then what they gave last is valid.
 *
 * @param <A> the accumulators of the logic that makes the results
 */
public final class RememberingLogic<A extends Entry & Accumulator>
        implements WindowLogic<RememberingLogic.Remembered<A>>, StateCodec<RememberingLogic.Remembered<A>> {
    private final WindowLogic<A> logic;
    private final StateCodec<A> accumulators;
    private final Output output;
    private final Failures failures;

    /** A window with the results of it that are valid: one, or one of each session that was merged into this one. */
    public static final class Remembered<A extends Entry & Accumulator> extends Entry implements Accumulator {
        final A window;
        final List<Given<A>> given = new ArrayList<>(1);

        Remembered(A window) {
            this.window = window;
        }

        @Override
        public void add(int input, @Nullable Object value, long ts) throws Exception {
            window.add(input, value, ts);
        }
    }

    /** A result that was given: a copy of what it was made of, its bounds and its index. */
    private record Given<A>(A copy, Span span, int index) {}

    public RememberingLogic(WindowLogic<A> logic, Output output, Failures failures) {
        this.logic = logic;
        this.accumulators = logic.codec();
        this.output = output;
        this.failures = failures;
    }

    @Override
    public Remembered<A> create() {
        return new Remembered<>(logic.create());
    }

    @Override
    public void combine(Remembered<A> into, Remembered<A> from) throws Exception {
        into.given.addAll(from.given);
        try {
            logic.combine(into.window, from.window);
        } catch (Exception e) {
            takeBack(into, null); // there will be no other result
            throw e;
        }
    }

    @Override
    public void emit(Remembered<A> remembered, Span span, Pane pane, int index, Output to) {
        takeBack(remembered, span);
        A window = owned(remembered.window, remembered);
        try {
            remembered.given.add(new Given<>(logic.copy(window), span, index));
        } catch (Exception e) {
            failures.failed(new Emission.FailedWindow(remembered.key(), span), span.end() - 1, e);
            return;
        }
        logic.emit(window, span, pane, index, to);
    }

    private void takeBack(Remembered<A> remembered, @Nullable Span next) {
        for (Given<A> given : remembered.given) {
            boolean moved = !given.span.equals(next);
            logic.withdraw(owned(given.copy, remembered), given.span, given.index, moved, output);
        }
        remembered.given.clear();
    }

    /** The accumulator is no entry of a table by itself. */
    private static <A extends Entry> A owned(A accumulator, Entry owner) {
        accumulator.belongTo(owner.key(), owner.hash());
        return accumulator;
    }

    @Override
    public @Nullable Object value(Remembered<A> remembered, Span span) throws Exception {
        return logic.value(owned(remembered.window, remembered), span);
    }

    @Override
    public StateCodec<Remembered<A>> codec() {
        return this;
    }

    @Override
    public void write(Remembered<A> remembered, BinaryWriter out) {
        out.writeInt(remembered.emitted());
        out.writeBoolean(remembered.isChanged());
        out.writeBoolean(remembered.isComplete());
        accumulators.write(remembered.window, out);
        out.writeInt(remembered.given.size());
        for (Given<A> given : remembered.given) {
            accumulators.write(given.copy, out);
            out.writeLong(given.span.start());
            out.writeLong(given.span.end());
            out.writeInt(given.index);
        }
    }

    @Override
    public Remembered<A> read(BinaryReader in) {
        int emitted = in.readInt();
        boolean hasChanged = in.readBoolean();
        boolean complete = in.readBoolean();
        Remembered<A> remembered = new Remembered<>(accumulators.read(in));
        remembered.emission(emitted, hasChanged, complete);
        for (int n = in.readInt(); n > 0; n--) {
            A copy = accumulators.read(in);
            Span span = new Span(in.readLong(), in.readLong());
            remembered.given.add(new Given<>(copy, span, in.readInt()));
        }
        return remembered;
    }

    @Override
    public String describe() {
        return "remembered[emitted:int,changed:boolean,complete:boolean,value:" + accumulators.describe()
                + ",given:many<given[value:" + accumulators.describe() + ",start:long,end:long,index:int]>]";
    }
}
