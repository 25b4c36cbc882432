// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.engine.directory.ChangeWriter;
import io.leat.engine.port.Entry;
import io.leat.engine.store.scratch.Scratch;
import java.io.IOError;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of a table is on the disk since the heap has no room for it: sends entries there and brings them back.
 *
 * <p>Which ones go is chosen by a hand that goes round over the table, like that of a clock. Those that have changed in the epoch that
 * goes on stay: so what is used all the time stays. They could not go, since the end of the epoch wants them.
 *
 * <p>Invariant "in hand": an entry that an operator was given in the call that it is in is marked as changed, or is swept. So the
 * others may go at any time. What fails is an {@link IOError}, which no user's function is blamed for. One thread at a time.
 */
final class Spill<K extends @Nullable Object, S extends Entry> {
    /** How many records are looked at for each entry that comes to the heap: two for each that leaves the disk would do. */
    private static final int TIDIED = 4;

    /** How many slots the hand goes on at least. */
    private static final int LOOKS = 1 << 12;

    private static final int MOSTLY = 16;

    private final HeapTable<K, S> table;
    private final StateForm<K, S> form;
    private final StateRoom room;
    private final Scratch scratch;
    private final EntrySizes sizes = new EntrySizes();
    private final BinaryWriter record = new BinaryWriter();
    private final ChangeWriter out = new ChangeWriter(record);
    private long cold;
    private boolean sweeping;

    /** The namespaces that there were when this round of the hand began, and where the hand is. */
    private long[] round = {};

    private int inRound;
    private int group = -1;
    private int slot;

    Spill(HeapTable<K, S> table, StateForm<K, S> form, StateRoom room, Scratch scratch) {
        this.table = table;
        this.form = form;
        this.room = room;
        this.scratch = scratch;
        form.tell(sizes);
    }

    // ---- how much there is ----------------------------------------------------------------------------------------

    private long hot() {
        return table.size() - cold;
    }

    /** Returns about how many bytes the entries on the heap would take. */
    long bytes() {
        return sizes.of(hot());
    }

    /** Returns about how many of these have changed in the epoch that goes on. */
    long changedBytes() {
        StateChanges<K, S> changes = table.changes();
        long hot = hot();
        return changes == null || hot == 0 ? 0 : bytes() * Math.min(hot, changes.listed()) / hot;
    }

    /** Looks how large an entry is, as long as none was written. */
    void guess() {
        StateChanges<K, S> changes = table.changes();
        S changed = changes == null || !sizes.isGuess() ? null : changes.firstListed();
        if (changed != null) {
            sizes.guess(form.measure(changed));
        }
    }

    /** Takes note that an entry is not on the heap any more. */
    void gone(Entry entry) {
        sizes.gone(entry);
    }

    // ---- to the disk ----------------------------------------------------------------------------------------------

    /** Sends so many bytes of entries to the disk, or fewer if the hand does not find as many; returns how many. */
    long evict(long wanted) {
        if (changedBytes() > bytes() / MOSTLY * (MOSTLY - 1)) {
            return 0; // the hand would hardly find any
        }
        long gone = 0;
        long looks = LOOKS + wanted;
        while (gone < wanted && looks > 0) {
            EntrySet set = setAtHand();
            if (set == null || slot >= set.capacity()) {
                if (set != null) {
                    set.trim();
                }
                looks -= nextSet();
            } else {
                looks--;
                gone += look(set);
            }
        }
        return gone;
    }

    private @Nullable EntrySet setAtHand() {
        Space space = inRound < round.length ? table.space(round[inRound]) : null;
        EntrySet set = space == null || group < 0 ? null : space.groups[group];
        return set == null || table.isSwept(set) ? null : set;
    }

    /** Goes on to the next set, or to where there might be one; returns how much looking that was. */
    private int nextSet() {
        slot = 0;
        Space space = inRound < round.length ? table.space(round[inRound]) : null;
        if (space != null) {
            for (int next = group + 1; next < space.groups.length; next++) {
                if (space.groups[next] != null) {
                    int passed = next - group;
                    group = next;
                    return passed;
                }
            }
        }
        group = -1;
        if (++inRound >= round.length) {
            round = table.namespaces();
            inRound = 0;
            return LOOKS / 4;
        }
        return 1;
    }

