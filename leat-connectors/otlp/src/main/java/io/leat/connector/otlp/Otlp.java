// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.otlp;

import com.google.protobuf.Message;
import io.leat.connector.memory.Push;
import io.leat.server.LeatServer;

/**
 * Receives what programs export by OTLP/HTTP, as Protocol Buffers or JSON, gzip or plain: their exporter needs no more than the address of the
 * server, {@code OTEL_EXPORTER_OTLP_ENDPOINT}, and {@code OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf}.
 *
 * <p>A request is answered when its source has all that is in it, as surely as that says. What cannot become an event is counted and told to the
 * exporter, as a partial success; the rest is taken. When there is no room, the exporter is told to come again.
 */
public final class Otlp {
    private Otlp() {}

    /** Receives spans at {@code /v1/traces}. */
    public static void spans(LeatServer server, Push<OtlpSpan> push) {
        receive(server, Signal.SPANS, push);
    }

    /** Receives spans at {@code /v1/traces}, and takes those that are {@linkplain ModelCall calls of AI models}. */
    public static void modelCalls(LeatServer server, Push<ModelCall> push) {
        receive(server, Signal.MODEL_CALLS, push);
    }

    /** Receives metrics at {@code /v1/metrics}. */
    public static void metrics(LeatServer server, Push<OtlpMetricPoint> push) {
        receive(server, Signal.METRICS, push);
    }

    /** Receives the lines of logs at {@code /v1/logs}. */
    public static void logs(LeatServer server, Push<OtlpLog> push) {
        receive(server, Signal.LOGS, push);
    }

    private static <Q extends Message, T> void receive(LeatServer server, Signal<Q, T> signal, Push<T> push) {
        server.handle("POST", signal.path(), new Receiver<>(signal, server.intake(push)));
    }
}
