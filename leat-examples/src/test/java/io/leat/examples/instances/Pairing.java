// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the join of requests and completions has to find, by the definition: a pair has the same number, and the completion comes at
 * most 20 s after the request. A completion is late that is more than 5 s older than the newest one before it.
 */
record Pairing(int pairs, Set<Long> withoutCompletion, Set<Long> withoutRequest, long late) {
    static Pairing of(Workload workload) {
        Map<Long, Long> requests = new HashMap<>();
        Supplier<Delivery<Request>> begun = Gateway.requests(workload);
        for (var next = begun.get(); next.atMs() <= workload.lengthMs(); next = begun.get()) {
            requests.put(next.report().id(), next.report().at().toEpochMilli());
        }
        Map<Long, Long> completions = new HashMap<>();
        Supplier<Delivery<Completion>> ended = Gateway.completions(workload);
        long newest = Long.MIN_VALUE / 2;
        long late = 0;
        for (var next = ended.get(); next.atMs() <= workload.lengthMs(); next = ended.get()) {
            long at = next.report().at().toEpochMilli();
            if (at <= newest - 5_001) {
                late++;
            } else {
                completions.put(next.report().id(), at);
            }
            newest = Math.max(newest, at);
        }
        Set<Long> paired = new HashSet<>(requests.keySet());
        paired.removeIf(id -> !completions.containsKey(id) || completions.get(id) - requests.get(id) > 20_000);
        requests.keySet().removeAll(paired);
        completions.keySet().removeAll(paired);
        return new Pairing(paired.size(), requests.keySet(), completions.keySet(), late);
    }
}
