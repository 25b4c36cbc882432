// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The Java sources of all modules, as the compiler's parser sees them; what is built or hidden is left out. */
final class SourceTree {
    /** The overloads of {@code row} for 2 to 16 parts: the wish itself is wider than the bounds of what a person writes. */
    private static final Set<String> WIDE = Set.of("Rows.java", "LongRows.java", "RowFunction.java");

    private final Path root;
    private final List<SourceFile> main;
    private final List<SourceFile> test;

    private SourceTree(Path root) throws IOException {
        this.root = root;
        List<Path> files = javaFiles(root);
        this.main = parse(files.stream().filter(file -> isUnder("main", file)).toList());
        this.test = parse(files.stream().filter(file -> isUnder("test", file)).toList());
    }

    /** The tree that the current directory is in. */
    static SourceTree ofThisBuild() {
        try {
            return new SourceTree(findRoot());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything under {@code src/main}. */
    List<SourceFile> main() {
        return main;
    }

    /** Everything under {@code src/test}. */
    List<SourceFile> test() {
        return test;
    }

    private static Path findRoot() {
        Path directory = Path.of("").toAbsolutePath();
        for (Path at = directory; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("leat-architecture").resolve("pom.xml"))) {
                return at;
            }
        }
        throw new IllegalStateException("No directory above " + directory + " holds leat-architecture/pom.xml: run the"
                + " tests from within the source tree.");
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = String.valueOf(directory.getFileName());
                boolean isBuilt = name.equals("target") && Files.exists(directory.resolveSibling("pom.xml"));
                boolean isHidden = name.startsWith(".") && !directory.equals(root);
                return isBuilt || isHidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java") && !WIDE.contains(String.valueOf(file.getFileName()))) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    private boolean isUnder(String sourceSet, Path file) {
        String path = "/" + root.relativize(file).toString().replace('\\', '/');
        return path.contains("/src/" + sourceSet + "/");
    }

    private List<SourceFile> parse(List<Path> files) throws IOException {
        if (files.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler =
                Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "no compiler: run the tests on a JDK");
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(diagnostic -> {}, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    manager,
                    diagnostic -> {},
                    List.of("-proc:none"),
                    null,
                    manager.getJavaFileObjectsFromPaths(files));
            Trees trees = Trees.instance(task);
            List<SourceFile> parsed = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                parsed.add(SourceFile.of(root, unit, trees.getSourcePositions()));
            }
            return List.copyOf(parsed);
        }
    }
}
