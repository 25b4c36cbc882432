// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.source;

import io.leat.PipelineFactory;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the {@link PipelineFactory} in what a user gives, and makes one. */
public final class Factories {
    private Factories() {}

    /**
     * Compiles a source file and makes its factory.
     *
     * @param className simple or full name of the class; null if there is one only
     * @throws CompilationException if the file does not compile
     * @throws UserCodeException if there is no factory in it, or more than one and no name, or it cannot be made
     */
    public static PipelineFactory fromSource(Path file, @Nullable String className)
            throws CompilationException, UserCodeException, IOException {
        CompiledClasses classes = SourceCompiler.compile(file);
        List<Class<?>> found = new ArrayList<>();
        for (String name : classes.names()) {
            Class<?> type = load(name, classes);
            if (isFactory(type) && (className == null || isNamed(type, className))) {
                found.add(type);
            }
        }
        return make(theOne(found, file, className));
    }

    /**
     * Makes a factory of a jar, whose classes see those of this process.
     *
     * @param className its full name
     * @throws UserCodeException if the class is not there, is no factory, or cannot be made
     */
    public static PipelineFactory fromJar(Path jar, String className) throws UserCodeException, IOException {
        // Never closed: the job loads classes until the process ends.
        URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, Factories.class.getClassLoader());
        Class<?> type = load(className, loader);
        if (!isFactory(type)) {
            throw new UserCodeException(
                    className + " in " + jar + " does not implement " + PipelineFactory.class.getName());
        }
        return make(type);
    }

    private static Class<?> load(String name, ClassLoader loader) throws UserCodeException {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new UserCodeException("class " + name + " cannot be loaded: " + e, e);
        }
    }

    private static boolean isFactory(Class<?> type) {
        return PipelineFactory.class.isAssignableFrom(type)
                && !type.isInterface()
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && !Modifier.isAbstract(type.getModifiers());
    }

    private static boolean isNamed(Class<?> type, String name) {
        return type.getName().equals(name) || type.getSimpleName().equals(name);
    }

    private static Class<?> theOne(List<Class<?>> found, Path file, @Nullable String className)
            throws UserCodeException {
        List<Class<?>> topLevel =
                found.stream().filter(type -> !type.isMemberClass()).toList();
        List<Class<?>> best = topLevel.isEmpty() ? found : topLevel;
        if (best.size() > 1) {
            best = best.stream()
                    .filter(type -> Modifier.isPublic(type.getModifiers()))
                    .toList();
        }
        if (best.size() == 1) {
            return best.get(0);
        }
        String wanted = className == null ? "a class" : "a class " + className;
        throw new UserCodeException(
                found.isEmpty()
                        ? "there is no pipeline in " + file + ": it needs " + wanted + " that implements "
                                + PipelineFactory.class.getName()
                        : "there are several pipelines in " + file + ": choose one with --class of "
                                + found.stream().map(Class::getName).toList());
    }

    private static PipelineFactory make(Class<?> type) throws UserCodeException {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (PipelineFactory) constructor.newInstance();
        } catch (NoSuchMethodException e) {
            throw new UserCodeException(type.getName() + " has no constructor without parameters: add one", e);
        } catch (InvocationTargetException e) {
            throw new UserCodeException(type.getName() + " could not be made: " + e.getCause(), e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new UserCodeException(type.getName() + " could not be made: " + e, e);
        }
    }
}
