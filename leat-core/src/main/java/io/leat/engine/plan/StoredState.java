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
import java.util.stream.Collectors;

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
     * What of the state a pipeline can go on from.
     *
     * @param dropped the steps whose state is to be left out, and can be removed
     * @param classes the classes of the values in the rest, to be allowed in the codec that reads them
     */
    public record Usable(Set<String> dropped, StoredClasses classes) {
        public Usable {
            dropped = Set.copyOf(dropped);
        }
    }

    /**
     * Checks that a pipeline can go on from this state, before anything is opened.
     *
     * @param droppable the names of steps whose state may be dropped if it does not fit; if it does, it is kept
     * @param loader finds classes by their names
     * @throws IncompatibleStateException if it cannot; the message tells all that does not fit
     * @throws PipelineException if something that is to be stored has no codec
     */
    public Usable check(Graph now, Set<String> droppable, ClassLoader loader) {
        List<Problem> problems = new ArrayList<>();
        List<StateSignature> signatures = new ArrayList<>();
        Map<String, StateSignature> found = StateSignatures.signatures(now);
        new TreeMap<>(steps).forEach((step, text) -> {
            StateSignature was = StateSignature.parse(step, text);
            StateSignature is = found.get(step);
            signatures.add(was);
            problems.addAll(is == null ? List.of(stateless(was, now)) : was.problemsWith(is));
        });
        StoredClasses all = StoredClasses.find(classes, signatures, loader, problems);
        Set<String> unfit = problems.stream().map(Problem::step).collect(Collectors.toSet());
        if (!droppable.containsAll(unfit)) {
            problems.removeIf(problem -> droppable.contains(problem.step()));
            throw new IncompatibleStateException(now.name(), where, problems);
        }
        return new Usable(unfit, all.without(unfit));
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
