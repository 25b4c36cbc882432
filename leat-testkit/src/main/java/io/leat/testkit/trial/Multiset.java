// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Results in no order. A join has thousands of them, and comparing each with each took most of the time of the random cases. */
final class Multiset {
    private Multiset() {}

    /** Throws an {@code AssertionError} that shows what differs, unless both hold the same, each as often. */
    static void assertSame(String what, List<?> actual, List<?> expected) {
        if (!counts(actual).equals(counts(expected))) {
            assertThat(List.<Object>copyOf(actual)).as(what).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static Map<Object, Long> counts(List<?> values) {
        return values.stream().collect(Collectors.groupingBy(Function.<Object>identity(), Collectors.counting()));
    }
}
