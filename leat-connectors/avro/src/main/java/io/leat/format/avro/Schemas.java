// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.avro;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.generic.GenericDatumReader;

/** What is refused of schemas when a format is made. */
final class Schemas {
    private Schemas() {}

    /** Throws unless the items of every list take at least a byte, so that bytes bound how many there can be. */
    static void requireBounded(Schema schema) {
        requireBounded(schema, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static void requireBounded(Schema schema, Set<Schema> seen) {
        if (!seen.add(schema)) {
            return;
        }
        if (schema.getType() == Schema.Type.ARRAY && GenericDatumReader.isZeroByteSchema(schema.getElementType())) {
            throw new IllegalArgumentException("the schema has a list of " + schema.getElementType()
                    + ", which take no bytes, so that a message of ten bytes could hold thousands of millions of them;"
                    + " allowed are lists of what takes a byte: give the count as a long");
        }
        parts(schema).forEach(part -> requireBounded(part, seen));
    }

    private static List<Schema> parts(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> schema.getFields().stream().map(Schema.Field::schema).toList();
            case ARRAY -> List.of(schema.getElementType());
            case MAP -> List.of(schema.getValueType());
            case UNION -> schema.getTypes();
            default -> List.of();
        };
    }

    /** Returns whether a record of the schema can be within another of its kind. */
    static boolean holdsItself(Schema schema) {
        return holdsItself(schema, Set.of());
    }

    private static boolean holdsItself(Schema schema, Set<String> around) {
        if (schema.getType() != Schema.Type.RECORD) {
            return parts(schema).stream().anyMatch(part -> holdsItself(part, around));
        }
        Set<String> within = new HashSet<>(around);
        return !within.add(schema.getFullName()) || parts(schema).stream().anyMatch(part -> holdsItself(part, within));
    }

    /** Throws unless what was written with one schema can be read with another, by Avro's rules, and means the same. */
    static void requireReadable(Schema reader, Schema writer) {
        requireBounded(writer);
        SchemaPairCompatibility pair = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
            String reasons = pair.getResult().getIncompatibilities().stream()
                    .map(found -> found.getType() + " at " + found.getLocation() + ": " + found.getMessage())
                    .collect(joining("; "));
            throw new IllegalArgumentException(
                    "the schema " + reader.getFullName() + " cannot read what was written with "
                            + writer.getFullName() + ": " + reasons
                            + ". Cure: give added fields a default (Optional or @Nullable in a record class), the writer's name as an"
                            + " alias to a schema with another name, and let types only grow: int to long, long to double");
        }
        requireSameMeaning(reader, writer, new HashSet<>());
    }

    /** Avro's rules look only at how numbers are written: milliseconds would be taken for microseconds. */
    private static void requireSameMeaning(Schema reader, Schema writer, Set<List<Schema>> seen) {
        if (reader.getType() == Schema.Type.UNION || writer.getType() == Schema.Type.UNION) {
            for (Schema branch : branches(reader)) {
                branches(writer).stream()
                        .filter(other -> other.getType() == branch.getType())
                        .forEach(other -> requireSameMeaning(branch, other, seen));
            }
        } else if (reader.getType() == writer.getType() && seen.add(List.of(reader, writer))) {
            requireSameLogicalType(reader, writer);
            requireSameMeaningOfParts(reader, writer, seen);
        }
    }

    private static List<Schema> branches(Schema schema) {
        return schema.getType() == Schema.Type.UNION ? schema.getTypes() : List.of(schema);
    }

    private static void requireSameMeaningOfParts(Schema reader, Schema writer, Set<List<Schema>> seen) {
        if (reader.getType() != Schema.Type.RECORD) {
            List<Schema> read = parts(reader);
            for (int i = 0; i < read.size(); i++) {
                requireSameMeaning(read.get(i), parts(writer).get(i), seen);
            }
            return;
        }
        for (Schema.Field field : reader.getFields()) {
            Schema.Field other = writer.getField(field.name());
            if (other != null) {
                requireSameMeaning(field.schema(), other.schema(), seen);
            }
        }
    }

    private static void requireSameLogicalType(Schema reader, Schema writer) {
        LogicalType read = reader.getLogicalType();
        LogicalType written = writer.getLogicalType();
        if (read != null && written != null && !describe(read).equals(describe(written))) {
            throw new IllegalArgumentException("what was written as " + describe(written) + " would be read as "
                    + describe(read)
                    + ", and Avro does not convert it. Cure: give a schema for reading that has "
                    + describe(written) + " there, with Avro.of(type, schema)");
        }
    }

    private static String describe(LogicalType type) {
        return type instanceof LogicalTypes.Decimal decimal ? "decimal of scale " + decimal.getScale() : type.getName();
    }
}
