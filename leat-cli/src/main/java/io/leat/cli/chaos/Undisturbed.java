// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import java.util.Map;
import java.util.Set;

/**
 * The results that a run has given which nobody disturbed.
 *
 * @param results the rows of each sink
 */
record Undisturbed(Map<String, Multiset> results) implements Expectation {
    Undisturbed {
        results.forEach((sink, rows) -> {
            if (rows.size() == 0) {
                throw new IllegalStateException(
                        "an undisturbed run gives no rows for " + sink + ": nothing to compare with");
            }
        });
    }

    @Override
    public Set<String> sinks() {
        return results.keySet();
    }

    @Override
    public Multiset tooMuch(String sink, Multiset rows) {
        return rows.minus(results.getOrDefault(sink, new Multiset()));
    }

    @Override
    public Multiset missing(String sink, Multiset rows) {
        return results.getOrDefault(sink, new Multiset()).minus(rows);
    }
}
