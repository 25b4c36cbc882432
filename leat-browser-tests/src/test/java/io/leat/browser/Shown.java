// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leat.Job;
import io.leat.Leat;
import io.leat.Parameters;
import io.leat.Pipeline;
import io.leat.examples.instances.SixInstances;
import io.leat.examples.instances.View;
import io.leat.server.Dashboard;
import io.leat.server.LeatServer;
import io.leat.server.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A job that is shown on a page, and what the page is made of: the answers of the interface. */
final class Shown implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Leat leat = Leat.inMemory();
    final LeatServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private Shown(Consumer<? super ServerOptions> choose) throws IOException {
        this.server = LeatServer.start(leat, choose);
    }

    /** Starts a server without a job. */
    static Shown nothing(Consumer<? super ServerOptions> choose) throws IOException {
        return new Shown(choose);
    }

    /**
     * Shows the pipeline of the demo, when it is through 30 seconds: nothing changes any more, and before that hardly anything is late. It has
     * come at the speed of the clock, so that nothing of it was left out of the samples.
     */
    static Shown finishedDemo() throws IOException, InterruptedException {
        Shown shown = new Shown(options -> {});
        shown.demo("history=0s", "live=30s", "rate=60").awaitCompletion();
        return shown;
    }

    /** Shows the pipeline of the demo, as it runs: from some minutes ago on, without an end. */
    static Shown runningDemo(int historySeconds, int rate) throws IOException {
        Shown shown = new Shown(options -> {});
        Instant start = Instant.now().minusSeconds(historySeconds).truncatedTo(ChronoUnit.MILLIS);
        shown.demo("history=" + historySeconds + "s", "start=" + start, "rate=" + rate);
        return shown;
    }

    Job demo(String... parameters) {
        return start("demo", parameters);
    }

    /** Starts the pipeline of the demo as a job of this name. */
    Job start(String name, String... parameters) {
        SixInstances pipeline =
                new SixInstances(View.NONE, Map.of("tokens-chart", Dashboard.chart("tokens by instance")));
        return leat.start(Pipeline.of(name, pipeline, Parameters.parse(List.of(parameters))));
    }

    URI page() {
        return server.uri();
    }

    /** Returns what the interface answers to a question about the demo. */
    JsonNode api(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/api/jobs/demo" + path))
                .build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    /** Returns what is known of a step. */
    JsonNode step(String name) throws IOException, InterruptedException {
        for (JsonNode step : api("/metrics").get("steps")) {
            if (step.get("name").asText().equals(name)) {
                return step;
            }
        }
        throw new AssertionError("no step " + name);
    }

    /** Closes what a class of tests has shared, as far as it came. */
    static void close(@Nullable Browser browser, @Nullable Shown shown) {
        if (browser != null) {
            browser.close();
        }
        if (shown != null) {
            shown.close();
        }
    }

    @Override
    public void close() {
        server.close();
        leat.close();
    }
}
