// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import io.leat.engine.directory.ChangeWriter;
import io.leat.engine.directory.Changes;
import io.leat.engine.port.Entry;
import io.leat.engine.time.KeyTimers;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has changed in the state of an operator since the last barrier, and what of the changes before it is still to be written.
 *
 * <p>An entry that changes is listed once an epoch, and written when the epoch is over: some at a time, between other work, or
 * at the latest just before it changes again. So what is written is always as it was at the barrier, and nobody waits for all
 * of it. That an entry or a timer is gone is written at once.
 *
 * <p>Invariant "listed": an entry in the table has the mark of the current epoch if and only if it is in the list of the
 * current epoch, and that of the epoch before if and only if it is still to be written for it. One thread at a time.
 */
public final class StateChanges<K extends @Nullable Object, S extends Entry> {
    private final StateForm<K, S> form;
    private final KeyGroups.Range written;
    private ChangeSections sections;
    private ChangeSections sectionsBefore;
    private Listed<S> listed = new Listed<>();
    private Listed<S> listedBefore = new Listed<>();
    private Entry.Mark mark = Entry.Mark.CHANGED_EVEN;
    private Entry.Mark markBefore = Entry.Mark.CHANGED_ODD;
    private int next;
    private final Removals removals = new Removals();

    /** Entries with their namespaces. */
    private static final class Listed<S> {
        private @Nullable Object[] entries = new @Nullable Object[16];
        private long[] namespaces = new long[16];
        private int size;

        void add(S entry, long namespace) {
            if (size == entries.length) {
                entries = Arrays.copyOf(entries, 2 * size);
                namespaces = Arrays.copyOf(namespaces, 2 * size);
            }
            entries[size] = entry;
            namespaces[size++] = namespace;
        }

        void clear() {
            if (size > 1 << 16) {
                entries = new @Nullable Object[16];
                namespaces = new long[16];
            } else {
                Arrays.fill(entries, 0, size, null);
            }
            size = 0;
        }
    }

    /** Entries that a sweep removes: if it leaves none, they are written as one operation. */
    private final class Removals {
        private final Listed<S> entries = new Listed<>();

        void write(long namespace, int group, boolean noneLeft) {
            if (entries.size > 0) {
                ChangeWriter out = sections.of(group);
                if (noneLeft) {
                    out.clear(ChangeWriter.ENTRY, namespace);
                } else {
                    for (int i = 0; i < entries.size; i++) {
                        form.remove(entry(entries, i), namespace, out);
                    }
                }
                entries.clear();
            }
        }
    }

    /**
     * @param kept the key groups whose state there is
     * @param written those of them whose changes are wanted
     */
    public StateChanges(StateForm<K, S> form, KeyGroups.Range kept, KeyGroups.Range written) {
        this.form = form;
        this.written = written;
        this.sections = new ChangeSections(kept);
        this.sectionsBefore = new ChangeSections(kept);
    }

    // ---- by the table ---------------------------------------------------------------------------------------------

    /** Takes note that an entry is about to change. */
    void changes(S entry, long namespace) {
        if (!entry.has(mark)) {
            list(entry, namespace);
        }
    }

    private void list(S entry, long namespace) {
        writeIfBefore(entry, namespace);
        entry.set(mark);
        listed.add(entry, namespace);
    }

    /** Takes note that an entry is going. */
    void goes(S entry, long namespace, boolean inSweep) {
        writeIfBefore(entry, namespace);
        entry.clear(mark);
        if (entry.has(Entry.Mark.STORED)) {
            if (inSweep) {
                removals.entries.add(entry, namespace);
            } else {
                form.remove(entry, namespace, sections.of(KeyGroups.of(entry.hash())));
            }
        }
    }

    /** Takes note that a sweep has ended, and whether it has left an entry. */
    void swept(long namespace, int group, boolean noneLeft) {
        removals.write(namespace, group, noneLeft);
    }

    private void writeIfBefore(S entry, long namespace) {
        if (entry.has(markBefore)) {
            write(entry, namespace);
        }
    }

    private void write(S entry, long namespace) {
        entry.clear(markBefore);
        entry.set(Entry.Mark.STORED);
        form.put(entry, namespace, sectionsBefore.of(KeyGroups.of(entry.hash())));
    }

    @SuppressWarnings("unchecked") // only entries are added
    private S entry(Listed<S> from, int index) {
        return (S) Objects.requireNonNull(from.entries[index]);
    }

    // ---- by timers ------------------------------------------------------------------------------------------------

    /** Returns what takes note of timers of a kind. */
    public KeyTimers.Changes<K> timers(int kind) {
        return new KeyTimers.Changes<>() {
            @Override
            public void added(K key, int hash, long namespace, long time) {
                form.putTimer(kind, new StateForm.Timer<>(key, hash, namespace, time), sections.of(KeyGroups.of(hash)));
            }

            @Override
            public void gone(K key, int hash, long namespace, long time) {
                form.removeTimer(
                        kind, new StateForm.Timer<>(key, hash, namespace, time), sections.of(KeyGroups.of(hash)));
            }
        };
    }

    // ---- by epochs ------------------------------------------------------------------------------------------------

    /** Ends an epoch: what has changed in it is to be written from now on. */
    public void cut() {
        if (next < listedBefore.size) {
            throw new IllegalStateException("the changes of the epoch before are not all written");
        }
        ChangeSections free = sectionsBefore;
        sectionsBefore = sections;
        sections = free;
        Listed<S> empty = listedBefore;
        empty.clear();
        listedBefore = listed;
        listed = empty;
        Entry.Mark other = markBefore;
        markBefore = mark;
        mark = other;
        next = 0;
    }

    /** Writes at most so many entries of the epoch that was cut last; returns whether all are written. */
    public boolean writeSome(int atMost) {
        int end = Math.min(listedBefore.size, next + atMost);
        for (; next < end; next++) {
            writeIfBefore(entry(listedBefore, next), listedBefore.namespaces[next]);
        }
        return next == listedBefore.size;
    }

    /** Hands over what was written of the epoch that was cut last. */
    public void drain(String step, List<Changes> into) {
        sectionsBefore.drain(step, written, into);
    }
}
