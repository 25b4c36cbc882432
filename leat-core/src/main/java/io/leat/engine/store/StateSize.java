// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import io.leat.engine.port.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes the entries of a table take when they are written, for somebody who looks: told from some of them, so that a look
 * takes about as long whatever the size of the table. By the thread that runs the table's operator, between two records.
 */
public final class StateSize {
    /** How many entries are written at most. */
    private static final int SAMPLE = 256;
    /** After how many bytes it is enough, if they are fewer. */
    private static final int SAMPLE_BYTES = 1 << 20;

    private StateSize() {}

    /**
     * Returns about how many bytes the keys and values take: exactly if there are few, all of them on the heap; else as many as there are
     * times what some take on average, which are from all over the table and on the heap. Empty if none of them is there, or they cannot be
     * written, as the values of a job in memory need not have a codec.
     */
    public static <K extends @Nullable Object, S extends Entry> OptionalLong of(
            HeapTable<K, S> table, StateForm<K, S> form) {
        List<S> sample = sample(table);
        Collections.shuffle(
                sample, new Random(0)); // of large entries only the first are written, from all over the table as well
        long bytes = 0;
        int written = 0;
        try {
            while (written < sample.size() && bytes < SAMPLE_BYTES) {
                bytes += form.measure(sample.get(written));
                written++;
            }
        } catch (RuntimeException e) { // there is no codec, or one of the user's that throws
            return OptionalLong.empty();
        }
        if (written == 0) {
            return table.size() == 0 ? OptionalLong.of(0) : OptionalLong.empty();
        }
        return OptionalLong.of(Math.round((double) bytes / written * table.size()));
    }

    private static <S extends Entry> List<S> sample(HeapTable<?, S> table) {
        List<S> sample = new ArrayList<>();
        if (table.size() <= SAMPLE) {
            table.visit(SAMPLE, (namespace, entry) -> sample.add(entry));
            return sample;
        }
        long before = 0;
        for (long namespace : table.namespaces()) {
            Space space = table.space(namespace);
            long upTo = before + (space == null ? 0 : space.size);
            if (space != null) {
                sample(space, (int) (upTo * SAMPLE / table.size() - before * SAMPLE / table.size()), sample);
            }
            before = upTo;
        }
        return sample;
    }

    /** Adds so many entries of a namespace, or fewer: the first of each part, of as many parts of equal width. */
    @SuppressWarnings("unchecked") // the table has only entries of type S
    private static <S extends Entry> void sample(Space space, int parts, List<S> sample) {
        double width = (double) space.groups.length / parts;
        for (int i = 0; i < parts; i++) {
            Entry first = first(space, i * width, (i + 1) * width);
            if (first != null) {
                sample.add((S) first);
            }
        }
    }

    /** Returns the first entry between two places of a namespace, in which each key group is 1 wide; null if there is none. */
    private static @Nullable Entry first(Space space, double from, double to) {
        for (int group = (int) from; group < Math.min(to, space.groups.length); group++) {
            EntrySet set = space.groups[group];
            int capacity = set == null ? 0 : set.capacity();
            int end = (int) (capacity * Math.min(1, to - group));
            for (int slot = (int) (capacity * Math.max(0, from - group)); slot < end; slot++) {
                if (set != null && set.at(slot) != null) {
                    return set.at(slot);
                }
            }
        }
        return null;
    }
}
