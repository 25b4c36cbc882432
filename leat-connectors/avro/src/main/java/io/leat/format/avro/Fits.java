// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.avro;

import static java.time.temporal.ChronoUnit.MICROS;
import static java.time.temporal.ChronoUnit.MILLIS;
import static java.time.temporal.ChronoUnit.NANOS;

import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericEnumSymbol;
import org.jspecify.annotations.Nullable;

/** The search for how a Java type goes with its place in a schema. */
final class Fits {
    static final String ALLOWED =
            "Allowed are int, long, float, double, boolean, String, byte[], enums, Instant, LocalDate, UUID, BigDecimal with a"
                    + " schema that is given, records, and Optional, List and Map<String, …> of these";

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Map<List<Object>, RecordFit> records = new HashMap<>();

    /** Returns how a record class goes with a schema. A record may hold itself. */
    RecordFit ofRecord(Class<?> type, Schema schema) {
        List<Object> key = List.of(type, schema.getFullName());
        RecordFit known = records.get(key);
        if (known == null) {
            known = new RecordFit(type, schema);
            records.put(key, known);
            known.fill(this);
        }
        return known;
    }

    /** Returns how a type goes with its place in a schema, which may allow null. */
    Fit.Place ofPlace(Type type, Schema schema) {
        boolean optional = raw(type) == Optional.class;
        boolean nullable = schema.isNullable();
        if (nullable && raw(type).isPrimitive()) {
            throw new UnsupportedOperationException("of type " + type.getTypeName()
                    + ", but the schema allows null there;" + " declare it as Optional, or as its box");
        }
        Type value = optional ? argument(type, 0) : type;
        return new Fit.Place(ofType(value, withoutNull(schema, value)), nullable, optional);
    }

