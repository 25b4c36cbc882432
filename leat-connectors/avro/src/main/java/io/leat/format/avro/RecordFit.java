// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.avro;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** How a record class goes with a record schema: its components with the fields of their names. */
final class RecordFit implements Fit {
    private static final MethodType MAKER = MethodType.methodType(Object.class, Object[].class);
    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);

    private final Class<?> type;
    private final Schema schema;
    private final RecordComponent[] components;
    private final MethodHandle maker;
    private final MethodHandle[] getters;
    private final Place[] places;
    private final int[] positions;
    private final int[] componentAt;
    private final @Nullable Object[] defaults;

    RecordFit(Class<?> type, Schema schema) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(
                    type.getTypeName() + " is not a record; declare it as one, or use Avro.generic(schema)");
        }
        this.type = type;
        this.schema = schema;
        this.components = type.getRecordComponents();
        this.maker = maker(type, components);
        this.getters = Stream.of(components).map(RecordFit::getter).toArray(MethodHandle[]::new);
        this.places = new Place[components.length];
        this.positions = new int[components.length];
        this.componentAt = new int[schema.getFields().size()];
        this.defaults = new @Nullable Object[componentAt.length];
    }

    private static MethodHandle maker(Class<?> type, RecordComponent[] components) {
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asSpreader(Object[].class, types.length)
                    .asType(MAKER);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw closed(type, e);
        }
    }

    private static MethodHandle getter(RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return MethodHandles.lookup().unreflect(component.getAccessor()).asType(GETTER);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw closed(component.getDeclaringRecord(), e);
        }
    }

    private static IllegalArgumentException closed(Class<?> type, Exception cause) {
        return new IllegalArgumentException(
                type.getTypeName() + " is a record that its module "
                        + type.getModule().getName()
                        + " keeps to itself; write `opens " + type.getPackageName()
                        + " to io.leat.format.avro;` into its module-info",
                cause);
    }

    /** Finds the places of the components, which may be of this record class again. */
    void fill(Fits fits) {
        Arrays.fill(componentAt, -1);
        for (int i = 0; i < components.length; i++) {
            Schema.Field field = field(components[i]);
            places[i] = place(components[i], field, fits);
            positions[i] = field.pos();
            componentAt[field.pos()] = i;
        }
        for (Schema.Field field : schema.getFields()) {
            if (componentAt[field.pos()] < 0) {
                defaults[field.pos()] = defaultOf(field);
            }
        }
    }

    private Schema.Field field(RecordComponent component) {
        Schema.Field field = schema.getField(component.getName());
        if (field == null) {
            throw new IllegalArgumentException("the schema " + schema.getFullName()
                    + " has no field for the component '"
                    + component.getName() + "' of " + type.getSimpleName() + "; it has "
                    + schema.getFields().stream().map(Schema.Field::name).toList()
                    + ". Cure: add the field, or leave out the component");
        }
        return field;
    }

    private Place place(RecordComponent component, Schema.Field field, Fits fits) {
        try {
            return fits.ofPlace(component.getGenericType(), field.schema());
        } catch (UnsupportedOperationException e) {
            throw new IllegalArgumentException(
                    "component '" + component.getName() + "' of " + type.getSimpleName() + " is " + e.getMessage()
                            + ". " + Fits.ALLOWED,
                    e);
        }
    }

    private @Nullable Object defaultOf(Schema.Field field) {
        if (!field.hasDefaultValue()) {
            throw new IllegalArgumentException("the schema " + schema.getFullName() + " has a field '" + field.name()
                    + "' without a default, and " + type.getSimpleName() + " has no such component. Cure: add the"
                    + " component, or a default; to read only some fields, leave the schema to Avro.of(type) and give this one to"
                    + " writtenWith");
        }
        return PlainData.PLAIN.getDefaultValue(field);
    }

    @Override
    public Object toJava(Object avro) {
        IndexedRecord record = (IndexedRecord) avro;
        @Nullable Object[] values = new @Nullable Object[places.length];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = places[i].toJava(record.get(positions[i]));
            } catch (IllegalArgumentException e) {
                throw within(i, e);
            }
        }
        return make(values);
    }

    private Object make(@Nullable Object[] values) {
        try {
            return (Object) maker.invokeExact(values);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException("the record " + type.getSimpleName() + " refuses it: " + e, e);
        }
    }

    @Override
    public Object toAvro(Object java) {
        return new View(this, type.cast(java));
    }

    private @Nullable Object avroValue(Object record, int position) {
        int component = componentAt[position];
        if (component < 0) {
            return defaults[position];
        }
        try {
            return places[component].toAvro(get(component, record));
        } catch (AvroRuntimeException | IllegalArgumentException | ArithmeticException | ClassCastException e) {
            throw within(component, e);
        }
    }

    private @Nullable Object get(int component, Object record) {
        try {
            return (@Nullable Object) getters[component].invokeExact(record);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException("its accessor threw " + e, e);
        }
    }

    private IllegalArgumentException within(int component, RuntimeException e) {
        return new IllegalArgumentException(
                type.getSimpleName() + "." + components[component].getName() + ": " + e.getMessage(), e);
    }

    /** A record as Avro sees it. Its parts are looked at one by one while it is written, so that a bound on depth is met before the stack ends. */
    private record View(RecordFit fit, Object record) implements IndexedRecord {
        @Override
        public Schema getSchema() {
            return fit.schema;
        }

        @Override
        public @Nullable Object get(int position) {
            return fit.avroValue(record, position);
        }

        @Override
        public void put(int position, Object value) {
            throw new UnsupportedOperationException("it is only read");
        }
    }
}
