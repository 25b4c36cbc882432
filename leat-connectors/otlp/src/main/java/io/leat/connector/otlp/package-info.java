// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What programs that are observed by OpenTelemetry export, as events. {@link io.leat.connector.otlp.Otlp} lets it in; {@link
 * io.leat.connector.otlp.OtlpSpan}, {@link io.leat.connector.otlp.OtlpMetricPoint}, {@link io.leat.connector.otlp.OtlpLog} and, of a span, {@link
 * io.leat.connector.otlp.ModelCall} are what it becomes.
 *
 * <p>Inside, {@link io.leat.connector.otlp.Receiver} answers as the protocol wants it, whatever the signal, {@link
 * io.leat.connector.otlp.ProtoJson} reads its JSON, and {@link io.leat.connector.otlp.Spans}, {@link io.leat.connector.otlp.Metrics} and {@link
 * io.leat.connector.otlp.Logs} make events of its messages.
 */
@NullMarked
package io.leat.connector.otlp;

import org.jspecify.annotations.NullMarked;
