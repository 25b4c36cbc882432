// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all signals have in common: values, times, ids, and what exported them. */
final class Values {
    private static final long NANOS = 1_000_000_000;

    private Values() {}

    static OtlpResource resource(Resource resource) {
        Map<String, Object> attributes = attributes(resource.getAttributesList());
        String service = text(attributes, "service.name", "");
        String host = text(attributes, "host.name", service);
        return new OtlpResource(service, text(attributes, "service.instance.id", host), attributes);
    }

    private static String text(Map<String, Object> attributes, String name, String otherwise) {
        return attributes.get(name) instanceof String text && !text.isEmpty() ? text : otherwise;
    }

    static Map<String, Object> attributes(List<KeyValue> list) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (KeyValue attribute : list) {
            if (attribute.getValue().getValueCase() != AnyValue.ValueCase.VALUE_NOT_SET) {
                attributes.put(attribute.getKey(), value(attribute.getValue()));
            }
        }
        return Collections.unmodifiableMap(attributes);
    }

    /** Returns a value; bytes as text in base 64, none as an empty text. */
    static Object value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case INT_VALUE -> value.getIntValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            case ARRAY_VALUE ->
                value.getArrayValue().getValuesList().stream()
                        .map(Values::value)
                        .toList();
            case KVLIST_VALUE -> attributes(value.getKvlistValue().getValuesList());
            case BYTES_VALUE ->
                Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray());
            case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> "";
        };
    }

    /** Returns a time of nanoseconds since 1970, which are unsigned: they go to the year 2554. */
    static Instant time(long nanos) {
        return Instant.ofEpochSecond(Long.divideUnsigned(nanos, NANOS), Long.remainderUnsigned(nanos, NANOS));
    }

    static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    /** Returns whether an id has so many bytes, one of which is not 0. */
    static boolean isId(ByteString id, int bytes) {
        return id.size() == bytes && !hex(id).matches("0*");
    }

    /** Returns the name of a constant without what all of them begin with. */
    static String constant(Enum<?> constant, String prefix) {
        String name = constant.name();
        return name.startsWith(prefix) ? name.substring(prefix.length()) : "UNSPECIFIED";
    }
}
