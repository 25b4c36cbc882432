// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.server.LeatServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the protocol says about answers, and its JSON. */
@Timeout(60)
class ProtocolTest {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";
    private static final String SPANS = """
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"my.service"}}]},
              "scopeSpans":[{"scope":{"name":"my.library","version":"1.0.0","later":{"unknown":[1,{}]}},"spans":[{
                "traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174","parentSpanId":"EEE19B7EC3C1B173",
                "name":"a span","startTimeUnixNano":"1544712660000000000","endTimeUnixNano":1544712661000000000,"kind":2,
                "status":{"code":2,"message":null},
                "attributes":[{"key":"whole","value":{"intValue":"-7"}},{"key":"number","value":{"doubleValue":0.5}},
                  {"key":"bytes","value":{"bytesValue":"AQI="}},
                  {"key":"map","value":{"kvlistValue":{"values":[{"key":"yes","value":{"boolValue":true}}]}}},
                  {"key":"list","value":{"arrayValue":{"values":[{"stringValue":"a"},{}]}}},{"key":"none","value":{}}]}]}]}]}""";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Push<OtlpSpan> push = Push.of(OtlpSpan.class).capacity(3);
    private final Collector<OtlpSpan> out = new Collector<>();
    private final Leat leat = Leat.inMemory();
    private LeatServer server;

    @BeforeEach
    void start() throws Exception {
        server = LeatServer.start(
                options -> options.patience(Duration.ofMillis(300)).bodyBytes(100_000));
        Otlp.spans(server, push);
    }

    @AfterEach
    void stop() {
        server.close();
        leat.close();
    }

    private Job run() {
        return leat.start(Pipeline.of("otlp", p -> p.from("spans", push).to("out", out)));
    }