    /** Looks at the slot at the hand, and returns how many bytes have left the heap. */
    @SuppressWarnings("unchecked") // the table has only entries of type S
    private int look(EntrySet set) {
        S entry = (S) set.at(slot);
        StateChanges<K, S> changes = table.changes();
        if (entry == null || (changes != null && !changes.lets(entry, round[inRound]))) {
            slot++;
            return 0;
        }
        record.reset();
        int bytes = form.put(entry, round[inRound], out);
        long address = append(record.toByteArray());
        ColdEntries here = set.cold();
        if (here == null) {
            here = new ColdEntries();
            set.cold(here);
        }
        here.add(KeyGroups.mix(entry.hash()), address);
        set.removeAt(slot);
        sizes.gone(entry);
        cold++;
        return bytes;
    }

    // ---- and back -------------------------------------------------------------------------------------------------

    /** Takes an entry from the disk; null if it is not there. */
    @Nullable
    S take(EntrySet set, K key, int hash, int mixed) {
        ColdEntries here = set.cold();
        if (here == null) {
            return null;
        }
        for (long address = here.find(mixed, 0); address != 0; address = here.find(mixed, address)) {
            byte[] bytes = read(address, false);
            S entry = entry(bytes);
            if (entry.hash() == hash && Objects.equals(entry.key(), key)) {
                leaves(set, mixed, address, bytes);
                return entry;
            }
            sizes.gone(entry);
        }
        return null;
    }

    private S entry(byte[] bytes) {
        S entry = form.read(new BinaryReader(bytes));
        entry.set(Entry.Mark.STORED); // it could go, so it was written
        return entry;
    }

    private void leaves(EntrySet set, int mixed, long address, byte[] bytes) {
        ColdEntries here = Objects.requireNonNull(set.cold());
        here.remove(mixed, address);
        if (here.size() == 0) {
            set.cold(null);
        }
        free(address, bytes);
        cold--;
    }

    /** Makes room for an entry that has come to the heap. */
    void arrived() {
        room.makeRoom();
        tidy();
    }

    /** What a sweep does with an entry that is not on the heap. */
    @FunctionalInterface
    interface Visit<S> {
        /** Returns whether the entry is to stay as it is. */
        boolean stays(S entry);
    }

    /** Brings the entries of a set that are not on the heap there one by one. Those that have changed stay there. */
    void sweep(EntrySet set, Visit<S> visit) {
        ColdEntries here = set.cold();
        if (here == null) {
            return;
        }
        sweeping = true;
        try {
            for (long address : here.sorted()) {
                visit(set, address, visit);
            }
        } finally {
            sweeping = false;
        }
    }

    private void visit(EntrySet set, long address, Visit<S> visit) {
        byte[] bytes = read(address, true);
        S entry = entry(bytes);
        if (visit.stays(entry)) {
            sizes.gone(entry);
        } else {
            leaves(set, KeyGroups.mix(entry.hash()), address, bytes);
        }
    }

    /** Forgets the entries of a set, and returns how many of them were not on the heap. */
    int forget(EntrySet set) {
        set.sweep(sizes::gone);
        ColdEntries here = set.cold();
        if (here == null) {
            return 0;
        }
        for (long address : here.sorted()) {
            free(address, null);
        }
        cold -= here.size();
        set.cold(null);
        return here.size();
    }

    // ---- the files ------------------------------------------------------------------------------------------------

    /** Not while addresses are in the hands of a sweep. */
    private void tidy() {
        if (sweeping) {
            return;
        }
        try {
            scratch.tidy(TIDIED, this::writeAgain);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void writeAgain(long address, byte[] bytes) throws IOException {
        BinaryReader in = new BinaryReader(bytes);
        in.readByte(); // what is done
        Space space = table.space(in.readLong());
        in.readCount(1);
        int mixed = KeyGroups.mix(in.readInt());
        EntrySet set = space == null ? null : space.groups[table.indexOf(mixed)];
        ColdEntries here = set == null ? null : set.cold();
        if (here != null && here.has(mixed, address)) {
            here.move(mixed, address, scratch.append(bytes));
            scratch.free(address, bytes);
        }
    }

    private long append(byte[] bytes) {
        try {
            return scratch.append(bytes);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private byte[] read(long address, boolean inOrder) {
        try {
            return inOrder ? scratch.readInOrder(address) : scratch.read(address);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void free(long address, byte @Nullable [] bytes) {
        try {
            if (bytes == null) {
                scratch.free(address);
            } else {
                scratch.free(address, bytes);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static IOError failed(IOException e) {
        return new IOError(new IOException("state for which there is no room on the heap: " + e.getMessage(), e));
    }

    /** Deletes the files. */
    void close() throws IOException {
        scratch.close();
    }
}
