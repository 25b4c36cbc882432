// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of OTLP into its messages. It is that of Protocol Buffers but for ids, which are hexadecimal, and enums, which are numbers;
 * so the reader that comes with Protocol Buffers does not do. Unknown fields are passed over.
 */
final class ProtoJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int DEEPEST = 100;
    private static final Set<String> HEXADECIMAL = Set.of("trace_id", "span_id", "parent_span_id");
    /** By their names in JSON, and by those in the definition. */
    private static final Map<Descriptor, Map<String, FieldDescriptor>> FIELDS = new ConcurrentHashMap<>();

    private final JsonParser in;

    private ProtoJson(JsonParser in) {
        this.in = in;
    }

    /**
     * Reads a message.
     *
     * @throws IOException if it is none; the message says where
     */
    static void read(byte[] json, Message.Builder into) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            new ProtoJson(parser).message(into, 0);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "something follows the object");
            }
        }
    }

    private void message(Message.Builder into, int depth) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw wrong("an object");
        }
        if (depth > DEEPEST) {
            throw new JsonParseException(in, "nested deeper than " + DEEPEST);
        }
        Map<String, FieldDescriptor> fields =
                FIELDS.computeIfAbsent(into.getDescriptorForType(), ProtoJson::fieldsByName);
        while (in.nextToken() != JsonToken.END_OBJECT) {
            FieldDescriptor field = fields.get(in.currentName());
            in.nextToken();
            if (field == null) {
                in.skipChildren();
            } else if (in.currentToken() != JsonToken.VALUE_NULL) {
                field(field, into, depth);
            }
        }
    }

    private static Map<String, FieldDescriptor> fieldsByName(Descriptor type) {
        Map<String, FieldDescriptor> fields = new HashMap<>();
        for (FieldDescriptor field : type.getFields()) {
            fields.put(field.getName(), field);
            fields.put(field.getJsonName(), field);
        }
        return fields;
    }

    private void field(FieldDescriptor field, Message.Builder into, int depth) throws IOException {
        if (!field.isRepeated()) {
            into.setField(field, value(field, into, depth));
            return;
        }
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw wrong("an array");
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            into.addRepeatedField(field, value(field, into, depth));
        }
    }

    private Object value(FieldDescriptor field, Message.Builder into, int depth) throws IOException {
        return switch (field.getJavaType()) {
            case MESSAGE -> {
                Message.Builder inner = into.newBuilderForField(field);
                message(inner, depth + 1);
                yield inner.build();
            }
            case STRING -> text();
            case BYTE_STRING -> bytes(HEXADECIMAL.contains(field.getName()));
            case BOOLEAN -> in.getBooleanValue();
            case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(in.getIntValue());
            case INT -> (int) whole(field);
            case LONG -> whole(field);
            case DOUBLE -> number();
            case FLOAT -> (float) number();
        };
    }

    private String text() throws IOException {
        String text = in.currentToken() == JsonToken.VALUE_STRING ? in.getText() : null;
        if (text == null) {
            throw wrong("a text");
        }
        return text;
    }

    private ByteString bytes(boolean isHexadecimal) throws IOException {
        String text = text();
        try {
            byte[] bytes = isHexadecimal
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
            return ByteString.copyFrom(bytes);
        } catch (IllegalArgumentException e) {
            throw wrong(isHexadecimal ? "hexadecimal digits" : "base 64");
        }
    }

    /** Reads a whole number, which may be a text since JavaScript's numbers have 53 bits. */
    private long whole(FieldDescriptor field) throws IOException {
        boolean isUnsigned = switch (field.getType()) {
            case FIXED64, UINT64 -> true;
            default -> false;
        };
        String digits = scalar();
        try {
            return isUnsigned ? Long.parseUnsignedLong(digits) : Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw wrong("a whole number");
        }
    }

    private double number() throws IOException {
        try {
            return Double.parseDouble(scalar()); // which knows NaN and Infinity
        } catch (NumberFormatException e) {
            throw wrong("a number");
        }
    }

    private String scalar() throws IOException {
        @Nullable String text = in.currentToken().isScalarValue() ? in.getText() : null;
        if (text == null) {
            throw wrong("a number");
        }
        return text;
    }

    private JsonParseException wrong(String wanted) throws IOException {
        return new JsonParseException(in, in.currentToken() + " where " + wanted + " should be");
    }
}
