// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.graph;

import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Reads the result type of a lambda that is {@code Serializable}, from the description that the compiler adds to it. */
public final class LambdaTypes {
    private LambdaTypes() {}

    /**
     * Returns the class of a lambda's results, or null if it cannot be read: for an ordinary class, in a package that is
     * closed to Leat, or where it is a type variable. Nothing is serialised.
     */
    public static @Nullable Class<?> resultOf(Serializable lambda) {
        try {
            Method replace = lambda.getClass().getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            if (!(replace.invoke(lambda) instanceof SerializedLambda form)) {
                return null;
            }
            MethodType type = MethodType.fromMethodDescriptorString(
                    form.getInstantiatedMethodType(), lambda.getClass().getClassLoader());
            return tellsAll(type.returnType()) ? type.wrap().returnType() : null;
        } catch (ReflectiveOperationException | InaccessibleObjectException | TypeNotPresentException e) {
            return null; // documented: not readable
        }
    }

    /** Whether values of the class are of it exactly, and their parts are known from it. */
    private static boolean tellsAll(Class<?> type) {
        return Modifier.isFinal(type.getModifiers()) && type.getTypeParameters().length == 0;
    }
}
