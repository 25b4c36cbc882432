// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.schema;

import io.leat.codec.BinaryReader;
import io.leat.codec.Codec;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Bytes that are read by nothing but what is said of them: so what is said is all that there is, and true. */
public final class DescribedBytes {
    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "short", "char", "int", "long", "float", "double");

    private static final Map<String, Class<?>> SCALARS = Map.of(
            "boolean", boolean.class,
            "int", int.class,
            "long", long.class,
            "double", double.class,
            "string", String.class,
            "instant", Instant.class,
            "any", Object.class);

    private final BinaryReader in;
    private final UnaryOperator<String> schemaOf;

    private DescribedBytes(byte[] bytes, UnaryOperator<String> schemaOf) {
        this.in = new BinaryReader(bytes);
        this.schemaOf = schemaOf;
    }

    /**
     * Reads bytes by their schema.
     *
     * @param schemaOf gives the schema of a class by its name
     * @throws IllegalArgumentException if that does not lead to their end
     */
    public static void read(String schema, byte[] bytes, UnaryOperator<String> schemaOf) {
        DescribedBytes reading = new DescribedBytes(bytes, schemaOf);
        reading.read(SchemaText.parse(schema));
        reading.in.requireEnd();
    }

    /** Reads what is a part of something of any number of parts: there is a mark before it whether it is there. */
    private void readPart(Schema schema) {
        if (schema instanceof Schema.Word word) {
            String text = word.text();
            if (PRIMITIVES.contains(text) || text.equals("any") || text.equals("dynamic")) {
                read(word);
            } else if (in.readBoolean()) {
                read(new Schema.Word(text.replace("?", "")));
            }
        } else if (in.readBoolean()) {
            read(schema);
        }
    }

    private void read(Schema schema) {
        if (schema instanceof Schema.Word word) {
            word(word.text());
        } else if (schema instanceof Schema.Container container) {
            container(container);
        } else if (schema instanceof Schema.Array array) {
            times(in.readUnsigned(), () -> readPart(array.element()));
        } else if (schema instanceof Schema.Fields fields) {
            fields(fields);
        } else if (schema instanceof Schema.Choice choice) {
            String name = in.readString();
            Schema member = Optional.ofNullable(choice.member(name)).orElseThrow();
            if (!choice.isEnum()) {
                read(member);
            }
        } else {
            read(((Schema.Reference) schema).target());
        }
    }

    private void word(String text) {
        if (text.equals("bits")) {
            in.readFixedLong();
        } else if (text.equals("dynamic")) {
            dynamic(in.readString());
        } else if (SCALARS.containsKey(text)) {
            Codec.of(SCALARS.get(text)).read(in);
        } else {
            throw new IllegalArgumentException("nothing says what '" + text + "' is");
        }
    }

    private void dynamic(String className) {
        switch (className) {
            case "" -> word("any");
            case "java.util.List" -> read(SchemaText.parse("list<dynamic>"));
            default -> read(SchemaText.parse(schemaOf.apply(className)));
        }
    }

    private void fields(Schema.Fields fields) {
        if (!fields.grows()) {
            fields.fields().forEach(field -> read(field.holds()));
            return;
        }
        long written = in.readUnsigned();
        fields.fields().stream().limit(written).forEach(field -> readPart(field.holds()));
    }

    private void container(Schema.Container container) {
        Schema first = container.parts().get(0);
        switch (container.name()) {
            case "list" -> times(in.readUnsigned(), () -> readPart(first));
            case "map" ->
                times(in.readUnsigned(), () -> {
                    readPart(first);
                    readPart(container.parts().get(1));
                });
            case "optional" -> readPart(first);
            case "many" -> times(in.readInt(), () -> read(first));
            case "chain" -> {
                while (in.readBoolean()) {
                    read(first);
                }
            }
            case "maybe" -> times(in.readBoolean() ? 1 : 0, () -> read(first));
            case "either" -> read(in.readBoolean() ? first : container.parts().get(1));
            default -> throw new IllegalArgumentException("nothing says what '" + container + "' is");
        }
    }

    private static void times(long count, Runnable action) {
        for (long i = 0; i < count; i++) {
            action.run();
        }
    }
}
