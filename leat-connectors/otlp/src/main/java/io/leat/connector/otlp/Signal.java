// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.otlp;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.util.function.Function;

/**
 * One of the three things that OpenTelemetry exports.
 *
 * @param path where it is sent to
 * @param empty a request without anything in it
 * @param read makes events of a request
 * @param partial makes the answer of what was rejected
 * @param rejectedField how that is called in the answer as JSON
 */
record Signal<Q extends Message, T>(
        String path, Q empty, Function<Q, Taken<T>> read, Function<Taken<?>, Message> partial, String rejectedField) {

    static final Signal<ExportTraceServiceRequest, OtlpSpan> SPANS = traces(Spans::of);

    static final Signal<ExportTraceServiceRequest, ModelCall> MODEL_CALLS = traces(request -> {
        Taken<OtlpSpan> spans = Spans.of(request);
        Taken<ModelCall> calls = new Taken<>();
        spans.events().forEach(span -> ModelCall.of(span).ifPresent(calls::add));
        calls.reject(spans.rejected(), spans.reason());
        return calls;
    });

    static final Signal<ExportMetricsServiceRequest, OtlpMetricPoint> METRICS = new Signal<>(
            "/v1/metrics",
            ExportMetricsServiceRequest.getDefaultInstance(),
            Metrics::of,
            taken -> ExportMetricsServiceResponse.newBuilder()
                    .setPartialSuccess(ExportMetricsPartialSuccess.newBuilder()
                            .setRejectedDataPoints(taken.rejected())
                            .setErrorMessage(taken.reason()))
                    .build(),
            "rejectedDataPoints");

    static final Signal<ExportLogsServiceRequest, OtlpLog> LOGS = new Signal<>(
            "/v1/logs",
            ExportLogsServiceRequest.getDefaultInstance(),
            Logs::of,
            taken -> ExportLogsServiceResponse.newBuilder()
                    .setPartialSuccess(ExportLogsPartialSuccess.newBuilder()
                            .setRejectedLogRecords(taken.rejected())
                            .setErrorMessage(taken.reason()))
                    .build(),
            "rejectedLogRecords");

    private static <T> Signal<ExportTraceServiceRequest, T> traces(Function<ExportTraceServiceRequest, Taken<T>> read) {
        return new Signal<>(
                "/v1/traces",
                ExportTraceServiceRequest.getDefaultInstance(),
                read,
                taken -> ExportTraceServiceResponse.newBuilder()
                        .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                                .setRejectedSpans(taken.rejected())
                                .setErrorMessage(taken.reason()))
                        .build(),
                "rejectedSpans");
    }
}
