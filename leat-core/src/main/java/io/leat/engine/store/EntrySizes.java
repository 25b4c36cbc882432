// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import io.leat.engine.port.Entry;
import java.util.IdentityHashMap;

/**
 * How many bytes the entries of a table take when they are written: of large ones what each took last, of the others what they took
 * on average lately. One thread at a time.
 */
final class EntrySizes {
    private static final int LARGE = 1 << 12;
    private static final int LATELY = 1 << 14;

    private final IdentityHashMap<Entry, Integer> large = new IdentityHashMap<>();
    private long largeBytes;
    private long bytes;
    private int count;
    /** What an entry is taken to have until the first was written. */
    private int guess = 64;

    /** Takes note that an entry was written. */
    void note(Entry entry, int size) {
        if (size > LARGE || !large.isEmpty()) {
            gone(entry);
        }
        if (size > LARGE) {
            large.put(entry, size);
            largeBytes += size;
            return;
        }
        bytes += size;
        if (++count == LATELY) {
            bytes /= 2;
            count /= 2;
        }
    }

    /** Takes note that an entry is not on the heap any more. */
    void gone(Entry entry) {
        if (!large.isEmpty()) {
            Integer size = large.remove(entry);
            largeBytes -= size == null ? 0 : size;
        }
    }

    /** Returns whether nothing was written yet. */
    boolean isGuess() {
        return count == 0 && large.isEmpty();
    }

    /** Says how many bytes an entry may take, as long as nothing was written. */
    void guess(int size) {
        guess = size;
    }

    /** Returns about how many bytes so many entries take, all that are on the heap. */
    long of(long entries) {
        return largeBytes + Math.max(0, entries - large.size()) * (count == 0 ? guess : bytes / count + 1);
    }
}
