// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code leat serve}. */
class ServeCommandTest {
    @TempDir
    private Path directory;

    private Path pipelines;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        pipelines = Files.createDirectory(directory.resolve("pipelines"));
        out = directory.resolve("out.txt");
        Files.writeString(pipelines.resolve("Numbers.java"), Numbers.SOURCE);
        Files.writeString(pipelines.resolve("Numbers.args"), "count=100000\nrate=500\nout=" + out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void whenAskedToEnd_thenAllAreSuspendedAndGoOnLater(String signal) throws Exception {
        Files.writeString(pipelines.resolve("More.java"), Numbers.SOURCE);
        Files.writeString(pipelines.resolve("More.args"), "out=" + directory.resolve("more.txt"));
        try (RunningCommand running = start()) {
            awaitEpochs(running);
            running.await(() -> running.printed().contains("More  completed, after 0 records"));
            running.signal(signal);
            assertThat(running.status()).isZero();
            assertThat(running.printed())
                    .contains("2 pipelines of " + pipelines + ", kept in ", "page http://127.0.0.1:")
                    .contains("Numbers  begins", "Numbers  suspended, after ");
        }
        Files.writeString(pipelines.resolve("Numbers.args"), "count=1\nout=" + out);
        try (RunningCommand running = start("--log", "json")) {
            running.await(() -> running.printed().contains("\"event\":\"completed\",\"pipeline\":\"Numbers\""));
            assertThat(running.printed())
                    .contains("goes on from epoch ", "has completed before: there is nothing to do");
            assertThat(running.printed().lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        }
    }

    @Test
    void whenAPipelineFails_thenItIsStartedAgainAfterGrowingPauses() throws Exception {
        String failing = Numbers.SOURCE.replace("Files.writeString(out, ", "Files.writeString(out.resolve(\"x\"), ");
        Files.writeString(pipelines.resolve("Numbers.java"), failing);
        Files.writeString(pipelines.resolve("Numbers.args"), "count=10\nout=" + Files.createFile(out));
        try (RunningCommand running = start()) {
            running.await(() -> running.printed().contains("is started again in 2.0 s"));
            assertThat(running.printed())
                    .contains("Numbers  SEVERE: failed: ", "Numbers  is started again in 1.0 s")
                    .doesNotContain("\tat ");
            running.signal("TERM");
            assertThat(running.status()).isZero();
        }
    }

    @Test
    void whenAFailingPipelineIsSuspendedByRequest_thenItIsLetBe() throws Exception {
        String failing = Numbers.SOURCE.replace("Files.writeString(out, ", "Files.writeString(out.resolve(\"x\"), ");
        Files.writeString(pipelines.resolve("Numbers.java"), failing);
        Files.writeString(pipelines.resolve("Numbers.args"), "count=10\nout=" + Files.createFile(out));
        try (RunningCommand running = start("--log", "json")) {
            running.await(() -> running.printed().contains("is started again in 4.0 s"));
            running.await(() -> ask(running, "POST", "/api/jobs/Numbers/suspend") == 200);
            running.await(() -> running.printed().contains("\"event\":\"left\",\"pipeline\":\"Numbers\""));
            assertThat(ask(running, "POST", "/api/jobs/Numbers/suspend"))
                    .as("nothing is left to be ended")
                    .isEqualTo(409);
            assertThat(running.printed())
                    .contains("\"exception\":\"step 'out' failed: java.nio.file.", "Exception: ", "\\n\\tat ");
        }
    }

    @Test
    void whenPipelineIsSuspendedAndStartedByRequest_thenItGoesOn() throws Exception {
        try (RunningCommand running = start()) {
            awaitEpochs(running);
            assertThat(ask(running, "GET", "/health/live")).isEqualTo(200);
            assertThat(ask(running, "GET", "/health/ready")).isEqualTo(200);
            assertThat(ask(running, "POST", "/api/jobs/Numbers/start"))
                    .as("while it runs")
                    .isEqualTo(409);
            assertThat(ask(running, "POST", "/api/jobs/Numbers/suspend")).isEqualTo(200);
            running.await(() -> running.printed().contains("Numbers  suspended, after "));
            assertThat(ask(running, "POST", "/api/jobs/Numbers/start")).isEqualTo(200);
            running.await(() -> running.printed().contains("Numbers  goes on from epoch "));
        }
    }

    private static int ask(RunningCommand running, String method, String path) throws Exception {
        Matcher page = Pattern.compile("page (http://127.0.0.1:\\d+)").matcher(running.printed());
        assertThat(page.find()).as(running.printed()).isTrue();
        HttpRequest request = HttpRequest.newBuilder(URI.create(page.group(1) + path))
                .method(method, BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void whenSomethingMakesNoSense_thenItIsNamed() throws IOException {
        String dir = pipelines.toString();
        Path file = Files.createFile(directory.resolve("file"));
        assertUsage("leat: there is no directory " + file, "serve", file.toString());
        assertUsage("leat: --data: ", "serve", dir, "--port", "0", "--data", file.toString());
        assertUsage("leat: --address: 0.0.0.0 can be reached", "serve", dir, "--port", "0", "--address", "0.0.0.0");
        assertUsage("leat: --port: port 70000", "serve", dir, "--port", "70000");
        assertUsage("leat: --parallelism: ", "serve", dir, "--port", "0", "--parallelism", "0");
        assertUsage("leat: Invalid value for option '--log'", "serve", dir, "--log", "xml");
        Files.writeString(pipelines.resolve("Numbers.args"), "count=x");
        assertUsage("leat: " + pipelines.resolve("Numbers.java") + ": ", "serve", dir);
        Files.writeString(pipelines.resolve("Numbers.java"), "class");
        assertThat(Outcome.of("serve", dir).err()).contains("Numbers.java:1: error");
    }

    private static void assertUsage(String message, String... command) {
        Outcome outcome = Outcome.of(command);
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).startsWith(message).doesNotContain("\tat ", "Exception");
    }

    private RunningCommand start(String... more) throws IOException {
        String[] words = new String[4 + more.length];
        System.arraycopy(new String[] {"serve", pipelines.toString(), "--port", "0"}, 0, words, 0, 4);
        System.arraycopy(more, 0, words, 4, more.length);
        return RunningCommand.start(directory, words);
    }

    /** Until some epochs are sealed. */
    private void awaitEpochs(RunningCommand running) throws IOException {
        Path manifest = directory.resolve("pipelines.leat/Numbers/MANIFEST");
        running.await(() -> Files.exists(manifest) && Files.size(manifest) > 200);
    }
}
