// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.plan;

import io.leat.codec.Codec;
import io.leat.codec.CodecException;
import io.leat.codec.DynamicCodec;
import io.leat.engine.schema.SchemaChange;
import io.leat.failure.IncompatibleStateException.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The classes of values in state whose class showed only when they came. Bytes name them, and a name in bytes loads no class: so the
 * names are stored apart, and found before anything is read.
 */
public final class StoredClasses {
    /** How the name of a part begins that is none of a step: that of the dead letters. */
    private static final String NO_STEP = "\u0000";

    private final List<Found> found = new ArrayList<>();

    private StoredClasses() {}

    /**
     * A class.
     *
     * @param stored what is stored of it
     * @param steps those in whose state it is, or may be if that is not known
     */
    private record Found(Class<?> type, Stored stored, List<String> steps) {}

    /**
     * What is stored of a class.
     *
     * @param isKey whether values of it are keys, or were hashed for another reason
     * @param steps those in whose state it is; none if that is not known
     */
    private record Stored(String schema, boolean isKey, List<String> steps) {
        private static final String KEY = "key";

        String text() {
            List<String> lines = new ArrayList<>(List.of(schema, isKey ? KEY : "value"));
            lines.addAll(steps);
            return String.join("\n", lines);
        }

        static Stored parse(String text) {
            List<String> lines = Arrays.asList(text.split("\n", -1));
            if (lines.size() < 2) {
                throw new IllegalArgumentException("what is stored about a class is no text of two lines: " + text);
            }
            return new Stored(lines.get(0), lines.get(1).equals(KEY), lines.subList(2, lines.size()));
        }
    }

    /** Returns the classes that a codec has met, by their names, as text to be stored: with the parts that are named as steps are. */
    public static Map<String, String> of(DynamicCodec types) {
        Map<String, String> texts = new TreeMap<>();
        Set<Class<?>> keys = types.keyClasses();
        for (Class<?> type : types.classes()) {
            Stored stored = new Stored(types.schemaOf(type), keys.contains(type), types.partsWith(type));
            texts.put(type.getName(), stored.text());
        }
        return texts;
    }

    /** Lets a codec read values of these classes, and takes note there of where they are. */
    public void allowIn(DynamicCodec types) {
        for (Found each : found) {
            if (each.stored.isKey) {
                types.allowKeys(each.type);
            } else {
                types.allow(each.type);
            }
            if (!each.stored.steps.isEmpty()) {
                each.steps.forEach(step -> types.part(step).allow(each.type));
            }
        }
    }

    /** Returns those that are not in the state of some steps alone. */
    StoredClasses without(Set<String> steps) {
        StoredClasses rest = new StoredClasses();
        for (Found each : found) {
            List<String> others =
                    each.steps.stream().filter(step -> !steps.contains(step)).toList();
            if (!others.isEmpty()) {
                rest.found.add(new Found(each.type, each.stored, others));
            }
        }
        return rest;
    }

    /** Finds the classes that are in the state of steps, and adds to {@code problems} where it is of no use without them. */
    static StoredClasses find(
            Map<String, String> stored, Collection<StateSignature> steps, ClassLoader loader, List<Problem> problems) {
        StoredClasses all = new StoredClasses();
        List<String> dynamic = steps.stream()
                .filter(StateSignature::isDynamic)
                .map(StateSignature::step)
                .toList();
        new TreeMap<>(stored).forEach((name, text) -> {
            Stored was = Stored.parse(text);
            List<String> with = was.steps.isEmpty()
                    ? dynamic
                    : was.steps.stream().filter(dynamic::contains).toList();
            if (!with.isEmpty()) {
                all.add(name, was, with, loader, problems);
            } else {
                all.addIfFitting(name, was, loader);
            }
        });
        return all;
    }

    /** No state depends on a class that is in dead letters alone: one that is gone or does not fit is left out. */
    private void addIfFitting(String name, Stored was, ClassLoader loader) {
        List<String> letters =
                was.steps.stream().filter(part -> part.startsWith(NO_STEP)).toList();
        StoredClasses alone = new StoredClasses();
        List<Problem> problems = new ArrayList<>();
        if (!letters.isEmpty()) {
            alone.add(name, was, letters, loader, problems);
        }
        if (problems.isEmpty()) {
            found.addAll(alone.found);
        }
    }

    private void add(String name, Stored was, List<String> steps, ClassLoader loader, List<Problem> problems) {
        Class<?> type;
        String schema;
        try {
            type = Class.forName(name, false, loader);
            schema = Codec.dynamic().schemaOf(type);
        } catch (ClassNotFoundException e) {
            gone(name, "there is no such class any more", was, steps, problems);
            return;
        } catch (LinkageError | TypeNotPresentException e) {
            gone(name, "that cannot be loaded: " + e, was, steps, problems);
            return;
        } catch (CodecException e) {
            gone(name, "that has no codec any more: " + e.getMessage(), was, steps, problems);
            return;
        }
        SchemaChange change = was.isKey
                ? SchemaChange.ofKeys("it", was.schema, schema)
                : SchemaChange.ofValues("it", was.schema, schema);
        for (String step : steps) {
            change.problems()
                    .forEach(words -> problems.add(
                            problem(step, words + ", in values of the class " + name, was.schema, schema)));
        }
        found.add(new Found(type, was, steps));
    }

    private static void gone(String name, String why, Stored was, List<String> steps, List<Problem> problems) {
        String what = "its state has values of the class " + name + ", and " + why;
        steps.forEach(step -> problems.add(problem(step, what, was.schema, "")));
    }

    private static Problem problem(String step, String what, String was, String is) {
        String cure = "change it back, or let the step begin anew: " + StateSignature.dropping(step);
        return new Problem(step, what, was, is, cure);
    }
}
