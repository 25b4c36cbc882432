// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A loader of classes that were compiled in memory. They hide classes of the same names elsewhere. */
final class CompiledClasses extends ClassLoader {
    private final Map<String, byte[]> classes;

    CompiledClasses(Map<String, byte[]> classes, ClassLoader parent) {
        super(parent);
        this.classes = new LinkedHashMap<>(classes);
    }

    /** Returns the binary names of the classes, in the order in which they were compiled. */
    Set<String> names() {
        return classes.keySet();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!classes.containsKey(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
