// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Classes of package {@code acme} that are compiled in memory: a version of them, which another object may have another of, under the
 * same names.
 */
public final class Compiled extends ClassLoader {
    private final Map<String, byte[]> classes = new HashMap<>();

    private Compiled() {
        super(Compiled.class.getClassLoader());
    }

    /** Compiles declarations of types, each of which is nested in a class {@code acme.Model}. */
    public static Compiled of(String... declarations) {
        return compiled("public interface Model {" + String.join("\n", declarations) + "}");
    }

    /** Compiles declarations of types that are not nested. */
    public static Compiled ofTopLevel(String... declarations) {
        return compiled(String.join("\n", declarations));
    }

    private static Compiled compiled(String declarations) {
        String source = "package acme; import java.util.*; import java.time.*; " + declarations;
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Compiled version = new Compiled();
        StringWriter messages = new StringWriter();
        JavaFileManager files = version.new Outputs(compiler.getStandardFileManager(null, null, null));
        boolean done = compiler.getTask(messages, files, null, List.of("-proc:none"), null, List.of(new Source(source)))
                .call();
        assertThat(done).as(messages.toString()).isTrue();
        return version;
    }

    /** Returns a class by its simple name. */
    public Class<?> type(String name) {
        try {
            return loadClass("acme.Model$" + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns a record of a class by its simple name. */
    public Object make(String name, Object... components) {
        try {
            Constructor<?> constructor = type(name).getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return constructor.newInstance(components);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a record of this version", e);
        }
    }

    /** Returns a constant of an enum. */
    public Object constant(String name, String constant) {
        return Stream.of(type(name).getEnumConstants())
                .filter(each -> each.toString().equals(constant))
                .findFirst()
                .orElseThrow();
    }

    /** Returns a component of a record of any version. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // the test says what it is
    public static <T> T get(Object value, String component) {
        try {
            Method accessor = value.getClass().getMethod(component);
            accessor.setAccessible(true);
            @SuppressWarnings("unchecked")
            T found = (T) accessor.invoke(value);
            return found;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a record of this version", e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] code = classes.get(name);
        if (code == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, code, 0, code.length);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///acme/Model.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private final class Outputs extends ForwardingJavaFileManager<JavaFileManager> {
        Outputs(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(
                    URI.create("mem:///" + className.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.put(className, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
