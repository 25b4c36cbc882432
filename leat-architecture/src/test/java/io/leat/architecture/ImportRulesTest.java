// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Who may import whom in {@code leat-core} and in the test kit. The lists below are the import table: a class uses its own package and
 * those that come later in its list, and what is public never uses the engine, except in the one class {@code Leat}.
 */
class ImportRulesTest {
    /** Exported packages, from the front door down. */
    private static final List<String> PUBLIC = List.of(
            "io.leat",
            "io.leat.processor",
            "io.leat.value",
            "io.leat.graph",
            "io.leat.observe",
            "io.leat.history",
            "io.leat.connector.console",
            "io.leat.connector.inbox",
            "io.leat.connector.memory",
            "io.leat.connector",
            "io.leat.join",
            "io.leat.pattern",
            "io.leat.window",
            "io.leat.aggregate",
            "io.leat.state",
            "io.leat.metric",
            "io.leat.inspect",
            "io.leat.failure",
            "io.leat.codec",
            "io.leat.time",
            "io.leat.function");

    /** Private packages with all below them, from the threads down to the collections. */
    private static final List<String> ENGINE = List.of(
            "io.leat.engine.run..",
            "io.leat.engine.observe..",
            "io.leat.engine.replica..",
            "io.leat.engine.plan..",
            "io.leat.engine.checkpoint..",
            "io.leat.engine.store..",
            "io.leat.engine.directory..",
            "io.leat.engine.letter..",
            "io.leat.engine.log..",
            "io.leat.engine.measure..",
            "io.leat.engine.time..",
            "io.leat.engine.operator..",
            "io.leat.engine.failure..",
            "io.leat.engine.port..",
            "io.leat.engine.schema..",
            "io.leat.engine.collection..",
            "io.leat.engine.disk..");

    /** The test kit, from the way in down to the reference. */
    private static final List<String> TESTKIT = List.of(
            "io.leat.testkit",
            "io.leat.testkit.connector",
            "io.leat.testkit.simulate",
            "io.leat.testkit.simulate.store",
            "io.leat.testkit.machine",
            "io.leat.testkit.conform",
            "io.leat.testkit.written",
            "io.leat.testkit.trial",
            "io.leat.testkit.host",
            "io.leat.testkit.reference");

