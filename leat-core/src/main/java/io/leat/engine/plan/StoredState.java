// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.plan;

import io.leat.failure.IncompatibleStateException;
import io.leat.failure.IncompatibleStateException.Problem;
import io.leat.failure.PipelineException;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known of state before it is read.
 *
 * @param where where it is, in words, for messages
 * @param steps the signatures of its steps, as {@link StateSignatures#of} has given them
 * @param classes the classes of its values, as {@link StoredClasses#of} has given them
 */
public record StoredState(String where, Map<String, String> steps, Map<String, String> classes) {
    public StoredState {
        steps = Map.copyOf(steps);
        classes = Map.copyOf(classes);
    }

    /**
     * Checks that a pipeline can go on from this state, before anything is opened.
     *
     * @param dropped the names of steps whose state is not wanted any more
     * @param loader finds classes by their names
     * @return the classes of its values, to be allowed in the codec that reads them
     * @throws IncompatibleStateException if it cannot; the message tells all that does not fit
     * @throws PipelineException if something that is to be stored has no codec
     */
    public StoredClasses check(Graph now, Set<String> dropped, ClassLoader loader) {
        Map<String, StateSignature> kept = new TreeMap<>();
        steps.forEach((step, text) -> {
            if (!dropped.contains(step)) {
                kept.put(step, StateSignature.parse(step, text));
            }
        });
        List<Problem> problems = new ArrayList<>();
        Map<String, StateSignature> signatures = StateSignatures.signatures(now);
        kept.forEach((step, signature) -> {
            StateSignature found = signatures.get(step);
            problems.addAll(found == null ? List.of(stateless(signature, now)) : signature.problemsWith(found));
        });
        StoredClasses found = StoredClasses.find(classes, kept.values(), loader, problems);
        if (!problems.isEmpty()) {
            throw new IncompatibleStateException(now.name(), where, problems);
        }
        return found;
    }

    private static Problem stateless(StateSignature was, Graph now) {
        String cure = StateSignature.dropping(was.step());
        for (Step step : now.steps()) {
            if (step.name().equals(was.step())) {
                String what = "it was of the kind '" + was.kind() + "' and has state, and is of the kind '"
                        + step.kind() + "' and keeps none";
                return new Problem(
                        was.step(), what, was.kind(), step.kind(), "change it back, or drop its state: " + cure);
            }
        }
        String what = "it has state, but the pipeline has no step of this name; it was of the kind '" + was.kind() + "'"
                + (was.definition().isEmpty() ? "" : ", " + was.definition());
        return new Problem(was.step(), what, was.kind(), "", "name a step so again, or drop its state: " + cure);
    }
}
