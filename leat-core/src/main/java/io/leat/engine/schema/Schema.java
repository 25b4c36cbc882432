// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.schema;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A schema taken apart. Each prints itself as it is called in a message, which is short for what has a name. */
sealed interface Schema {

    /** A schema without parts, a constant of an enum, or a user's text in quotes. */
    record Word(String text) implements Schema {
        @Override
        public String toString() {
            return text;
        }
    }

    /** {@code list<x>}, {@code map<x,y>} and their like. */
    record Container(String name, List<Schema> parts) implements Schema {
        @Override
        public String toString() {
            return parts.stream().map(Schema::toString).collect(Collectors.joining(",", name + "<", ">"));
        }
    }

    /** {@code x[]}. */
    record Array(Schema element) implements Schema {
        @Override
        public String toString() {
            return element + "[]";
        }
    }

    /**
     * {@code Name{a:x,b:y}}, a record, or {@code name[a:x,b:y]}.
     *
     * @param grows whether it is a record, which is written with the number of its fields
     */
    record Fields(String name, boolean grows, List<Field> fields) implements Schema {
        /** Returns the place of a field; -1 if there is none of that name. */
        int placeOf(String field) {
            for (int i = 0; i < fields.size(); i++) {
                if (fields.get(i).name.equals(field)) {
                    return i;
                }
            }
            return -1;
        }

        @Override
        public String toString() {
            return grows ? "record " + name : name;
        }
    }

    /** A field of a record, and what it holds. */
    record Field(String name, Schema holds) {}

    /** {@code Name(x|y)}: an enum, or a sealed interface, whose members have names and fields. */
    record Choice(String name, List<Schema> members) implements Schema {
        /** Returns whether it is an enum: a constant is a word, unless it is called as a record around it. */
        boolean isEnum() {
            return members.isEmpty() || members.stream().anyMatch(member -> member instanceof Word);
        }

        /** Returns the member of a name; null if there is none. */
        @Nullable
        Schema member(String wanted) {
            return members.stream()
                    .filter(member -> nameOf(member).equals(wanted))
                    .findFirst()
                    .orElse(null);
        }

        static String nameOf(Schema member) {
            if (member instanceof Fields record) {
                return record.name;
            }
            if (member instanceof Choice choice) {
                return choice.name;
            }
            return member instanceof Reference reference ? reference.name : member.toString();
        }

        @Override
        public String toString() {
            return (isEnum() ? "enum " : "sealed ") + name;
        }
    }

    /** {@code Name}: a record or sealed interface inside itself. */
    final class Reference implements Schema {
        private final String name;
        private @Nullable Schema target;

        Reference(String name) {
            this.name = name;
        }

        /** Called once, when all that this stands in has been read. */
        void bind(Schema referred) {
            target = referred;
        }

        Schema target() {
            return Objects.requireNonNull(target, "used while it is read");
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
