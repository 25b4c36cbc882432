// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.avro;

import io.leat.connector.Format;
import io.leat.connector.UnreadableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Values in Apache Avro's binary form: the messages of a queue.
 *
 * <p>A message is nothing but the value, so that the writer's schema has to be known: it is {@link #schema()}, unless {@link #writtenWith}
 * says otherwise. In {@link #singleObject()} form a message begins with the fingerprint of its schema, and messages of several schemas
 * can be read. What was written with another schema is resolved by Avro's rules: fields go by their names, one that was not written has its
 * default, one that is not known is passed over. There is no schema registry.
 *
 * <p>Reading is strict and bounded: bytes left over, lengths beyond the end of the message, texts that are not UTF-8 and records more than
 * 256 deep in each other are unreadable, with the position of the byte where there is one. No class is ever loaded because a schema names it.
 *
 * @param <T> the values
 */
public final class Avro<T> implements Format<T> {
    private static final int REGISTRY_HEADER_BYTES = 5;

    private final Class<T> type;
    private final Schema schema;
    private final WriterSchema writer;
    private final Fit fit;
    private final @Nullable SingleObject header;

    private Avro(Class<T> type, Schema schema, WriterSchema writer, Fit fit, @Nullable SingleObject header) {
        this.type = type;
        this.schema = schema;
        this.writer = writer;
        this.fit = fit;
        this.header = header;
    }

    /**
     * Returns the form of a record class, with a schema that is made of it: a field for each component, of the same name.
     *
     * <p>An {@code Instant} is a timestamp-micros, what is finer is cut off; a {@code LocalDate} a date, a {@code UUID} a uuid. What is {@code Optional}, a
     * box such as {@code Integer}, or annotated with a {@code @Nullable}, is a union with null, and null by default. A map
     * must have texts as keys.
     *
     * @throws IllegalArgumentException if {@code type} is not a record, or has a component of which no schema can be made
     */
    public static <T> Avro<T> of(Class<T> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(
                    type.getTypeName() + " is not a record; declare it as one, or use Avro.generic(schema)");
        }
        try {
            return of(type, new Derivation().ofRecord(type));
        } catch (AvroRuntimeException e) {
            throw new IllegalArgumentException(
                    "no schema can be made of " + type.getTypeName() + ": " + e.getMessage()
                            + "; give one, with Avro.of(type, schema)",
                    e);
        }
    }

    /**
     * Returns the form of a record class, with a given schema. Each component goes with the field of its name; other fields need a default,
     * with which they are written. An {@code Instant} can be a timestamp in milli-, micro- or nanoseconds, a {@code BigDecimal} a
     * decimal in bytes.
     *
     * @throws IllegalArgumentException if they do not go together
     */
    public static <T> Avro<T> of(Class<T> type, Schema schema) {
        requireRecord(schema);
        return new Avro<>(type, schema, WriterSchema.of(schema), new Fits().ofRecord(type, schema), null);
    }

    /**
     * Returns the form of Avro's own generic records. Texts are read as {@code String}; dates and the like stay the numbers that are written.
     *
     * @throws IllegalArgumentException if the schema is not that of a record, or has a list of what takes no bytes
     */
    public static Avro<GenericRecord> generic(Schema schema) {
        requireRecord(schema);
        return new Avro<>(GenericRecord.class, schema, WriterSchema.of(schema), Fit.same(), null);
    }

    private static void requireRecord(Schema schema) {
        if (schema.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException(
                    "the schema is " + schema + "; allowed is a record, with the value as a field");
        }
        Schemas.requireBounded(schema);
    }

    /**
     * Returns this form for messages that were written with another schema. It is still written with {@link #schema()}.
     *
     * @throws IllegalArgumentException if {@link #schema()} cannot read these, or would take them for something else
     * @throws IllegalStateException in {@link #singleObject()} form
     */
    public Avro<T> writtenWith(Schema other) {
        if (header != null) {
            throw new IllegalStateException(
                    "messages in single-object form name their schema; use alsoReading instead of writtenWith");
        }
        Schemas.requireReadable(schema, other);
        return new Avro<>(type, schema, WriterSchema.of(other), fit, null);
    }

    /**
     * Returns this form with Avro's single-object encoding: each message begins with C3 01 and the fingerprint of its schema.
     *
     * @throws IllegalStateException after {@link #writtenWith}
     */
    public Avro<T> singleObject() {
        if (!writer.schema().equals(schema)) {
            throw new IllegalStateException(
                    "messages in single-object form name their schema; use alsoReading instead of writtenWith");
        }
        return new Avro<>(type, schema, writer, fit, new SingleObject(schema));
    }

    /**
     * Returns this form for messages that may also be written with these schemas, such as earlier ones; those given before are forgotten.
     *
     * @throws IllegalArgumentException if {@link #schema()} cannot read what is written with one, or would take it for something else
     * @throws IllegalStateException unless in {@link #singleObject()} form
     */
    public Avro<T> alsoReading(Schema... writers) {
        if (header == null) {
            throw new IllegalStateException(
                    "only messages in single-object form name their schema; call singleObject() before alsoReading, or writtenWith");
        }
        for (Schema other : writers) {
            Schemas.requireReadable(schema, other);
        }
        return new Avro<>(type, schema, writer, fit, new SingleObject(schema, writers));
    }

    /** Returns the schema that values are written with, for whoever reads them. */
    public Schema schema() {
        return schema;
    }

    @Override
    public Class<T> type() {
        return type;
    }

    @Override
    public T read(byte[] bytes, int offset, int length) throws UnreadableException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        Message message = new Message(bytes, offset, length);
        try {
            WriterSchema written = header == null ? writer : header.read(message);
            return type.cast(fit.toJava(written.read(message, schema)));
        } catch (Damaged e) {
            throw unreadable(e.getMessage() + hint(bytes, offset, length), e);
        } catch (IllegalArgumentException e) {
            throw unreadable(String.valueOf(e.getMessage()), e);
        } catch (IOException | RuntimeException e) {
            throw unreadable(
                    "before byte " + message.position() + ", " + e.getMessage() + hint(bytes, offset, length), e);
        }
    }

    private UnreadableException unreadable(String reason, Exception cause) {
        return new UnreadableException("not Avro of " + schema.getName() + ": " + reason, cause);
    }

    /** Says so if a message cannot be read, but can be without the five bytes that clients of schema registries put before it. */
    private String hint(byte[] bytes, int offset, int length) {
        if (length < REGISTRY_HEADER_BYTES || bytes[offset] != 0) {
            return "";
        }
        Message rest = new Message(bytes, offset + REGISTRY_HEADER_BYTES, length - REGISTRY_HEADER_BYTES);
        try {
            writer.read(rest, schema);
            return ". After the first five bytes it can be read: it seems to have been written for a schema registry, which is not"
                    + " supported; have it written without, or read it with a Format that passes over them";
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    @Override
    public byte[] write(T value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (header != null) {
            header.write(out);
        }
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new BoundedWriter(schema).write(fit.toAvro(requireSchema(value)), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AvroRuntimeException | ClassCastException | NullPointerException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a value of " + schema.getName() + " cannot be written as Avro: " + e.getMessage(), e);
        }
        return out.toByteArray();
    }

    /** Generic records are written by the positions of their fields: with another schema, that would be something else. */
    private T requireSchema(T value) {
        if (value instanceof GenericRecord record && !record.getSchema().equals(schema)) {
            throw new IllegalArgumentException("it has the schema " + record.getSchema() + ", and not " + schema);
        }
        return value;
    }

    @Override
    public String toString() {
        return "avro of " + schema.getName();
    }
}
