// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.join;

import io.leat.engine.port.Failures;
import io.leat.engine.port.Output;
import io.leat.engine.port.Tally;
import io.leat.function.Joiner;
import io.leat.graph.Step;
import io.leat.join.JoinType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes results of the pairs that a join finds, and of records that are left alone, as its type says. */
public final class Pairing {
    /** The number of the left input. */
    static final int LEFT = 0;

    private final JoinType type;
    private final Joiner<@Nullable Object, @Nullable Object, @Nullable Object> joiner;
    private final Output output;
    private final Tally tally;
    private final Failures failures;

    @SuppressWarnings("unchecked") // the joiner was given for the records of these two sides
    public Pairing(JoinType type, Joiner<?, ?, ?> joiner, Output output, Tally tally, Failures failures) {
        this.type = type;
        this.joiner = (Joiner<@Nullable Object, @Nullable Object, @Nullable Object>) joiner;
        this.output = output;
        this.tally = tally;
        this.failures = failures;
    }

    JoinType type() {
        return type;
    }

    /** Takes a pair. */
    void pair(@Nullable Object left, @Nullable Object right, long ts) {
        if (type.givesPairs()) {
            emit(left, right, ts);
        }
    }

    /** Takes a left record that has found its first partner. */
    void matched(@Nullable Object left, long ts) {
        if (type == JoinType.SEMI) {
            emit(left, null, ts);
        }
    }

    /** Takes a record for which no partner can come any more. */
    void alone(int input, @Nullable Object value, long ts) {
        if (input == LEFT && type.givesLoneLeft()) {
            emit(value, null, ts);
        } else if (input != LEFT && type.givesLoneRight()) {
            emit(null, value, ts);
        }
    }

    /** Emits a result; one that cannot be made fails. */
    @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
    private void emit(@Nullable Object left, @Nullable Object right, long ts) {
        Object result;
        try {
            result = joiner.join(left, right);
        } catch (Exception e) {
            failures.failed(Arrays.asList(left, right), ts, e);
            return;
        }
        tally.out++;
        output.emit(Step.MAIN, result, ts);
    }

    /** Passes on a record that came too late. */
    void late(int input, @Nullable Object value, long ts) {
        tally.late++;
        output.emit(Step.LATE_LEFT + input, value, ts);
    }
}
