// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.otlp;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;

/** Makes events of the lines of logs. */
final class Logs {
    private Logs() {}

    static Taken<OtlpLog> of(ExportLogsServiceRequest request) {
        Taken<OtlpLog> taken = new Taken<>();
        for (ResourceLogs resource : request.getResourceLogsList()) {
            OtlpResource from = Values.resource(resource.getResource());
            for (ScopeLogs scope : resource.getScopeLogsList()) {
                for (LogRecord log : scope.getLogRecordsList()) {
                    add(from, scope.getScope().getName(), log, taken);
                }
            }
        }
        return taken;
    }

    private static void add(OtlpResource resource, String scope, LogRecord log, Taken<OtlpLog> taken) {
        long nanos = log.getTimeUnixNano() == 0 ? log.getObservedTimeUnixNano() : log.getTimeUnixNano();
        if (nanos == 0) {
            taken.reject(1, "a log record has neither a time nor an observed time");
            return;
        }
        taken.add(new OtlpLog(
                resource,
                scope,
                Values.time(nanos),
                log.getSeverityNumberValue(),
                log.getSeverityText(),
                log.getEventName(),
                body(log.getBody()),
                Values.hex(log.getTraceId()),
                Values.hex(log.getSpanId()),
                Values.attributes(log.getAttributesList())));
    }

    private static String body(AnyValue body) {
        return body.hasStringValue() ? body.getStringValue() : JsonText.of(Values.value(body));
    }
}
