// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.otlp;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request to an AI model, of a span that follows OpenTelemetry's conventions for generative AI, as they are and as they were called before.
 *
 * @param service {@code service.name}, or empty
 * @param instance {@code service.instance.id}, or else {@code host.name}, or else the service
 * @param operation {@code gen_ai.operation.name}, such as {@code chat} or {@code embeddings}, or empty
 * @param provider {@code gen_ai.provider.name}, formerly {@code gen_ai.system}, or empty
 * @param model {@code gen_ai.request.model}, or else the one of the response
 * @param responseModel {@code gen_ai.response.model}, or empty
 * @param inputTokens {@code gen_ai.usage.input_tokens}, formerly {@code prompt_tokens}; 0 if it is not said
 * @param outputTokens {@code gen_ai.usage.output_tokens}, formerly {@code completion_tokens}; 0 if it is not said
 * @param start when it was sent
 * @param end when the answer was there
 * @param error {@code error.type}; {@code _OTHER} if the span failed without saying why, empty if it did not fail
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 */
public record ModelCall(
        String service,
        String instance,
        String operation,
        String provider,
        String model,
        String responseModel,
        long inputTokens,
        long outputTokens,
        Instant start,
        Instant end,
        String error,
        String traceId,
        String spanId) {
    /** Operations that consist of others, whose tokens would count twice, or use no model. */
    private static final Set<String> NO_CALL =
            Set.of("create_agent", "invoke_agent", "invoke_workflow", "execute_tool");

    /** Returns the call that a span is; empty if it is none. */
    public static Optional<ModelCall> of(OtlpSpan span) {
        Map<String, Object> attributes = span.attributes();
        String responseModel = text(attributes, "gen_ai.response.model");
        String requestModel = text(attributes, "gen_ai.request.model");
        String model = requestModel.isEmpty() ? responseModel : requestModel;
        String operation = text(attributes, "gen_ai.operation.name");
        if (model.isEmpty() || NO_CALL.contains(operation)) {
            return Optional.empty();
        }
        return Optional.of(new ModelCall(
                span.resource().service(),
                span.resource().instance(),
                operation,
                text(attributes, "gen_ai.provider.name", "gen_ai.system"),
                model,
                responseModel,
                number(attributes, "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
                number(attributes, "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),
                span.start(),
                span.end(),
                error(span),
                span.traceId(),
                span.spanId()));
    }

    /** Returns how long it took. */
    public Duration duration() {
        return Duration.between(start, end);
    }

    /** Returns how long it took, in milliseconds. */
    public long latencyMs() {
        return duration().toMillis();
    }

    /** Returns how many tokens went in and came out. */
    public long tokens() {
        return inputTokens + outputTokens;
    }

    /** Returns whether it failed. */
    public boolean failed() {
        return !error.isEmpty();
    }

    private static String error(OtlpSpan span) {
        String type = text(span.attributes(), "error.type");
        return type.isEmpty() && span.status().equals("ERROR") ? "_OTHER" : type;
    }

    private static String text(Map<String, Object> attributes, String... names) {
        return first(attributes, names) instanceof String text ? text : "";
    }

    private static long number(Map<String, Object> attributes, String... names) {
        return first(attributes, names) instanceof Number number ? number.longValue() : 0;
    }

    private static @Nullable Object first(Map<String, Object> attributes, String... names) {
        return List.of(names).stream()
                .filter(attributes::containsKey)
                .findFirst()
                .map(attributes::get)
                .orElse(null);
    }
}
