// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.server.LeatServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenTelemetry's own SDK exports. */
@Timeout(60)
class ExporterTest {
    private static final String TOKEN = LeatServer.randomToken();
    private static final Resource RESOURCE = Resource.create(Attributes.of(
            AttributeKey.stringKey("service.name"), "chat",
            AttributeKey.stringKey("service.instance.id"), "ai-3"));

    private final Leat leat = Leat.inMemory();
    private LeatServer server;

    @BeforeEach
    void start() throws Exception {
        server = LeatServer.start(options -> options.token(TOKEN).patience(Duration.ZERO));
    }

    @AfterEach
    void stop() {
        server.close();
        leat.close();
    }

    private <T> Collector<T> run(Push<T> push) {
        Collector<T> out = new Collector<>();
        leat.start(Pipeline.of("otlp", p -> p.from("signals", push).to("out", out)));
        return out;
    }

    private SdkTracerProvider tracers(String compression) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(server.uri() + "/v1/traces")
                .addHeader("Authorization", "Bearer " + TOKEN)
                .setCompression(compression)
                .build();
        return SdkTracerProvider.builder()
                .setResource(RESOURCE)
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
    }

    private static Span call(SdkTracerProvider tracers, String model, long input, long output) {
        return tracers.get("my-client")
                .spanBuilder("chat " + model)
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(Instant.parse("2026-01-01T00:00:00.5Z"))
                .setAttribute("gen_ai.operation.name", "chat")
                .setAttribute("gen_ai.provider.name", "local")
                .setAttribute("gen_ai.request.model", model)
                .setAttribute("gen_ai.response.model", model + "-0613")
                .setAttribute("gen_ai.usage.input_tokens", input)
                .setAttribute("gen_ai.usage.output_tokens", output)
                .startSpan();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip"})
    void whenModelCallsAreExported_thenTheyAreEventsWithFields(String compression) throws Exception {
        Push<ModelCall> push = Push.of(ModelCall.class).timedBy(ModelCall::end);
        Otlp.modelCalls(server, push);
        Collector<ModelCall> out = run(push);
        try (SdkTracerProvider tracers = tracers(compression)) {
            call(tracers, "small", 10, 20).end(Instant.parse("2026-01-01T00:00:02Z"));
            call(tracers, "large", 30, 0)
                    .setAttribute("error.type", "timeout")
                    .setStatus(StatusCode.ERROR)
                    .end(Instant.parse("2026-01-01T00:00:03Z"));
            tracers.get("my-client").spanBuilder("something else").startSpan().end();
            assertThat(tracers.forceFlush().join(20, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> out.values().size() == 2);
        ModelCall small = out.values().get(0);
        assertThat(small)
                .returns("chat", ModelCall::service)
                .returns("ai-3", ModelCall::instance)
                .returns("chat", ModelCall::operation)
                .returns("local", ModelCall::provider)
                .returns("small", ModelCall::model)
                .returns("small-0613", ModelCall::responseModel)
                .returns(10L, ModelCall::inputTokens)
                .returns(20L, ModelCall::outputTokens)
                .returns(30L, ModelCall::tokens)
                .returns(1_500L, ModelCall::latencyMs)
                .returns("", ModelCall::error)
                .returns(false, ModelCall::failed);
        assertThat(small.traceId()).matches("[0-9a-f]{32}");
        assertThat(small.spanId()).matches("[0-9a-f]{16}");
        assertThat(out.values().get(1).error()).isEqualTo("timeout");
        assertThat(out.timed().get(0).timestamp())
                .isEqualTo(Instant.parse("2026-01-01T00:00:02Z").toEpochMilli());
    }

    @Test
    void whenSpansAreExported_thenAllOfThemWithTypedAttributesAlsoFromTheLog(@TempDir Path directory) throws Exception {
        Push<OtlpSpan> push = Push.of(OtlpSpan.class).durable();
        Collector<OtlpSpan> out = new Collector<>();
        Otlp.spans(server, push);
        try (Leat kept = Leat.open(directory);
                SdkTracerProvider tracers = tracers("gzip")) {
            kept.start(Pipeline.of("otlp", p -> p.from("spans", push).to("out", out)));
            Span parent = tracers.get("lib").spanBuilder("parent").startSpan();
            tracers.get("lib")
                    .spanBuilder("child")
                    .setParent(io.opentelemetry.context.Context.root().with(parent))
                    .setAttribute("text", "a")
                    .setAttribute("whole", 7)
                    .setAttribute("number", 0.5)
                    .setAttribute("yes", true)
                    .setAttribute(AttributeKey.longArrayKey("list"), List.of(1L, 2L))
                    .startSpan()
                    .setStatus(StatusCode.ERROR, "broken")
                    .end();
            parent.end();
            assertThat(tracers.forceFlush().join(20, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
            await().atMost(Duration.ofSeconds(20)).until(() -> out.values().size() == 2);
        }
        OtlpSpan child = out.values().get(0);
        OtlpSpan parent = out.values().get(1);
        assertThat(child.attributes())
                .isEqualTo(Map.of("text", "a", "whole", 7L, "number", 0.5, "yes", true, "list", List.of(1L, 2L)));
        assertThat(child)
                .returns("child", OtlpSpan::name)
                .returns("lib", OtlpSpan::scope)
                .returns("INTERNAL", OtlpSpan::kind)
                .returns("ERROR", OtlpSpan::status)
                .returns("broken", OtlpSpan::message)
                .returns(parent.traceId(), OtlpSpan::traceId)
                .returns(parent.spanId(), OtlpSpan::parentSpanId);
        assertThat(parent.parentSpanId()).isEmpty();
        assertThat(ModelCall.of(child)).isEmpty();
    }

    @Test
    void whenMetricsAreExported_thenEachPointIsAnEvent() throws Exception {
        Push<OtlpMetricPoint> push = Push.of(OtlpMetricPoint.class);
        Otlp.metrics(server, push);
        Collector<OtlpMetricPoint> out = run(push);
        OtlpHttpMetricExporter exporter = OtlpHttpMetricExporter.builder()
                .setEndpoint(server.uri() + "/v1/metrics")
                .addHeader("Authorization", "Bearer " + TOKEN)
                .build();
        try (SdkMeterProvider meters = SdkMeterProvider.builder()
                .setResource(RESOURCE)
                .registerMetricReader(PeriodicMetricReader.builder(exporter)
                        .setInterval(Duration.ofHours(1))
                        .build())
                .build()) {
            var meter = meters.get("lib");
            meter.counterBuilder("requests")
                    .setUnit("{request}")
                    .build()
                    .add(3, Attributes.of(AttributeKey.stringKey("gen_ai.request.model"), "small"));
            var duration = meter.histogramBuilder("gen_ai.client.operation.duration")
                    .setUnit("s")
                    .setExplicitBucketBoundariesAdvice(List.of(1.0, 2.0))
                    .build();
            duration.record(0.5);
            duration.record(1.5);
            meter.gaugeBuilder("load").build().set(0.25);
            assertThat(meters.forceFlush().join(20, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> out.values().size() >= 3);
        assertThat(point(out, "requests"))
                .returns("sum", OtlpMetricPoint::type)
                .returns("CUMULATIVE", OtlpMetricPoint::temporality)
                .returns(true, OtlpMetricPoint::monotonic)
                .returns(3.0, OtlpMetricPoint::value)
                .returns("{request}", OtlpMetricPoint::unit)
                .returns(Map.of("gen_ai.request.model", "small"), OtlpMetricPoint::attributes);
        assertThat(point(out, "gen_ai.client.operation.duration"))
                .returns("histogram", OtlpMetricPoint::type)
                .returns(2.0, OtlpMetricPoint::value)
                .returns(2L, OtlpMetricPoint::count)
                .returns(List.of(1.0, 2.0), OtlpMetricPoint::bounds)
                .returns(List.of(1L, 1L, 0L), OtlpMetricPoint::buckets);
        assertThat(point(out, "load")).returns("gauge", OtlpMetricPoint::type).returns(0.25, OtlpMetricPoint::value);
        assertThat(point(out, "load").resource().instance()).isEqualTo("ai-3");
    }

    private static OtlpMetricPoint point(Collector<OtlpMetricPoint> out, String name) {
        return out.values().stream()
                .filter(point -> point.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whenLogsAreExported_thenEachLineIsAnEvent() throws Exception {
        Push<OtlpLog> push = Push.of(OtlpLog.class).timedBy(OtlpLog::time);
        Otlp.logs(server, push);
        Collector<OtlpLog> out = run(push);
        OtlpHttpLogRecordExporter exporter = OtlpHttpLogRecordExporter.builder()
                .setEndpoint(server.uri() + "/v1/logs")
                .addHeader("Authorization", "Bearer " + TOKEN)
                .build();
        try (SdkLoggerProvider loggers = SdkLoggerProvider.builder()
                .setResource(RESOURCE)
                .addLogRecordProcessor(BatchLogRecordProcessor.builder(exporter).build())
                .build()) {
            loggers.get("lib")
                    .logRecordBuilder()
                    .setTimestamp(Instant.parse("2026-01-01T00:00:00Z"))
                    .setSeverity(Severity.WARN)
                    .setSeverityText("WARN")
                    .setBody("slow")
                    .setAttribute(AttributeKey.longKey("ms"), 900L)
                    .emit();
            assertThat(loggers.forceFlush().join(20, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> out.values().size() == 1);
        assertThat(out.values().get(0))
                .returns("slow", OtlpLog::body)
                .returns(13, OtlpLog::severity)
                .returns("WARN", OtlpLog::level)
                .returns(Instant.parse("2026-01-01T00:00:00Z"), OtlpLog::time)
                .returns(Map.of("ms", 900L), OtlpLog::attributes);
    }

    @Test
    void whenThereIsNoRoom_thenTheExporterComesAgainAndNothingIsLostOrDoubled() throws Exception {
        Push<OtlpSpan> push = Push.of(OtlpSpan.class).capacity(1);
        Otlp.spans(server, push);
        try (SdkTracerProvider tracers = tracers("none")) {
            tracers.get("lib").spanBuilder("first").startSpan().end();
            assertThat(tracers.forceFlush().join(20, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
            tracers.get("lib").spanBuilder("second").startSpan().end();
            var flushed = tracers.forceFlush();
            assertThat(flushed.join(500, TimeUnit.MILLISECONDS).isDone())
                    .as("it is told to come again")
                    .isFalse();
            Collector<OtlpSpan> out = run(push);
            assertThat(flushed.join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
            await().atMost(Duration.ofSeconds(20)).until(() -> out.values().size() == 2);
            assertThat(out.values()).extracting(OtlpSpan::name).containsExactly("first", "second");
        }
    }
}
