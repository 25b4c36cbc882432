// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import io.leat.engine.directory.ChangeWriter;
import io.leat.engine.directory.Changes;
import io.leat.engine.port.Entry;
import io.leat.engine.time.KeyTimers;
import java.util.List;
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
    private EntryQueue listed = new EntryQueue();
    private EntryQueue listedBefore = new EntryQueue();
    private Entry.Mark mark = Entry.Mark.CHANGED_EVEN;
    private Entry.Mark markBefore = Entry.Mark.CHANGED_ODD;
    private final Removals removals = new Removals();

    /** Entries that a sweep removes: if it leaves none, they are written as one operation. */
    private final class Removals {
        private final EntryQueue entries = new EntryQueue();

        void write(long namespace, int group, boolean noneLeft) {
            if (entries.size() == 0) {
                return;
            }
            ChangeWriter out = sections.of(group);
            if (noneLeft) {
                out.clear(ChangeWriter.ENTRY, namespace);
            }
            for (; entries.size() > 0; entries.remove()) {
                if (!noneLeft) {
                    form.remove(first(entries), namespace, out);
                }
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

    /** Takes note that an entry may be about to change, or about to go: one of the two is said when that is known. */
    void mayChange(S entry, long namespace) {
        writeIfBefore(entry, namespace);
    }

    /**
     * Returns whether an entry may leave the heap: not if it has changed in the epoch that goes on, the end of which wants it. One that
     * is still to be written for the epoch before is written now.
     */
    boolean lets(S entry, long namespace) {
        if (entry.has(mark)) {
            return false;
        }
        writeIfBefore(entry, namespace);
        return true;
    }

    /** Returns how many entries at most have changed in the epoch that goes on, or have gone after they had. */
    int listed() {
        return listed.size();
    }

    /** Returns the one that has changed first in the epoch that goes on; null if there is none. */
    @Nullable
    S firstListed() {
        return listed.size() == 0 ? null : first(listed);
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

    private int write(S entry, long namespace) {
        entry.clear(markBefore);
        entry.set(Entry.Mark.STORED);
        int size = form.put(entry, namespace, sectionsBefore.of(KeyGroups.of(entry.hash())));
        form.note(entry, size);
        return size;
    }

    @SuppressWarnings("unchecked") // only those of the table are added
    private S first(EntryQueue of) {
        return (S) of.entry();
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
        if (listedBefore.size() > 0) {
            throw new IllegalStateException("the changes of the epoch before are not all written");
        }
        ChangeSections free = sectionsBefore;
        sectionsBefore = sections;
        sections = free;
        EntryQueue empty = listedBefore;
        listedBefore = listed;
        listed = empty;
        Entry.Mark other = markBefore;
        markBefore = mark;
        mark = other;
    }

    /**
     * Writes entries of the epoch that was cut last: at most so many, and none any more when these are so many bytes.
     *
     * @return whether all are written
     */
    public boolean writeSome(int entries, int bytes) {
        int written = 0;
        for (int i = 0; i < entries && written < bytes && listedBefore.size() > 0; i++) {
            S entry = first(listedBefore);
            if (entry.has(markBefore)) {
                written += write(entry, listedBefore.namespace());
            }
            listedBefore.remove();
        }
        return listedBefore.size() == 0;
    }

    /**
     * Hands over what was written of the epoch that was cut last, until it is so many bytes.
     *
     * @return whether all was handed over; if not, the next call goes on
     */
    public boolean drain(String step, int bytes, List<Changes> into) {
        return sectionsBefore.drain(step, written, bytes, into);
    }
}
