// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import io.leat.engine.port.Entry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Entries with their namespaces, first in, first out. Adding one never copies the others, however many there are, and one that was
 * removed is not held on to. Not thread-safe.
 */
final class EntryQueue {
    private static final int CHUNK = 1 << 10;

    private Chunk head = new Chunk();
    private Chunk tail = head;
    private int first;
    private int end;
    private int size;

    /** A part of the queue. */
    private static final class Chunk {
        final @Nullable Entry[] entries = new @Nullable Entry[CHUNK];
        final long[] namespaces = new long[CHUNK];

        @Nullable
        Chunk next;
    }

    int size() {
        return size;
    }

    void add(Entry entry, long namespace) {
        if (end == CHUNK) {
            Chunk fresh = new Chunk();
            tail.next = fresh;
            tail = fresh;
            end = 0;
        }
        tail.entries[end] = entry;
        tail.namespaces[end++] = namespace;
        size++;
    }

    /** Returns the first entry; there must be one. */
    Entry entry() {
        return Objects.requireNonNull(head.entries[first]);
    }

    /** Returns the namespace of the first entry. */
    long namespace() {
        return head.namespaces[first];
    }

    /** Removes the first entry. */
    void remove() {
        head.entries[first++] = null;
        if (--size == 0) {
            head = tail;
            first = 0;
            end = 0;
        } else if (first == CHUNK) {
            head = Objects.requireNonNull(head.next);
            first = 0;
        }
    }
}