    /** The HTTP server, from the front door down to how a text is written. */
    private static final List<String> SERVER = List.of(
            "io.leat.server",
            "io.leat.server.stream",
            "io.leat.server.ingest",
            "io.leat.server.api",
            "io.leat.server.view",
            "io.leat.server.monitor",
            "io.leat.server.metric",
            "io.leat.server.watch",
            "io.leat.server.page",
            "io.leat.server.chart",
            "io.leat.server.dispatch",
            "io.leat.server.gate",
            "io.leat.server.route",
            "io.leat.server.text");

    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages("io.leat");
    }

    @TestFactory
    Stream<DynamicTest> whenPackageIsPublic_thenItImportsOnlyDownwards() {
        return importsOnlyLater(PUBLIC);
    }

    @TestFactory
    Stream<DynamicTest> whenPackageIsInTheEngine_thenItImportsOnlyToItsRight() {
        return importsOnlyLater(ENGINE);
    }

    @TestFactory
    Stream<DynamicTest> whenPackageIsInTheTestKit_thenItImportsOnlyDownwards() {
        return importsOnlyLater(TESTKIT);
    }

    @TestFactory
    Stream<DynamicTest> whenPackageIsInTheServer_thenItImportsOnlyDownwards() {
        return importsOnlyLater(SERVER);
    }

    @Test
    void whenClassIsPublic_thenOnlyLeatUsesTheEngine() {
        noClasses()
                .that(resideInAnyPackage(PUBLIC.toArray(String[]::new)).and(DescribedPredicate.not(frontDoor())))
                .should()
                .dependOnClassesThat(resideInAPackage("io.leat.engine.."))
                .because("the API never calls the engine; io.leat.Leat alone connects the two")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void whenModuleIsOutsideCore_thenItDoesNotUseTheEngine() {
        noClasses()
                .that(resideInAnyPackage(
                        "io.leat.connector.*..",
                        "io.leat.format..",
                        "io.leat.server..",
                        "io.leat.servers..",
                        "io.leat.server..",
                        "io.leat.sketch..",
                        "io.leat.examples..",
                        "io.leat.cli.."))
                .should()
                .dependOnClassesThat(resideInAPackage("io.leat.engine.."))
                .because("the engine is private to leat-core")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void whenModuleIsTheFlinkHost_thenOfTheEngineItUsesThePortsAndWhatMakesOperators() {
        noClasses()
                .that(resideInAPackage("io.leat.flink.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.leat.engine.run..",
                        "io.leat.engine.observe..",
                        "io.leat.engine.replica..",
                        "io.leat.engine.checkpoint..",
                        "io.leat.engine.store..",
                        "io.leat.engine.directory..",
                        "io.leat.engine.letter..",
                        "io.leat.engine.log..",
                        "io.leat.engine.disk..",
                        "io.leat.engine.measure..",
                        "io.leat.engine.time..",
                        "io.leat.engine.failure..",
                        "io.leat.engine.schema..",
                        "io.leat.engine.collection.."))
                .because("a host brings its own threads, state, timers and snapshots")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void whenPackageIsInTheTestKit_thenItUsesNoMoreOfTheEngineThanItsHosts() {
        noClasses()
                .that(resideInAPackage("io.leat.testkit.."))
                .should()
                .dependOnClassesThat(resideInAPackage("io.leat.engine..")
                        .and(DescribedPredicate.not(resideInAnyPackage(
                                "io.leat.engine.run",
                                "io.leat.engine.checkpoint",
                                "io.leat.engine.directory..",
                                "io.leat.engine.log..",
                                "io.leat.engine.disk"))))
                .because(
                        "to stop a pipeline between two events and restore it, the kit runs the hosts step by step, which no"
                                + " API offers; that is all it may know")
                .check(classes);
    }

    @Test
    void whenPackageJudgesOrDescribesCases_thenItDoesNotUseTheEngine() {
        noClasses()
                .that(resideInAnyPackage(
                        "io.leat.testkit.conform",
                        "io.leat.testkit.written",
                        "io.leat.testkit.trial",
                        "io.leat.testkit.reference"))
                .should()
                .dependOnClassesThat(resideInAPackage("io.leat.engine.."))
                .because("a case must be the same on a host that is no part of the engine")
                .check(classes);
    }

    @Test
    void whenPackageIsInCore_thenItHasItsPlaceInTheTable() {
        List<String> engineRoots =
                ENGINE.stream().map(name -> name.replace("..", "")).toList();
        List<String> unknown = SourceTree.ofThisBuild().main().stream()
                .filter(file -> file.path().startsWith("leat-core"))
                .map(SourceFile::packageName)
                .filter(name -> !name.isEmpty() && !PUBLIC.contains(name))
                .filter(name -> engineRoots.stream().noneMatch(root -> (name + ".").startsWith(root + ".")))
                .distinct()
                .toList();
        assertThat(unknown)
                .as("packages of leat-core that this test's import table does not place")
                .isEmpty();
    }

    /** A test for each package: it does not depend on those that come before it. */
    private static Stream<DynamicTest> importsOnlyLater(List<String> packages) {
        return IntStream.range(1, packages.size())
                .mapToObj(i -> DynamicTest.dynamicTest(
                        packages.get(i),
                        () -> noClasses()
                                .that(resideInAPackage(packages.get(i)))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(
                                        packages.subList(0, i).toArray(String[]::new)))
                                .because("imports go only in the order " + String.join(" → ", packages))
                                .allowEmptyShould(true)
                                .check(classes)));
    }

    private static DescribedPredicate<JavaClass> frontDoor() {
        return describe(
                "io.leat.Leat",
                type -> type.getName().equals("io.leat.Leat") || type.getName().startsWith("io.leat.Leat$"));
    }
}
