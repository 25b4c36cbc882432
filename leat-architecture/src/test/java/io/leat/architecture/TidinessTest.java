// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.architecture;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.architecture.SourceFile.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sizes and names: small files, short methods, packages that introduce themselves. */
class TidinessTest {
    private static final int MAX_FILE_LINES = 500;
    private static final int MAX_TEST_FILE_LINES = 800;
    private static final int MAX_METHOD_LINES = 70;
    private static final int MAX_PARAMETERS = 6;
    private static final int MAX_TYPES_PER_PACKAGE = 20;
    private static final int MAX_MEDIAN_FILE_LINES = 100;
    private static final int MAX_MEDIAN_METHOD_LINES = 6;
    private static final Pattern VAGUE_NAME = Pattern.compile(".*(Impl|Util|Utils|Manager|Helper|V2)");

    private static SourceTree tree;

    @BeforeAll
    static void readSources() {
        tree = SourceTree.ofThisBuild();
    }

    @Test
    void whenSourcesAreRead_thenSomeAreFound() {
        assertThat(tree.main()).as("files under src/main").isNotEmpty();
        assertThat(tree.test()).as("files under src/test").isNotEmpty();
    }

    @Test
    void whenFileIsInMain_thenAtMost500Lines() {
        assertNone("files over " + MAX_FILE_LINES + " lines", longerThan(MAX_FILE_LINES, tree.main()));
    }

    @Test
    void whenFileIsInTest_thenAtMost800Lines() {
        assertNone("test files over " + MAX_TEST_FILE_LINES + " lines", longerThan(MAX_TEST_FILE_LINES, tree.test()));
    }

    @Test
    void whenAllFilesAreMeasured_thenMedianAtMost100Lines() {
        List<SourceFile> files =
                tree.main().stream().filter(file -> !file.isDescriptor()).toList();
        int median = median(files.stream().map(SourceFile::lines));
        assertThat(median)
                .as(
                        "median length of %d files; those above it:%n%s",
                        files.size(), lines(longerThan(MAX_MEDIAN_FILE_LINES, files)))
                .isLessThanOrEqualTo(MAX_MEDIAN_FILE_LINES);
    }

    @Test
    void whenMethodIsInMain_thenAtMost70Lines() {
        assertNone(
                "methods over " + MAX_METHOD_LINES + " lines",
                methods()
                        .filter(method -> method.lines() > MAX_METHOD_LINES)
                        .map(method -> method.place() + ": " + method.lines()));
    }

    @Test
    void whenAllMethodsAreMeasured_thenMedianAtMost6Lines() {
        int median = median(methods().map(Method::lines));
        assertThat(median)
                .as(
                        "median length of %d methods; those above 4 times it:%n%s",
                        methods().count(),
                        lines(methods()
                                .filter(method -> method.lines() > 4 * MAX_MEDIAN_METHOD_LINES)
                                .map(method -> method.place() + ": " + method.lines())))
                .isLessThanOrEqualTo(MAX_MEDIAN_METHOD_LINES);
    }

    @Test
    void whenMethodIsDeclared_thenAtMost6Parameters() {
        assertNone(
                "methods with more than " + MAX_PARAMETERS + " parameters",
                tree.main().stream()
                        .flatMap(file -> file.methods().stream())
                        .filter(method -> !method.isRecordConstructor() && method.parameters() > MAX_PARAMETERS)
                        .map(method -> method.place() + ": " + method.parameters()));
    }

    @Test
    void whenPackageHoldsTypes_thenAtMost20() {
        Map<Path, Integer> types = new TreeMap<>(tree.main().stream()
                .filter(file -> !file.isDescriptor())
                .collect(groupingBy(SourceFile::packageDirectory, summingInt(SourceFile::topLevelTypes))));
        assertNone(
                "packages of more than " + MAX_TYPES_PER_PACKAGE + " types",
                types.entrySet().stream()
                        .filter(entry -> entry.getValue() > MAX_TYPES_PER_PACKAGE)
                        .map(entry -> entry.getKey() + ": " + entry.getValue()));
    }

    @Test
    void whenPackageExists_thenItHasNullMarkedPackageInfo() {
        List<Path> introduced = tree.main().stream()
                .filter(SourceFile::isNullMarked)
                .map(SourceFile::packageDirectory)
                .toList();
        assertNone(
                "packages without a package-info.java that is annotated @NullMarked",
                tree.main().stream()
                        .filter(file -> !file.packageName().isEmpty())
                        .map(SourceFile::packageDirectory)
                        .distinct()
                        .filter(directory -> !introduced.contains(directory))
                        .map(Path::toString));
    }

    @Test
    void whenTypeIsNamed_thenItSaysWhatItIs() {
        assertNone(
                "types named " + VAGUE_NAME,
                tree.main().stream()
                        .flatMap(file -> file.types().stream()
                                .filter(type -> VAGUE_NAME.matcher(type).matches())
                                .map(type -> file.path() + ": " + type)));
    }

    /** The methods under {@code src/main} that have a body. */
    private static Stream<Method> methods() {
        return tree.main().stream().flatMap(file -> file.methods().stream()).filter(Method::hasBody);
    }

    private static Stream<String> longerThan(int lines, List<SourceFile> files) {
        return files.stream().filter(file -> file.lines() > lines).map(file -> file.path() + ": " + file.lines());
    }

    /** The lower median; 0 where there is nothing to measure. */
    private static int median(Stream<Integer> sizes) {
        List<Integer> sorted = sizes.sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) / 2);
    }

    private static void assertNone(String what, Stream<String> offenders) {
        String found = lines(offenders);
        assertThat(found).as(what).isEmpty();
    }

    private static String lines(Stream<String> offenders) {
        return String.join("\n", offenders.sorted().toList());
    }
}
