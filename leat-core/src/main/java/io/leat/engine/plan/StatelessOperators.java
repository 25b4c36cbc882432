// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.plan;

import io.leat.engine.operator.FilterOperator;
import io.leat.engine.operator.FlatMapOperator;
import io.leat.engine.operator.MapMultiOperator;
import io.leat.engine.operator.MapOperator;
import io.leat.engine.operator.PeekOperator;
import io.leat.engine.operator.SplitOperator;
import io.leat.engine.operator.UnionOperator;
import io.leat.engine.port.Failures;
import io.leat.engine.port.Receiver;
import io.leat.engine.port.Tally;
import io.leat.function.Action;
import io.leat.function.Condition;
import io.leat.function.Expand;
import io.leat.function.Mapper;
import io.leat.graph.Step;

/** Makes the operator of a step that keeps no state. */
@SuppressWarnings("unchecked") // a step's function was given for the records of its stream
public final class StatelessOperators {
    private StatelessOperators() {}

    /** {@code rest} takes what does not match a split. */
    public static Receiver<Object> make(
            Step step, Receiver<Object> next, Receiver<Object> rest, Tally tally, Failures failures) {
        if (step instanceof Step.Filter filter) {
            return new FilterOperator<>((Condition<Object>) filter.keep(), next, tally, failures);
        }
        if (step instanceof Step.Map map) {
            return new MapOperator<>((Mapper<Object, Object>) map.function(), next, tally, failures);
        }
        if (step instanceof Step.FlatMap flatMap) {
            return new FlatMapOperator<>((Mapper<Object, Iterable<Object>>) flatMap.function(), next, tally, failures);
        }
        if (step instanceof Step.MapMulti mapMulti) {
            return new MapMultiOperator<>((Expand<Object, Object>) mapMulti.function(), next, tally, failures);
        }
        if (step instanceof Step.Peek peek) {
            return new PeekOperator<>((Action<Object>) peek.action(), next, tally, failures);
        }
        if (step instanceof Step.Split split) {
            return new SplitOperator<>((Condition<Object>) split.condition(), next, rest, tally, failures);
        }
        if (step instanceof Step.As as) {
            return new MapOperator<Object, Object>(as.type()::cast, next, tally, failures);
        }
        return new UnionOperator<>(next, tally); // what is left of the steps without state
    }
}