    private static Schema withoutNull(Schema schema, Type type) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        List<Schema> branches = schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        if (branches.size() != 1) {
            throw mismatch(type, schema);
        }
        return branches.get(0);
    }

    private Fit ofType(Type type, Schema schema) {
        Class<?> raw = unboxed(raw(type));
        @Nullable
        Fit fit = switch (schema.getType()) {
            case RECORD -> raw.isRecord() ? ofRecord(raw, schema) : null;
            case ARRAY -> raw == List.class ? ofList(ofPlace(argument(type, 0), schema.getElementType())) : null;
            case MAP ->
                raw == Map.class && argument(type, 0) == String.class
                        ? ofMap(ofPlace(argument(type, 1), schema.getValueType()))
                        : null;
            case ENUM -> raw.isEnum() ? ofEnum(raw, schema) : null;
            case INT -> raw == LocalDate.class ? ofDate(schema) : same(raw, int.class);
            case LONG -> raw == Instant.class ? ofInstant(schema) : same(raw, long.class);
            case STRING -> raw == UUID.class ? ofUuid(schema) : same(raw, String.class);
            case BYTES -> raw == BigDecimal.class ? ofDecimal(schema) : raw == byte[].class ? ofBytes() : null;
            case FLOAT -> same(raw, float.class);
            case DOUBLE -> same(raw, double.class);
            case BOOLEAN -> same(raw, boolean.class);
            default -> null;
        };
        if (fit == null) {
            throw mismatch(type, schema);
        }
        return fit;
    }

    private static UnsupportedOperationException mismatch(Type type, Schema schema) {
        return new UnsupportedOperationException(
                "of type " + type.getTypeName() + ", which does not go with " + schema + " in the schema");
    }

    private static @Nullable Fit same(Class<?> type, Class<?> wanted) {
        return type == wanted ? Fit.same() : null;
    }

    private static boolean is(String logicalType, Schema schema) {
        LogicalType given = schema.getLogicalType();
        return given != null && given.getName().equals(logicalType);
    }

    private static @Nullable Fit ofDate(Schema schema) {
        return is("date", schema)
                ? Fit.of(
                        Integer.class,
                        LocalDate.class,
                        day -> LocalDate.ofEpochDay(day),
                        date -> Math.toIntExact(date.toEpochDay()))
                : null;
    }

    private static @Nullable Fit ofInstant(Schema schema) {
        if (is("timestamp-millis", schema)) {
            return ofInstant(MILLIS, 1_000);
        }
        if (is("timestamp-micros", schema)) {
            return ofInstant(MICROS, 1_000_000);
        }
        return is("timestamp-nanos", schema) ? ofInstant(NANOS, 1_000_000_000) : null;
    }

    /** Not by {@code unit.between}, which goes by way of nanoseconds, and so no further than the year 2262. */
    private static Fit ofInstant(ChronoUnit unit, long perSecond) {
        long nanos = NANOS_PER_SECOND / perSecond;
        return Fit.of(
                Long.class,
                Instant.class,
                count -> Instant.EPOCH.plus(count, unit),
                instant -> Math.addExact(
                        Math.multiplyExact(instant.getEpochSecond(), perSecond), instant.getNano() / nanos));
    }

    private static @Nullable Fit ofUuid(Schema schema) {
        return is("uuid", schema) ? Fit.of(String.class, UUID.class, UUID::fromString, UUID::toString) : null;
    }

    private static Fit ofBytes() {
        return Fit.of(ByteBuffer.class, byte[].class, ByteBuffer::array, ByteBuffer::wrap);
    }

    private static @Nullable Fit ofDecimal(Schema schema) {
        LogicalType type = schema.getLogicalType();
        Conversions.DecimalConversion decimals = new Conversions.DecimalConversion();
        return is("decimal", schema)
                ? Fit.of(
                        ByteBuffer.class,
                        BigDecimal.class,
                        bytes -> decimals.fromBytes(bytes, schema, type),
                        number -> decimals.toBytes(number, schema, type))
                : null;
    }

    private static Fit ofEnum(Class<?> type, Schema schema) {
        Map<String, Object> constants = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        if (!schema.getEnumSymbols().containsAll(constants.keySet())) {
            throw mismatch(type, schema);
        }
        return Fit.of(
                GenericEnumSymbol.class,
                Enum.class,
                symbol -> constant(constants, symbol),
                constant -> new GenericData.EnumSymbol(schema, constant.name()));
    }

    private static Enum<?> constant(Map<String, Object> constants, GenericEnumSymbol<?> symbol) {
        Object constant = constants.get(symbol.toString());
        if (constant == null) {
            throw new IllegalArgumentException("'" + symbol + "' is none of " + constants.keySet());
        }
        return (Enum<?>) constant;
    }

    private static Fit ofList(Fit.Place element) {
        return Fit.of(List.class, List.class, list -> each(list, element::toJava), list -> each(list, element::toAvro));
    }

    private static List<@Nullable Object> each(List<?> list, Function<@Nullable Object, @Nullable Object> change) {
        List<@Nullable Object> changed = new ArrayList<>(list.size());
        list.forEach(element -> changed.add(change.apply(element)));
        return Collections.unmodifiableList(changed);
    }

    private static Fit ofMap(Fit.Place value) {
        return Fit.of(Map.class, Map.class, map -> each(map, value::toJava), map -> each(map, value::toAvro));
    }

    private static Map<Object, @Nullable Object> each(
            Map<?, ?> map, Function<@Nullable Object, @Nullable Object> change) {
        Map<Object, @Nullable Object> changed = new LinkedHashMap<>();
        map.forEach((key, value) -> changed.put(key, change.apply(value)));
        return Collections.unmodifiableMap(changed);
    }

    static Class<?> unboxed(Class<?> type) {
        return type == Void.class ? type : MethodType.methodType(type).unwrap().returnType();
    }

    static Class<?> raw(Type type) {
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        return type instanceof Class<?> plain ? plain : Object.class;
    }

    private static Type argument(Type type, int index) {
        if (type instanceof ParameterizedType generic) {
            return generic.getActualTypeArguments()[index];
        }
        throw new UnsupportedOperationException("of type " + type.getTypeName() + ", whose parts are not known");
    }
}
