// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.schema;

import java.util.List;

/**
 * What has changed between the schema by which something was written and that by which it is to be read.
 *
 * <p>What has grown can be read: a record with more fields behind those it had, an enum with more constants, a sealed interface with
 * more members, at any depth. A key cannot grow by a field, since its hash is stored and would be another.
 *
 * @param problems why it cannot be read, each in words about the innermost thing that differs; none if it can
 * @param grown what is new, in words
 */
public record SchemaChange(List<String> problems, List<String> grown) {
    public SchemaChange {
        problems = List.copyOf(problems);
        grown = List.copyOf(grown);
    }

    /** Returns whether what was written can be read. */
    public boolean isReadable() {
        return problems.isEmpty();
    }

    /** Returns whether nothing has changed that matters. */
    public boolean isSame() {
        return problems.isEmpty() && grown.isEmpty();
    }

    /**
     * Compares the schemas of values.
     *
     * @param what the values in words, for messages: {@code its state}
     */
    public static SchemaChange ofValues(String what, String was, String is) {
        return compared(what, was, is, false);
    }

    /** Compares the schemas of keys. */
    public static SchemaChange ofKeys(String what, String was, String is) {
        return compared(what, was, is, true);
    }

    private static SchemaChange compared(String what, String was, String is, boolean asKey) {
        if (was.equals(is)) {
            return new SchemaChange(List.of(), List.of());
        }
        Comparison comparison = new Comparison(asKey);
        comparison.compare(what, SchemaText.parse(was), SchemaText.parse(is));
        return comparison.result();
    }
}
