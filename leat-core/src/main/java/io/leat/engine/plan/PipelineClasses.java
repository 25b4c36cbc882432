// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.plan;

import io.leat.graph.Graph;
import io.leat.graph.Step;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the classes that a pipeline may work with, by their names: where the classes of its functions, sources and sinks come from. */
public final class PipelineClasses {
    private PipelineClasses() {}

    /** Returns a loader that looks where the classes of a pipeline come from, then where the calling thread would look. */
    public static ClassLoader loader(Graph graph) {
        Set<ClassLoader> places = new LinkedHashSet<>();
        graph.steps().forEach(step -> addPlaces(step, places));
        add(Thread.currentThread().getContextClassLoader(), places);
        return new ClassLoader(PipelineClasses.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                for (ClassLoader place : places) {
                    try {
                        return Class.forName(name, false, place);
                    } catch (ClassNotFoundException e) {
                        // perhaps in the next place
                    }
                }
                throw new ClassNotFoundException(name);
            }
        };
    }

    /** Everything of the user's that a step has is a component of its record. */
    private static void addPlaces(Step step, Set<ClassLoader> places) {
        for (RecordComponent component : step.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(step);
                if (value != null) {
                    Class<?> type = value instanceof Class<?> itself ? itself : value.getClass();
                    add(type.getClassLoader(), places);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the components of steps are public", e);
            }
        }
        if (step instanceof Step.From from) {
            add(from.source().type().getClassLoader(), places);
        }
    }

    private static void add(@Nullable ClassLoader place, Set<ClassLoader> places) {
        if (place != null) {
            places.add(place);
        }
    }
}
