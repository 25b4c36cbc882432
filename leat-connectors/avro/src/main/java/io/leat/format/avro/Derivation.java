// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.avro;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * The making of a schema from a record class. Names are those that Avro's own reflection gives: the package and classes around it, and the
 * name of the class.
 */
final class Derivation {
    private static final Map<Class<?>, Supplier<Schema>> SCALARS = scalars();

    private final Map<Class<?>, Schema> named = new HashMap<>();

    private static Map<Class<?>, Supplier<Schema>> scalars() {
        Map<Class<?>, Supplier<Schema>> scalars = new HashMap<>();
        Map.of(int.class, Schema.Type.INT, long.class, Schema.Type.LONG, float.class, Schema.Type.FLOAT)
                .forEach((type, avro) -> scalars.put(type, () -> Schema.create(avro)));
        Map.of(double.class, Schema.Type.DOUBLE, boolean.class, Schema.Type.BOOLEAN)
                .forEach((type, avro) -> scalars.put(type, () -> Schema.create(avro)));
        Map.of(String.class, Schema.Type.STRING, byte[].class, Schema.Type.BYTES)
                .forEach((type, avro) -> scalars.put(type, () -> Schema.create(avro)));
        scalars.put(Instant.class, () -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG)));
        scalars.put(LocalDate.class, () -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT)));
        scalars.put(UUID.class, () -> LogicalTypes.uuid().addToSchema(Schema.create(Schema.Type.STRING)));
        return Map.copyOf(scalars);
    }

    /** Returns the schema of a record class. A record may hold itself. */
    Schema ofRecord(Class<?> type) {
        Schema known = named.get(type);
        if (known != null) {
            return known;
        }
        Schema schema = Schema.createRecord(type.getSimpleName(), null, namespace(type), false);
        named.put(type, schema);
        schema.setFields(Stream.of(type.getRecordComponents()).map(this::field).toList());
        return schema;
    }

    private static String namespace(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        return around == null ? type.getPackageName() : around.getName().replace('$', '.');
    }

    private Schema.Field field(RecordComponent component) {
        try {
            Schema schema = ofPlace(component.getAnnotatedType(), isBox(component.getType()) || isNullable(component));
            return schema.isNullable()
                    ? new Schema.Field(component.getName(), schema, null, Schema.Field.NULL_DEFAULT_VALUE)
                    : new Schema.Field(component.getName(), schema);
        } catch (UnsupportedOperationException e) {
            throw new IllegalArgumentException(
                    "component '" + component.getName() + "' of "
                            + component.getDeclaringRecord().getSimpleName() + " is " + e.getMessage() + ". "
                            + Fits.ALLOWED,
                    e);
        }
    }

    /** A box in place of a primitive says that it may be missing. */
    private static boolean isBox(Class<?> type) {
        return type != Fits.unboxed(type);
    }

    private static boolean isNullable(AnnotatedElement element) {
        return Stream.of(element.getAnnotations())
                .map(Annotation::annotationType)
                .anyMatch(type -> type.getSimpleName().equals("Nullable"));
    }

    private Schema ofPlace(AnnotatedType place, boolean nullable) {
        if (Fits.raw(place.getType()) == Optional.class) {
            return orNull(ofType(argument(place, 0)));
        }
        Schema schema = ofType(place);
        return nullable || isNullable(place) ? orNull(schema) : schema;
    }

    private static Schema orNull(Schema schema) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    private Schema ofType(AnnotatedType annotated) {
        Type type = annotated.getType();
        Class<?> raw = Fits.unboxed(Fits.raw(type));
        Supplier<Schema> scalar = SCALARS.get(raw);
        if (scalar != null) {
            return scalar.get();
        }
        if (raw.isRecord() && !(type instanceof ParameterizedType)) {
            return ofRecord(raw);
        }
        if (raw.isEnum()) {
            return named.computeIfAbsent(raw, Derivation::ofEnum);
        }
        if (raw == List.class) {
            return Schema.createArray(ofPlace(argument(annotated, 0), false));
        }
        if (raw == Map.class && argument(annotated, 0).getType() == String.class) {
            return Schema.createMap(ofPlace(argument(annotated, 1), false));
        }
        throw new UnsupportedOperationException("of type " + type.getTypeName() + ", from which no schema can be made");
    }

    private static Schema ofEnum(Class<?> type) {
        List<String> symbols = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            symbols.add(((Enum<?>) constant).name());
        }
        return Schema.createEnum(type.getSimpleName(), null, namespace(type), symbols);
    }

    private static AnnotatedType argument(AnnotatedType type, int index) {
        if (type instanceof AnnotatedParameterizedType generic) {
            return generic.getAnnotatedActualTypeArguments()[index];
        }
        throw new UnsupportedOperationException(
                "of type " + type.getType().getTypeName() + ", whose parts are not known");
    }
}
