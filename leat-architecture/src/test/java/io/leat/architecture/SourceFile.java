// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.architecture;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source file says about itself.
 *
 * @param path relative to the root of the tree
 * @param packageName empty for a module's descriptor
 * @param lines of the whole file, comments included
 * @param isNullMarked whether its package declaration bears {@code @NullMarked}
 * @param types simple names, nested ones too
 * @param topLevelTypes how many of them are not nested
 * @param methods with and without a body, constructors too
 */
record SourceFile(
        Path path,
        String packageName,
        int lines,
        boolean isNullMarked,
        List<String> types,
        int topLevelTypes,
        List<Method> methods) {

    /**
     * A method or constructor as it is written.
     *
     * @param lines from its first annotation or modifier to its closing brace, without its Javadoc
     * @param isRecordConstructor whether its parameters are given by the components of a record
     */
    record Method(
            Path path, int line, String name, int lines, int parameters, boolean hasBody, boolean isRecordConstructor) {

        /** Where it is, in the way that a terminal or an editor can jump to. */
        String place() {
            return path + ":" + line + " " + name;
        }
    }

    static SourceFile of(Path root, CompilationUnitTree unit, SourcePositions positions) throws IOException {
        Path file = Path.of(unit.getSourceFile().toUri());
        Path path = root.relativize(file);
        var reader = new Reader(path, unit, positions);
        reader.scan(unit, null);
        return new SourceFile(
                path,
                unit.getPackageName() == null ? "" : unit.getPackageName().toString(),
                Files.readAllLines(file).size(),
                unit.getPackageAnnotations().stream().anyMatch(SourceFile::isNullMarked),
                List.copyOf(reader.types),
                reader.topLevelTypes,
                List.copyOf(reader.methods));
    }

    /** Whether it is a {@code package-info} or {@code module-info}, which hold no types. */
    boolean isDescriptor() {
        return fileName().equals("package-info.java") || fileName().equals("module-info.java");
    }

    /** The last part of its path. */
    String fileName() {
        return String.valueOf(path.getFileName());
    }

    /** The directory of its package: packages of the same name in two modules are two. */
    Path packageDirectory() {
        Path parent = path.getParent();
        return parent == null ? Path.of("") : parent;
    }

    private static boolean isNullMarked(AnnotationTree annotation) {
        String type = annotation.getAnnotationType().toString();
        return type.equals("NullMarked") || type.equals("org.jspecify.annotations.NullMarked");
    }

    /** Collects types and methods on a walk through one file. */
    private static final class Reader extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final Path path;
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final Deque<ClassTree> enclosing = new ArrayDeque<>();
        private final List<String> types = new ArrayList<>();
        private final List<Method> methods = new ArrayList<>();
        private int topLevelTypes;

        Reader(Path path, CompilationUnitTree unit, SourcePositions positions) {
            this.path = path;
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void ignored) {
            if (!type.getSimpleName().isEmpty()) {
                types.add(type.getSimpleName().toString());
                topLevelTypes += enclosing.isEmpty() ? 1 : 0;
            }
            enclosing.push(type);
            super.visitClass(type, null);
            enclosing.pop();
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void ignored) {
            methods.add(describe(method, enclosing.element()));
            return super.visitMethod(method, null);
        }

        private Method describe(MethodTree method, ClassTree type) {
            LineMap map = unit.getLineMap();
            long first = map.getLineNumber(positions.getStartPosition(unit, method));
            long last = map.getLineNumber(positions.getEndPosition(unit, method));
            boolean isConstructor = method.getReturnType() == null;
            return new Method(
                    path,
                    Math.toIntExact(first),
                    isConstructor
                            ? type.getSimpleName() + "(…)"
                            : type.getSimpleName() + "." + method.getName() + "(…)",
                    Math.toIntExact(last - first + 1),
                    method.getParameters().size(),
                    method.getBody() != null,
                    isConstructor && type.getKind() == Tree.Kind.RECORD);
        }
    }
}
