// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.graph;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in the user's program a step is defined.
 *
 * @param type the full name of the class
 * @param method what is called there; of a step that is defined in a lambda, the method around that
 * @param file the source file; null if it was compiled without its name
 * @param line the line in that file; negative if it was compiled without lines
 */
public record Place(String type, String method, @Nullable String file, int line) {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    /** The method that javac makes of a lambda. */
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");

    /**
     * Returns the place from which an API was called, or null if there is none. It costs some microseconds.
     *
     * @param api the classes of the API. Their packages would not do: a user's class may be in the same one, and in the same jar
     */
    public static @Nullable Place outside(Set<Class<?>> api) {
        return WALKER.walk(frames -> frames.filter(frame -> isUsers(frame.getDeclaringClass(), api))
                .findFirst()
                .map(Place::of)
                .orElse(null));
    }

    /** What is Java's own lies between where the user has it call the API: {@code streams.reduce(EventStream::union)}. */
    private static boolean isUsers(Class<?> type, Set<Class<?>> api) {
        ClassLoader loader = type.getClassLoader();
        return type != Place.class
                && !api.contains(type)
                && loader != null
                && loader != ClassLoader.getPlatformClassLoader();
    }

    private static Place of(StackWalker.StackFrame frame) {
        Matcher lambda = LAMBDA.matcher(frame.getMethodName());
        return new Place(
                frame.getClassName(),
                lambda.matches() ? lambda.group(1) : frame.getMethodName(),
                frame.getFileName(),
                frame.getLineNumber());
    }

    /** Returns the place as a stack trace has it: {@code fleet.Fleet.define(Fleet.java:42)}. */
    @Override
    public String toString() {
        return new StackTraceElement(type, method, file, line).toString();
    }
}
