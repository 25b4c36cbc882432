// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.avro;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How values of a Java type go with a schema that is not a union: between Avro's generic values and those of the type. Both directions
 * throw an {@link IllegalArgumentException} for what has no such form.
 */
interface Fit {
    Object toJava(Object avro);

    Object toAvro(Object java);

    /** Returns the fit of values that are the same on both sides. */
    static Fit same() {
        return of(Object.class, Object.class, Function.identity(), Function.identity());
    }

    static <A, J> Fit of(Class<A> avro, Class<J> java, Function<A, ? extends J> read, Function<J, ? extends A> write) {
        return new Fit() {
            @Override
            public Object toJava(Object value) {
                return read.apply(avro.cast(value));
            }

            @Override
            public Object toAvro(Object value) {
                return write.apply(java.cast(value));
            }
        };
    }

    /**
     * A fit with what its place allows besides.
     *
     * @param nullable whether the schema allows null there
     * @param optional whether the Java type is an {@link Optional}
     */
    record Place(Fit fit, boolean nullable, boolean optional) {
        @Nullable
        Object toJava(@Nullable Object avro) {
            Object value = avro == null ? null : fit.toJava(avro);
            return optional ? Optional.ofNullable(value) : value;
        }

        @Nullable
        Object toAvro(@Nullable Object java) {
            Object value = java instanceof Optional<?> maybe ? maybe.orElse(null) : java;
            if (value != null) {
                return fit.toAvro(value);
            }
            if (!nullable) {
                throw new IllegalArgumentException(
                        "null, which the schema does not allow there; declare it as Optional or @Nullable");
            }
            return null;
        }
    }
}
