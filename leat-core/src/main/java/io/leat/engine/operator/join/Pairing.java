// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.join;

import io.leat.engine.port.Failures;
import io.leat.engine.port.Output;
import io.leat.engine.port.Tally;
import io.leat.function.Joiner;
import io.leat.graph.Step;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes results of the pairs that a join finds. */
public final class Pairing {
    private final Joiner<@Nullable Object, @Nullable Object, @Nullable Object> joiner;
    private final Output output;
    private final Tally tally;
    private final Failures failures;

    @SuppressWarnings("unchecked") // the joiner was given for the records of these two sides
    public Pairing(Joiner<?, ?, ?> joiner, Output output, Tally tally, Failures failures) {
        this.joiner = (Joiner<@Nullable Object, @Nullable Object, @Nullable Object>) joiner;
        this.output = output;
        this.tally = tally;
        this.failures = failures;
    }

    /** Emits the result of a pair; one that cannot be made fails. */
    @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
    void emit(@Nullable Object left, @Nullable Object right, long ts) {
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
