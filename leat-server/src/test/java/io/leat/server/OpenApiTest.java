// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.aggregate.Aggregates;
import io.leat.connector.Sink;
import io.leat.connector.memory.Push;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whether the description of the routes is right: it has all of them, and they answer as it says. */
@Timeout(60)
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    record Call(String instance, Instant eventTime, int tokens) {}

    private final Push<Call> calls = Push.of(Call.class).timedBy(Call::eventTime);
    private final Set<String> asked = new TreeSet<>();
    private Leat leat;
    private LeatServer server;
    private Client client;
    private JsonNode document;

    @BeforeEach
    void start() throws Exception {
        leat = Leat.inMemory();
        server = LeatServer.start(leat);
        client = new Client(server);
        document = JSON.readTree(client.get("/openapi.json").body());
    }

    @AfterEach
    void stop() {
        server.close();
        leat.close();
    }

    @Test
    void whenServerShowsAnEngine_thenItsRoutesAreThoseOfTheDocument() {
        assertThat(operations())
                .containsExactlyInAnyOrderElementsOf(server.routes().stream()
                        .filter(route -> route.matches("[A-Z]+ /(api/.*|health/.*|metrics|openapi.json)"))
                        .toList());
    }

    private List<String> operations() {
        List<String> operations = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    @Test
    void whenDocumentIsRead_thenItIsOpenApi() {
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(document.toString());
        assertThat(result.getMessages()).isEmpty();
        assertThat(result.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
        assertThat(result.getOpenAPI().getPaths()).hasSize(document.get("paths").size());
    }

    @Test
    void whenSchemaIsNamed_thenItIsThereAndUsed() {
        Set<String> used = new TreeSet<>();
        document.findValuesAsText("$ref").forEach(used::add);
        assertThat(used)
                .allSatisfy(ref -> assertThat(document.at(ref.substring(1)).isMissingNode())
                        .as(ref)
                        .isFalse());
        for (String kind : List.of("schemas", "parameters", "responses")) {
            document.get("components")
                    .get(kind)
                    .fieldNames()
                    .forEachRemaining(name -> assertThat(used).contains("#/components/" + kind + "/" + name));
        }
    }

    @Test
    void whenRoutesAnswer_thenTheyAnswerAsTheDocumentSays() throws Exception {
        server.offer(
                "another", leat, () -> pipeline("another", Push.of(Call.class).timedBy(Call::eventTime)));
        Job job = leat.start(pipeline("fleet", calls));
        for (int second : new int[] {0, 1, 2, 12, 30, 5}) {
            calls.emit(call(second, second == 2 ? 13 : 7));
        }
        await().until(() -> job.metrics().late() == 1 && job.metrics().failed() == 1);
        answers(200, "GET /api/jobs", "/api/jobs");
        answers(200, "GET /api/jobs/{job}", "/api/jobs/fleet");
        for (String what : List.of("plan", "metrics", "history", "letters", "events")) {
            answers(200, "GET /api/jobs/{job}/" + what, "/api/jobs/fleet/" + what);
        }
        for (String step : List.of("calls", "unlucky", "load", "out")) {
            answers(200, "GET /api/jobs/{job}/steps/{step}", "/api/jobs/fleet/steps/" + step);
        }
        answers(200, "GET /api/jobs/{job}/steps/{step}/windows", "/api/jobs/fleet/steps/load/windows");
        answers(200, "GET /api/jobs/{job}/steps/{step}/state", "/api/jobs/fleet/steps/load/state");
        answers(200, "GET /api/jobs/{job}/events", "/api/jobs/fleet/events?format=csv");
        answers(400, "GET /api/jobs/{job}/events", "/api/jobs/fleet/events?from=x");
        answers(200, "GET /api/jobs/{job}/why/result", "/api/jobs/fleet/why/result?step=load&number=0");
        answers(200, "GET /api/jobs/{job}/why/late", "/api/jobs/fleet/why/late?step=load&number=0");
        answers(404, "GET /api/jobs/{job}/why/late", "/api/jobs/fleet/why/late?step=load&number=99");
        answers(200, "GET /api/charts", "/api/charts");
        answers(200, "GET /metrics", "/metrics");
        answers(200, "GET /openapi.json", "/openapi.json");
        answers(200, "GET /health/live", "/health/live");
        answers(200, "GET /health/ready", "/health/ready");
        answers(200, "POST /api/jobs/{job}/letters/{id}/retry", "/api/jobs/fleet/letters/0/retry");
        answers(200, "POST /api/jobs/{job}/letters/retry", "/api/jobs/fleet/letters/retry");
        answers(409, "POST /api/jobs/{job}/letters/{id}/retry", "/api/jobs/fleet/letters/0/retry");
        answers(404, "POST /api/jobs/{job}/letters/{id}/retry", "/api/jobs/fleet/letters/99/retry");
        answers(200, "POST /api/jobs/{job}/start", "/api/jobs/another/start");
        answers(409, "POST /api/jobs/{job}/suspend", "/api/jobs/another/suspend");
        answers(200, "POST /api/jobs/{job}/cancel", "/api/jobs/another/cancel");
        answers(200, "POST /api/jobs/{job}/stop", "/api/jobs/fleet/stop");
        assertThat(operations())
                .as("asked")
                .allMatch(operation -> asked.contains(operation) || operation.equals("GET /api/live"));
    }

    private static Pipeline pipeline(String name, Push<Call> from) {
        return Pipeline.of(
                name,
                p -> p.from("calls", from, Watermarks.outOfOrder(Duration.ofSeconds(1)))
                        .map("unlucky", call -> {
                            if (call.tokens() == 13) {
                                throw new IllegalStateException("13 <tokens>");
                            }
                            return call;
                        })
                        .keyBy(Call::instance)
                        .window(Windows.tumbling(Duration.ofSeconds(10)))
                        .aggregate("load", Aggregates.sum(Call::tokens))
                        .to("out", Sink.of(sum -> {})));
    }

    private static Call call(int second, int tokens) {
        return new Call("ai-1", Instant.ofEpochSecond(1_700_000_000L + second), tokens);
    }

    /** Asks, and checks status, type and body. */
    private void answers(int status, String operation, String path) throws Exception {
        asked.add(operation);
        String method = operation.substring(0, operation.indexOf(' '));
        HttpResponse<String> answer = client.send(client.request(path).method(method, BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as("%s: %s", operation, answer.body()).isEqualTo(status);
        JsonNode described = document.get("paths")
                .get(operation.substring(operation.indexOf(' ') + 1))
                .get(method.toLowerCase(Locale.ROOT))
                .get("responses")
                .get(Integer.toString(answer.statusCode()));
        assertThat(described)
                .as("%s: %s %s", operation, answer.statusCode(), answer.body())
                .isNotNull();
        JsonNode response = described.has("$ref")
                ? document.at(described.get("$ref").asText().substring(1))
                : described;
        String type = answer.headers().firstValue("Content-Type").orElseThrow().replaceAll(";.*", "");
        assertThat(response.get("content").has(type))
                .as("%s: %s", operation, type)
                .isTrue();
        if (type.endsWith("json")) {
            assertThat(schema(response.get("content").get(type).get("schema")).validate(JSON.readTree(answer.body())))
                    .as("%s: %s", operation, answer.body())
                    .isEmpty();
        }
    }

    private Schema schema(JsonNode of) {
        ObjectNode schema = of.deepCopy();
        schema.set("components", document.get("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
    }

    @Test
    void whenThereIsAToken_thenEveryRouteAsksForIt() throws Exception {
        String token = LeatServer.randomToken();
        try (LeatServer guarded = LeatServer.start(leat, options -> options.token(token))) {
            Client guest = new Client(guarded);
            assertThat(guarded.routes()).containsAll(operations());
            for (String route : operations()) {
                String line = route.replaceAll("\\{.*?}", "x") + " HTTP/1.1\r\nHost: localhost\r\n";
                for (String header : List.of("", "Authorization: Bearer " + LeatServer.randomToken() + "\r\n")) {
                    assertThat(guest.raw(line + header + "\r\n")).as(route).startsWith("HTTP/1.1 401 ");
                }
                String asked = line + "Connection: close\r\nAuthorization: Bearer " + token + "\r\n\r\n";
                assertThat(route.endsWith("/live") ? guest.raw(asked, 500) : guest.raw(asked))
                        .as(route)
                        .startsWith("HTTP/1.1 ")
                        .doesNotStartWith("HTTP/1.1 401 ");
            }
        }
    }

    @Test
    void whenAnAnswerIsNotAsDescribed_thenTheCheckSeesIt() throws Exception {
        JsonNode jobs = document.at("/paths/~1api~1jobs/get/responses/200/content/application~1json/schema");
        assertThat(schema(jobs).validate(JSON.readTree("{\"jobs\":[]}"))).isEmpty();
        assertThat(schema(jobs).validate(JSON.readTree("{\"jobs\":[{\"name\":1}]}")))
                .isNotEmpty();
        assertThat(schema(jobs).validate(JSON.readTree("{\"jobs\":[],\"more\":1}")))
                .isNotEmpty();
    }
}