    private HttpResponse<byte[]> post(String type, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri().resolve("/v1/traces"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body));
        return http.send(
                (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    private static Span.Builder span(int id) {
        return Span.newBuilder()
                .setName("span " + id)
                .setTraceId(ByteString.copyFrom(new byte[15]).concat(ByteString.copyFrom(new byte[] {1})))
                .setSpanId(ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) id}))
                .setStartTimeUnixNano(1)
                .setEndTimeUnixNano(2);
    }

    private static byte[] request(Span... spans) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
                .build()
                .toByteArray();
    }

    @Test
    void whenJsonIsSent_thenReadAsTheProtocolSays() throws Exception {
        run();
        HttpResponse<byte[]> answer = post(JSON, SPANS.getBytes(UTF_8));
        assertThat(text(answer)).isEqualTo("{}");
        assertThat(answer.statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(20)).until(() -> out.values().size() == 1);
        OtlpSpan span = out.values().get(0);
        assertThat(span)
                .returns("5b8efff798038103d269b633813fc60c", OtlpSpan::traceId)
                .returns("eee19b7ec3c1b174", OtlpSpan::spanId)
                .returns("eee19b7ec3c1b173", OtlpSpan::parentSpanId)
                .returns("SERVER", OtlpSpan::kind)
                .returns("ERROR", OtlpSpan::status)
                .returns("my.library", OtlpSpan::scope)
                .returns(Instant.parse("2018-12-13T14:51:00Z"), OtlpSpan::start)
                .returns(Duration.ofSeconds(1), OtlpSpan::duration);
        assertThat(span.resource().service()).isEqualTo("my.service");
        assertThat(span.resource().instance()).as("for want of a better one").isEqualTo("my.service");
        assertThat(span.attributes())
                .isEqualTo(Map.of(
                        "whole",
                        -7L,
                        "number",
                        0.5,
                        "bytes",
                        "AQI=",
                        "map",
                        Map.of("yes", true),
                        "list",
                        List.of("a", "")));
    }

    @Test
    void whenJsonAndProtobufSayTheSame_thenTheyAreTheSame() throws Exception {
        ExportTraceServiceRequest.Builder message = ExportTraceServiceRequest.newBuilder();
        ProtoJson.read(SPANS.getBytes(UTF_8), message);
        run();
        post(JSON, SPANS.getBytes(UTF_8));
        HttpResponse<byte[]> answer = post(PROTOBUF, message.build().toByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type")).contains(PROTOBUF);
        await().atMost(Duration.ofSeconds(20)).until(() -> out.values().size() == 2);
        assertThat(out.values().get(1)).isEqualTo(out.values().get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"resourceSpans\":{}} | START_OBJECT where an array should be",
                "{\"resourceSpans\":[1]} | VALUE_NUMBER_INT where an object should be",
                "[] | START_ARRAY where an object should be",
                "{} {} | something follows the object",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"xyz\"}]}]}]} | hexadecimal digits should be",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":1}]}]}]} | where a text should be",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":\"x\"}]}]}]} | a whole number should be",
                "{\"resourceSpans\":[ | line: 1",
            })
    void whenJsonIsWrong_thenItIsSaidWhere(String json, String reason) throws Exception {
        HttpResponse<byte[]> answer = post(JSON, json.getBytes(UTF_8));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains(JSON);
        assertThat(text(answer))
                .startsWith("{\"code\":3,\"message\":\"this is not the JSON of OTLP: ")
                .contains(reason);
    }

    @Test
    void whenNestedTooDeep_thenRefused() throws Exception {
        String deep = "{\"arrayValue\":{\"values\":[".repeat(60) + "{}" + "]}}".repeat(60);
        String json = "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"a\",\"value\":" + deep + "}]}}]}";
        assertThat(text(post(JSON, json.getBytes(UTF_8)))).contains("nested deeper than 100");
    }

    @Test
    void whenSomeSpansAreNone_thenTheOthersAreTakenAndItIsSaid() throws Exception {
        run();
        byte[] body = request(
                span(1).build(),
                span(2).clearTraceId().build(),
                span(3).setSpanId(ByteString.copyFrom(new byte[8])).build(),
                span(4).setEndTimeUnixNano(0).build());
        HttpResponse<byte[]> answer = post(PROTOBUF, body);
        assertThat(answer.statusCode()).isEqualTo(200);
        var partial = ExportTraceServiceResponse.parseFrom(answer.body()).getPartialSuccess();
        assertThat(partial.getRejectedSpans()).isEqualTo(3);
        assertThat(partial.getErrorMessage())
                .isEqualTo("the span 'span 2' has no id: give 16 bytes for its trace and 8 for itself");
        await().atMost(Duration.ofSeconds(20)).until(() -> out.values().size() == 1);
        String json = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"x\"}]}]}]}";
        assertThat(text(post(JSON, json.getBytes(UTF_8))))
                .startsWith("{\"partialSuccess\":{\"rejectedSpans\":\"1\",\"errorMessage\":\"the span 'x' has no id");
    }

    @Test
    void whenBodyIsNoProtobufOrAnotherType_thenStatusInTheSameForm() throws Exception {
        HttpResponse<byte[]> answer = post(PROTOBUF, new byte[] {1, 2, 3});
        assertThat(answer.statusCode()).isEqualTo(400);
        CodedInputStream status = CodedInputStream.newInstance(answer.body());
        assertThat(status.readTag()).isEqualTo(1 << 3);
        assertThat(status.readInt32()).isEqualTo(3);
        assertThat(status.readTag()).isEqualTo(2 << 3 | 2);
        assertThat(status.readString()).startsWith("this is not ExportTraceServiceRequest: ");
        assertThat(post("text/plain", new byte[0]).statusCode()).isEqualTo(415);
    }

    @Test
    void whenThereIsNoRoomOrNoJob_thenItMayBeTriedAgain() throws Exception {
        assertThat(post(PROTOBUF, request(span(1).build(), span(2).build(), span(3).build()))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<byte[]> full = post(PROTOBUF, request(span(4).build()));
        assertThat(full.statusCode()).isEqualTo(429);
        assertThat(full.headers().firstValue("Retry-After")).contains("1");
        assertThat(text(post(JSON, SPANS.getBytes(UTF_8)))).startsWith("{\"code\":8,\"message\":\"there is no room");
        Job job = run();
        await().atMost(Duration.ofSeconds(20)).until(() -> out.values().size() == 3);
        job.cancel();
        job.await(Duration.ofSeconds(20));
        HttpResponse<byte[]> ended = post(PROTOBUF, request(span(5).build()));
        assertThat(ended.statusCode()).isEqualTo(503);
        assertThat(ended.headers().firstValue("Retry-After")).contains("10");
    }

    @Test
    void whenItIsTooMuch_thenItIsNotTriedAgain() throws Exception {
        assertThat(post(PROTOBUF, request(span(1).build(), span(2).build(), span(3).build(), span(4).build()))
                        .statusCode())
                .as("more than the source can hold")
                .isEqualTo(413);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[20_000_000]);
        }
        assertThat(post(PROTOBUF, bomb.toByteArray(), "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void whenSpansAndModelCallsAreBothWanted_thenTheRouteIsTaken() {
        assertThatThrownBy(() -> Otlp.modelCalls(server, Push.of(ModelCall.class)))
                .hasMessageContaining("POST /v1/traces is there already");
    }

    @Test
    void whenConventionsAreOlder_thenTheCallIsTheSame() {
        OtlpResource resource = new OtlpResource("s", "i", Map.of());
        OtlpSpan old = span(
                resource,
                Map.of(
                        "gen_ai.system",
                        "openai",
                        "gen_ai.response.model",
                        "m",
                        "gen_ai.usage.prompt_tokens",
                        3L,
                        "gen_ai.usage.completion_tokens",
                        4L));
        assertThat(ModelCall.of(old).orElseThrow())
                .returns("openai", ModelCall::provider)
                .returns("m", ModelCall::model)
                .returns(3L, ModelCall::inputTokens)
                .returns(4L, ModelCall::outputTokens)
                .returns("_OTHER", ModelCall::error);
        assertThat(ModelCall.of(
                        span(resource, Map.of("gen_ai.request.model", "m", "gen_ai.operation.name", "invoke_agent"))))
                .as("it consists of calls")
                .isEmpty();
    }

    private static OtlpSpan span(OtlpResource resource, Map<String, Object> attributes) {
        Instant time = Instant.EPOCH;
        return new OtlpSpan(resource, "", "t", "s", "", "n", "CLIENT", time, time, "ERROR", "", attributes);
    }
}
