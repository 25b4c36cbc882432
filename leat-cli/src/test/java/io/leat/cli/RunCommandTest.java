// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    private static final Path FLEET = Path.of("../leat-examples/src/main/java/io/leat/examples/fleet/Fleet.java");

    /** Named unlike its file, in a package, with records beside and inside; counts the words of its parameters. */
    private static final String COUNTER = """
            package some.where;

            import io.leat.*;
            import io.leat.aggregate.Aggregates;
            import io.leat.connector.*;
            import io.leat.connector.memory.*;
            import io.leat.time.Watermarks;
            import io.leat.window.Windows;
            import java.nio.file.*;
            import java.time.*;

            public class Counter implements PipelineFactory {
                public record Word(String text, Instant at) {}

                @Override
                public void define(PipelineBuilder p, Parameters args) {
                    String text = args.text("text");
                    long number = args.number("number", 10);
                    p.from("words", Generator.of(number, i -> new Word(text, Instant.ofEpochSecond(i))).timedBy(Word::at),
                                    Watermarks.monotone())
                            .map(w -> Checked.of(w))
                            .keyBy(Word::text)
                            .window(Windows.tumbling(Duration.ofSeconds(5)))
                            .aggregate("count", Aggregates.row(Count.class, Count::new, Aggregates.key(), Aggregates.count()))
                            .to("out", Sink.of(c -> System.setProperty("leat.test.count", c.toString())));
                }
            }

            record Count(String text, long n) {}

            class Checked {
                static Counter.Word of(Counter.Word word) {
                    if (word.at().getEpochSecond() == 7) {
                        throw new IllegalStateException("seven");
                    }
                    return word;
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void whenASourceFileIsRun_thenItsPipelineRuns() throws IOException {
        Path file = source("any-name.java", COUNTER);
        Path summary = directory.resolve("summary.json");

        Outcome outcome = Outcome.of("run", file.toString(), "--summary", summary.toString(), "--", "text=hello");

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("Counter completed: 10 in", "1 failed", "dead letter  ", "seven");
        assertThat(System.getProperty("leat.test.count")).isEqualTo("Count[text=hello, n=4]");
        assertThat(Files.readString(summary))
                .contains(
                        "\"in\" : 10,",
                        "\"filtered\" : 0,",
                        "\"processed\" : 9,",
                        "\"failed\" : 1,",
                        "\"windows\" : 2,")
                .contains("\"late\" : 0,", "\"partiallyLate\" : 0,", "\"seconds\" : ", "\"eventsPerSecond\" : ")
                .contains("\"job\" : \"Counter\",", "\"status\" : \"COMPLETED\",");
    }

    @Test
    void whenAPageIsAskedFor_thenItsAddressIsPrinted() throws IOException {
        String file = source("any-name.java", COUNTER).toString();

        Outcome outcome = Outcome.of("run", file, "--ui", "--port", "0", "--", "text=hello");

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.err()).containsPattern("leat: page http://127.0.0.1:\\d+\\R");
        assertUsage(Outcome.of("run", file, "--port", "0", "--", "text=hello"), "give --ui as well");
        assertUsage(Outcome.of("run", file, "--ui", "--address", "0.0.0.0", "--", "text=hello"), "--token-file");
    }

    @Test
    void whenEventsAreOutOfOrder_thenItSaysWhichBoundWouldHaveLostHowMany() throws IOException {
        Path calls = Files.writeString(directory.resolve("calls.csv"), """
                instance,eventTime,generatedTokens
                ai-1,1000,10
                ai-1,12000,20
                ai-1,11800,20
                """);
        Path summary = directory.resolve("summary.json");

        Outcome outcome = Outcome.of(
                "run",
                FLEET.toString(),
                "--summary",
                summary.toString(),
                "--",
                "input=" + calls,
                "out=" + directory,
                "bound=60s");

        assertThat(outcome.err())
                .contains("calls: 1 of 3 events out of order; a bound of 200 ms would lose at most 1 %, "
                        + "200 ms 0.1 %, 200 ms 0.01 %, 200 ms none");
        assertThat(Files.readString(summary))
                .contains(
                        "\"step\" : \"calls\",",
                        "\"events\" : 3,",
                        "\"outOfOrder\" : 1,",
                        "\"losingNoneMs\" : 200,",
                        "\"losingOneIn10000Ms\" : 200,",
                        "\"losingOneIn1000Ms\" : 200,",
                        "\"losingOneIn100Ms\" : 200");
    }

    @Test
    void whenTheExampleIsRun_thenItsFilesAreThere() throws IOException {
        Path calls = Files.writeString(directory.resolve("calls.csv"), """
                instance,eventTime,generatedTokens
                ai-1,1000,10
                ai-1,12000,20
                """);

        Outcome outcome = Outcome.of(
                "run", FLEET.toString(), "--parallelism", "2", "--", "input=" + calls, "out=" + directory, "bound=60s");

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(Files.readAllLines(directory.resolve("tumbling_10s.csv"))).hasSize(3);
    }

    @Test
    void whenDescribed_thenTheStepsArePrintedAndNothingRuns() throws IOException {
        Outcome outcome = Outcome.of("run", source("C.java", COUNTER).toString(), "--describe", "--", "text=x");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("words", "count", "out");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void whenTheFileIsMissing_thenItIsNamed() {
        assertUsage(Outcome.of("run", "nowhere/Missing.java"), "there is no readable file nowhere/Missing.java");
        assertUsage(Outcome.of("run"), "give a source file to run");
        assertUsage(Outcome.of("run", "--jar", "no.jar", "--class", "X"), "no.jar");
        assertUsage(Outcome.of("run", "--jar", "no.jar"), "--class");
    }

    @Test
    void whenTheSourceDoesNotCompile_thenTheCompilersWordsAreShown() throws IOException {
        Path file = source("Bad.java", "public class Bad {\n    int x = \"y\";\n}\n");

        Outcome outcome = Outcome.of("run", file.toString());

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("Bad.java:2: error: incompatible types", "^", "1 error");
    }

    @Test
    void whenParametersAreWrong_thenTheyAreNamed() throws IOException {
        String file = source("C.java", COUNTER).toString();

        assertUsage(Outcome.of("run", file), "parameter 'text' is missing");
        assertUsage(Outcome.of("run", file, "--", "text=a", "color=red"), "unknown parameter [color]");
        assertUsage(Outcome.of("run", file, "--", "text"), "'text' is not of the form name=value");
        assertUsage(Outcome.of("run", file, "--", "text=a", "number=x"), "parameter 'number' is 'x'");
        assertUsage(Outcome.of("run", file, "--parallelism", "0", "--", "text=a"), "--parallelism");
    }

    @Test
    void whenTheInputIsMissing_thenItIsNamed() {
        Outcome outcome =
                Outcome.of("run", FLEET.toString(), "--", "input=nowhere.jsonl", "out=" + directory, "bound=60s");

        assertUsage(outcome, "nowhere.jsonl");
    }

    @Test
    void whenTheOutputCannotBeWritten_thenTheJobFailsWithTheCause() throws IOException {
        Path calls =
                Files.writeString(directory.resolve("calls.csv"), "instance,eventTime,generatedTokens\nai-1,1000,10\n");

        Outcome outcome =
                Outcome.of("run", FLEET.toString(), "--", "input=" + calls, "out=" + calls + "/no", "bound=60s");

        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.err()).contains("calls.csv").doesNotContain("\tat ");
    }

    @Test
    void whenTheSummaryCannotBeWritten_thenItIsSaidAtOnce() throws IOException {
        String file = source("C.java", COUNTER).toString();

        assertUsage(Outcome.of("run", file, "--summary", directory + "/no/s.json", "--", "text=a"), "--summary");
        assertUsage(Outcome.of("run", file, "--summary", directory.toString(), "--", "text=a"), "--summary");
    }

    @Test
    void whenThereIsNoPipelineInTheFile_thenTheMessageSaysWhatIsNeeded() throws IOException {
        Path none = source("None.java", "public class None {}");
        Path broken = source("Broken.java", """
                public class Broken implements io.leat.PipelineFactory {
                    public void define(io.leat.PipelineBuilder p, io.leat.Parameters args) {
                        throw new IllegalStateException("no luck");
                    }
                }
                """);

        assertUsage(Outcome.of("run", none.toString()), "io.leat.PipelineFactory");
        assertUsage(Outcome.of("run", broken.toString()), "no luck (Broken.java:3)");
    }

    @Test
    void whenAClassOfAJarIsRun_thenItsPipelineRuns() throws IOException {
        Path file = source("Counter.java", COUNTER);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                directory.toString(),
                                file.toString()))
                .isZero();
        Path jar = directory.resolve("user.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("Counter", "Counter$Word", "Count", "Checked")) {
                out.putNextEntry(new JarEntry("some/where/" + name + ".class"));
                Files.copy(directory.resolve("some/where/" + name + ".class"), out);
            }
        }

        Outcome outcome = Outcome.of("run", "--jar", jar.toString(), "--class", "some.where.Counter", "--", "text=jar");

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(System.getProperty("leat.test.count")).isEqualTo("Count[text=jar, n=4]");
        assertUsage(
                Outcome.of("run", "--jar", jar.toString(), "--class", "some.Where"),
                "class some.Where cannot be loaded");
        assertUsage(Outcome.of("run", "--jar", jar.toString(), "--class", "some.where.Count"), "does not implement");
    }

    private Path source(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static void assertUsage(Outcome outcome, String message) {
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("leat: ").contains(message).doesNotContain("\tat ");
        assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(3);
    }
}
