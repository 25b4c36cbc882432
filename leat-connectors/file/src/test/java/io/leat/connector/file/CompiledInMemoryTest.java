// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connector.SinkWriter;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of a class loader that is not ours, as a tool makes that compiles a source file in memory. */
class CompiledInMemoryTest {
    private static final String SOURCE =
            "class Job { private record Call(String name, int n, java.util.List<Part> parts) {} private record Part(long id) {} }";

    @TempDir
    Path dir;

    @Test
    void whenARecordIsPrivateInAClassCompiledInMemory_thenItIsReadAndWritten() throws Exception {
        Class<?> call = new InMemory(compile()).loadClass("Job$Call");

        Path json = Reading.file(dir, "a.jsonl", "{\"name\":\"x\",\"n\":1,\"parts\":[{\"id\":2}]}");
        Reading<?> reading = Reading.all(JsonLines.of(json, call));

        assertThat(reading.values).hasToString("[Call[name=x, n=1, parts=[Part[id=2]]]]");
        assertThat(written(call, reading.values.get(0)))
                .hasContent("{\"name\":\"x\",\"n\":1,\"parts\":[{\"id\":2}]}\n");
        Path csv = Reading.file(dir, "a.csv", "id", "7");
        Class<?> part = call.getClassLoader().loadClass("Job$Part");
        assertThat(Reading.all(Csv.of(csv, part)).values).hasToString("[Part[id=7]]");
    }

    private <T> Path written(Class<T> type, Object value) throws Exception {
        Path path = dir.resolve("out.jsonl");
        try (SinkWriter<T> writer = JsonLines.to(path, type).open()) {
            writer.write(type.cast(value), 0);
        }
        return path;
    }

    private static Map<String, ByteArrayOutputStream> compile() {
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileManager memory = new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String name, JavaFileObject.Kind kind, javax.tools.FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return classes.computeIfAbsent(name, n -> new ByteArrayOutputStream());
                    }
                };
            }
        };
        JavaFileObject source = new SimpleJavaFileObject(URI.create("memory:///Job.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return SOURCE;
            }
        };
        assertThat(compiler.getTask(null, memory, null, List.of("-proc:none"), null, List.of(source))
                        .call())
                .isTrue();
        return classes;
    }

    private static final class InMemory extends ClassLoader {
        private final Map<String, ByteArrayOutputStream> classes;

        InMemory(Map<String, ByteArrayOutputStream> classes) {
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            ByteArrayOutputStream bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes.toByteArray(), 0, bytes.size());
        }
    }
}
