// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.ForwardingJavaFileObject;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles one source file against the class path of this process, in memory. */
final class SourceCompiler {
    private SourceCompiler() {}

    /**
     * Compiles.
     *
     * @throws CompilationException if the file has errors
     * @throws UserCodeException if this Java has no compiler
     */
    static CompiledClasses compile(Path source) throws CompilationException, UserCodeException, IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new UserCodeException("this Java has no compiler, it is a JRE: " + System.getProperty("java.home")
                    + "; set JAVA_HOME to a JDK, or run a compiled class with --jar and --class");
        }
        List<String> options = List.of(
                "-parameters", "-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path", "."));
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                ClassKeeper keeper = new ClassKeeper(files)) {
            List<JavaFileObject> units = List.of(
                    new AnyName(files.getJavaFileObjects(source).iterator().next()));
            if (!compiler.getTask(output, keeper, null, options, null, units).call()) {
                throw new CompilationException(output.toString());
            }
            return new CompiledClasses(keeper.bytes(), SourceCompiler.class.getClassLoader());
        }
    }

    /** A source file whose public class may have another name than the file. */
    private static final class AnyName extends ForwardingJavaFileObject<JavaFileObject> {
        AnyName(JavaFileObject file) {
            super(file);
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return true;
        }
    }

    /** Keeps what the compiler writes. */
    private static final class ClassKeeper extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();

        ClassKeeper(JavaFileManager files) {
            super(files);
        }

        Map<String, byte[]> bytes() {
            Map<String, byte[]> bytes = new LinkedHashMap<>();
            written.forEach((name, stream) -> bytes.put(name, stream.toByteArray()));
            return bytes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream stream = new ByteArrayOutputStream();
                    written.put(className, stream);
                    return stream;
                }
            };
        }
    }
}
