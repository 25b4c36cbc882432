// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.otlp;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;

/** Makes events of spans. */
final class Spans {
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    private Spans() {}

    static Taken<OtlpSpan> of(ExportTraceServiceRequest request) {
        Taken<OtlpSpan> taken = new Taken<>();
        for (ResourceSpans resource : request.getResourceSpansList()) {
            OtlpResource from = Values.resource(resource.getResource());
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                for (Span span : scope.getSpansList()) {
                    add(from, scope.getScope().getName(), span, taken);
                }
            }
        }
        return taken;
    }

    private static void add(OtlpResource resource, String scope, Span span, Taken<OtlpSpan> taken) {
        if (!Values.isId(span.getTraceId(), TRACE_ID_BYTES) || !Values.isId(span.getSpanId(), SPAN_ID_BYTES)) {
            taken.reject(
                    1, "the span '" + span.getName() + "' has no id: give 16 bytes for its trace and 8 for itself");
        } else if (Long.compareUnsigned(span.getStartTimeUnixNano(), span.getEndTimeUnixNano()) > 0
                || span.getStartTimeUnixNano() == 0) {
            taken.reject(1, "the span '" + span.getName() + "' has no start, or ends before it");
        } else {
            taken.add(span(resource, scope, span));
        }
    }

    private static OtlpSpan span(OtlpResource resource, String scope, Span span) {
        return new OtlpSpan(
                resource,
                scope,
                Values.hex(span.getTraceId()),
                Values.hex(span.getSpanId()),
                Values.hex(span.getParentSpanId()),
                span.getName(),
                Values.constant(span.getKind(), "SPAN_KIND_"),
                Values.time(span.getStartTimeUnixNano()),
                Values.time(span.getEndTimeUnixNano()),
                Values.constant(span.getStatus().getCode(), "STATUS_CODE_"),
                span.getStatus().getMessage(),
                Values.attributes(span.getAttributesList()));
    }
}
