// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A type without variables and wildcards: a class and the types of its arguments; an array's argument is its
 * component. A raw use of a generic class has no arguments.
 *
 * @param open whether it stands for a variable that nothing binds, and values of any class that {@code raw} allows
 */
record ResolvedType(Class<?> raw, List<ResolvedType> args, boolean open) {
    ResolvedType(Class<?> raw, List<ResolvedType> args) {
        this(raw, args, false);
    }

    /** A generic class of whose arguments nothing is known: each is open. */
    static ResolvedType withOpenArguments(Class<?> raw) {
        List<ResolvedType> args = Stream.of(raw.getTypeParameters())
                .map(variable -> new ResolvedType(erasure(variable), List.of(), true))
                .toList();
        return new ResolvedType(raw, args);
    }

    private static Class<?> erasure(Type bound) {
        if (bound instanceof TypeVariable<?> variable) {
            return erasure(variable.getBounds()[0]);
        }
        return bound instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) bound;
    }

    private static ResolvedType arrayOf(ResolvedType component) {
        return new ResolvedType(component.raw.arrayType(), List.of(component));
    }

    /** A generic class without its arguments. */
    boolean isRaw() {
        return raw.getTypeParameters().length != args.size() && !raw.isArray();
    }

    /** What this type's own variables stand for. */
    Bindings bindings() {
        Map<TypeVariable<?>, ResolvedType> values = new HashMap<>();
        for (int i = 0; i < args.size() && !raw.isArray(); i++) {
            values.put(raw.getTypeParameters()[i], args.get(i));
        }
        return new Bindings(values);
    }

    /** A permitted subclass of this type, its variables bound as far as this type's arguments tell. */
    ResolvedType narrowedTo(Class<?> subclass) {
        Map<TypeVariable<?>, ResolvedType> values = new HashMap<>();
        for (Type parent : supertypes(subclass)) {
            if (parent instanceof ParameterizedType generic && generic.getRawType() == raw && !isRaw()) {
                bind(generic.getActualTypeArguments(), values);
            }
        }
        Bindings known = new Bindings(values);
        List<ResolvedType> bound =
                Stream.of(subclass.getTypeParameters()).map(known::resolve).toList();
        return new ResolvedType(subclass, bound);
    }

    private void bind(Type[] actual, Map<TypeVariable<?>, ResolvedType> values) {
        for (int i = 0; i < actual.length; i++) {
            if (actual[i] instanceof TypeVariable<?> name) {
                values.put(name, args.get(i));
            }
        }
    }

    private static List<Type> supertypes(Class<?> type) {
        List<Type> parents = new ArrayList<>(List.of(type.getGenericInterfaces()));
        @Nullable Type superclass = type.getGenericSuperclass();
        if (superclass != null) {
            parents.add(superclass);
        }
        return parents;
    }

    /** The type as one writes it, with simple names. */
    @Override
    public String toString() {
        String names = args.stream().map(ResolvedType::toString).collect(Collectors.joining(", "));
        return args.isEmpty() || raw.isArray() ? raw.getSimpleName() : raw.getSimpleName() + "<" + names + ">";
    }

    /** What the type variables in sight stand for. */
    static final class Bindings {
        static final Bindings NONE = new Bindings(Map.of());

        private final Map<TypeVariable<?>, ResolvedType> values;

        private Bindings(Map<TypeVariable<?>, ResolvedType> values) {
            this.values = values;
        }

        ResolvedType resolve(Type type) {
            if (type instanceof Class<?> raw) {
                return raw.isArray() ? arrayOf(resolve(raw.getComponentType())) : new ResolvedType(raw, List.of());
            }
            if (type instanceof ParameterizedType generic) {
                List<ResolvedType> args = Stream.of(generic.getActualTypeArguments())
                        .map(this::resolve)
                        .toList();
                return new ResolvedType((Class<?>) generic.getRawType(), args);
            }
            if (type instanceof GenericArrayType array) {
                return arrayOf(resolve(array.getGenericComponentType()));
            }
            if (type instanceof WildcardType wildcard) {
                return resolve(wildcard.getUpperBounds()[0]);
            }
            return bound(type);
        }

        private ResolvedType bound(Type variable) {
            ResolvedType value = variable instanceof TypeVariable<?> name ? values.get(name) : null;
            if (value == null) {
                throw new CodecException("nothing says what the type variable " + variable.getTypeName()
                        + " stands for. Cure: use the type with its arguments, or map it to a record before this step");
            }
            return value;
        }
    }
}
