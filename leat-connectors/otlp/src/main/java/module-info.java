// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Spans, metrics and logs of OpenTelemetry as events, calls of AI models among them. */
module io.leat.connector.otlp {
    requires static transitive org.jspecify;
    requires transitive io.leat.server;
    requires com.fasterxml.jackson.core;
    requires com.google.protobuf;
    requires io.opentelemetry.proto;

    exports io.leat.connector.otlp;
}
