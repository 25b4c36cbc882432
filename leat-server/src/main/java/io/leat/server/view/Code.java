// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.view;

import io.leat.graph.Step;
import org.jspecify.annotations.Nullable;

/** Where the function of a step is written. */
final class Code {
    private Code() {}

    /** Returns the name of a class; null if the step has no function, or it is inside something of Leat's. */
    static @Nullable String of(Step step) {
        Object function = function(step);
        if (function == null) {
            return null;
        }
        String name = function.getClass().getName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : name.substring(0, lambda);
    }

    private static @Nullable Object function(Step step) {
        if (step instanceof Step.Filter filter) {
            return filter.keep();
        } else if (step instanceof Step.Map map) {
            return map.function();
        } else if (step instanceof Step.FlatMap flatMap) {
            return flatMap.function();
        } else if (step instanceof Step.MapMulti mapMulti) {
            return mapMulti.function();
        } else if (step instanceof Step.Peek peek) {
            return peek.action();
        } else if (step instanceof Step.Split split) {
            return split.condition();
        } else if (step instanceof Step.KeyBy keyBy) {
            return keyBy.key();
        }
        return statefulFunction(step);
    }

    private static @Nullable Object statefulFunction(Step step) {
        if (step instanceof Step.Join join) {
            return join.joiner();
        } else if (step instanceof Step.Process process) {
            return process.logic();
        } else if (step instanceof Step.Lookup lookup) {
            return lookup.request();
        } else if (step instanceof Step.Broadcast broadcast) {
            return broadcast.key();
        } else if (step instanceof Step.With with) {
            return with.expand();
        }
        return null;
    }
}
