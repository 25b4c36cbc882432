// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import io.leat.engine.collection.LongMap;
import io.leat.engine.port.Entry;
import io.leat.engine.port.Table;
import io.leat.engine.time.WindowTimers;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A table on the heap: by namespace, then by key group, then by key. One lookup is one probe of a small array; the namespace
 * of the last one is at hand, since neighbouring events mostly share their window.
 *
 * <p>The namespace comes first so that a window that closes is swept and dropped as a whole. Not thread-safe.
 */
public final class HeapTable<K extends @Nullable Object, S extends Entry>
        implements Table<K, S>, WindowTimers.Sweep<K> {
    private final KeyGroups.Range groups;
    private final LongMap<Space> spaces = new LongMap<>();
    private @Nullable Space last;

    /** How many entries each key group had in the namespace that went last: about as many as the next one will have. */
    private final int[] expected;

    /** The entry that a sweep is at: it is found and removed without a search. */
    private @Nullable Entry swept;

    private @Nullable EntrySet sweptSet;

    /** Whether the entry that a sweep is at may have been changed. */
    private boolean sweptChanges;

    /** Whether a sweep is at an entry that is not on the heap. */
    private boolean sweptIsCold;

    private @Nullable StateChanges<K, S> changes;

    /** What sends entries to the disk; null if all have room on the heap. */
    private @Nullable Spill<K, S> spill;

    private long size;

    public HeapTable(KeyGroups.Range groups) {
        this.groups = groups;
        this.expected = new int[groups.size()];
    }

    @Override
    @SuppressWarnings("unchecked") // only insert() writes, with S
    public @Nullable S forUpdate(K key, int hash, long namespace) {
        Space space = last;
        if (space == null || space.namespace != namespace) {
            space = spaces.get(namespace);
            if (space == null) {
                return null;
            }
            last = space;
        }
        int mixed = KeyGroups.mix(hash);
        EntrySet set = space.groups[KeyGroups.ofMixed(mixed) - groups.first()];
        if (set == null) {
            return null;
        }
        if (set == sweptSet) {
            return sweptForUpdate(key, namespace);
        }
        S found = (S) set.find(key, hash, mixed);
        if (found == null) {
            return spill == null ? null : coldForUpdate(spill, set, key, hash, namespace);
        }
        if (changes != null) {
            changes.changes(found, namespace);
        }
        return found;
    }

    private @Nullable S coldForUpdate(Spill<K, S> from, EntrySet set, K key, int hash, long namespace) {
        S found = from.take(set, key, hash, KeyGroups.mix(hash));
        if (found != null) {
            arrives(found, set, namespace, from);
        }
        return found;
    }

    private void arrives(S entry, EntrySet set, long namespace, Spill<K, S> from) {
        set.add(entry);
        if (changes != null) {
            changes.changes(entry, namespace);
        }
        from.arrived();
    }

    /** Mostly it goes in the end: then it has not to be listed. */
    @SuppressWarnings("unchecked") // only insert() writes, with S
    private S sweptForUpdate(@Nullable Object key, long namespace) {
        S found = (S) swept(key);
        if (changes != null) {
            changes.mayChange(found, namespace);
        }
        sweptChanges = true;
        return found;
    }

    private Entry swept(@Nullable Object key) {
        Entry at = swept;
        if (at == null || at.key() != key) {
            throw new IllegalStateException("only the key that is being swept can be reached");
        }
        return at;
    }

    @Override
    public S insert(K key, int hash, long namespace, S fresh) {
        fresh.belongTo(key, hash);
        Space space = spaceOf(namespace);
        last = space;
        setOf(space, KeyGroups.of(hash)).add(fresh);
        space.size++;
        size++;
        if (changes != null) {
            changes.changes(fresh, namespace);
        }
        if (spill != null) {
            spill.arrived();
        }
        return fresh;
    }

    private Space spaceOf(long namespace) {
        Space space = spaces.get(namespace);
        if (space == null) {
            space = new Space(namespace, groups.size());
            spaces.put(namespace, space);
        }
        return space;
    }

    /** Puts an entry that was read back in place of the one that is there, if any. It has changed nothing. */
    public void restore(K key, int hash, long namespace, S stored) {
        stored.belongTo(key, hash);
        stored.set(Entry.Mark.STORED);
        Space space = spaceOf(namespace);
        int mixed = KeyGroups.mix(hash);
        EntrySet set = setOf(space, KeyGroups.ofMixed(mixed));
        Entry replaced = set.replace(stored, mixed);
        if (replaced == null) {
            replaced = spill == null ? null : spill.take(set, key, hash, mixed);
            set.add(stored);
        }
        if (replaced == null) {
            space.size++;
            size++;
        }
        if (spill != null) {
            if (replaced != null) {
                spill.gone(replaced);
            }
            spill.arrived();
        }
    }

    /** Removes an entry, if it is there, of which it was read back that it is gone. */
    public void forget(K key, int hash, long namespace) {
        StateChanges<K, S> told = changes;
        changes = null;
        try {
            remove(key, hash, namespace);
        } finally {
            changes = told;
        }
    }

    /** Removes the entries of a namespace in a key group of which it was read back that they are gone. */
    public void forget(long namespace, int group) {
        Space space = spaces.get(namespace);
        EntrySet set = space == null ? null : space.groups[group - groups.first()];
        if (space == null || set == null) {
            return;
        }
        int gone = set.size() + (spill == null ? 0 : spill.forget(set));
        space.size -= gone;
        size -= gone;
        forget(space, set, group - groups.first());
    }

    @Override
    public void remove(K key, int hash, long namespace) {
        Space space = spaces.get(namespace);
        int mixed = KeyGroups.mix(hash);
        EntrySet set = space == null ? null : space.groups[KeyGroups.ofMixed(mixed) - groups.first()];
        if (space == null || set == null) {
            return;
        }
        if (set == sweptSet) {
            goes(swept(key), space, true);
            if (!sweptIsCold) {
                set.removeSwept();
            }
            swept = null;
            return;
        }
        Entry entry = set.find(key, hash, mixed);
        if (entry != null) {
            set.remove(entry);
        } else if (spill != null) {
            entry = spill.take(set, key, hash, mixed);
        }
        if (entry != null) {
            goes(entry, space, false);
            if (set.isEmpty()) {
                forget(space, set, KeyGroups.ofMixed(mixed) - groups.first());
            }
        }
    }

    /** Returns whether a namespace has an entry. */
    public boolean has(long namespace) {
        return spaces.get(namespace) != null;
    }

    @SuppressWarnings("unchecked") // only insert() writes, with S
    private void goes(Entry entry, Space space, boolean inSweep) {
        space.size--;
        size--;
        if (changes != null) {
            changes.goes((S) entry, space.namespace, inSweep);
        }
        if (spill != null) {
            spill.gone(entry);
        }
    }

    /** Tells changes from now on. */
    public void tell(StateChanges<K, S> to) {
        changes = to;
    }

    /** Returns how many entries there are, on the heap or not. */
    public long size() {
        return size;
    }

    // ---- for what sends entries to the disk -----------------------------------------------------------------------

    /** Has entries sent to the disk from now on. */
    void spill(Spill<K, S> by) {
        spill = by;
    }

    @Nullable
    StateChanges<K, S> changes() {
        return changes;
    }

    /** Returns all namespaces in ascending order. */
    long[] namespaces() {
        return spaces.sortedKeys();
    }

    /** Returns the entries of a namespace; null if there are none. */
    @Nullable
    Space space(long namespace) {
        return spaces.get(namespace);
    }

    /** Returns where in a {@link Space} the key group of a mixed hash is. */
    int indexOf(int mixed) {
        return KeyGroups.ofMixed(mixed) - groups.first();
    }

    /** Returns whether a set is being swept: then it must not change. */
    boolean isSwept(EntrySet set) {
        return set == sweptSet;
    }

    // ---- all at once ----------------------------------------------------------------------------------------------

    /**
     * Hands every entry of a namespace and key group to {@code visitor}, which may remove it, and no other.
     *
     * @param group from 0
     */
    @SuppressWarnings("unchecked") // only insert() writes, with S
    public void sweep(long namespace, int group, Consumer<? super S> visitor) {
        Space space = spaces.get(namespace);
        EntrySet set = space == null ? null : space.groups[group - groups.first()];
        if (space == null || set == null) {
            return;
        }
        sweptSet = set;
        try {
            set.sweep(entry -> visit((S) entry, namespace, visitor));
            if (spill != null && set.cold() != null) {
                sweepCold(spill, set, namespace, visitor);
            }
        } finally {
            swept = null;
            sweptSet = null;
            if (changes != null) {
                changes.swept(namespace, group, set.isEmpty());
            }
        }
        if (set.isEmpty()) {
            forget(space, set, group - groups.first());
        }
    }

    private void visit(S entry, long namespace, Consumer<? super S> visitor) {
        swept = entry;
        sweptChanges = false;
        visitor.accept(entry);
        if (sweptChanges && swept == entry && changes != null) {
            changes.changes(entry, namespace);
        }
    }

    private void sweepCold(Spill<K, S> from, EntrySet set, long namespace, Consumer<? super S> visitor) {
        sweptIsCold = true;
        try {
            from.sweep(set, entry -> {
                visit(entry, namespace, visitor);
                boolean changed = swept == entry && sweptChanges;
                if (changed) {
                    set.add(entry);
                }
                return swept == entry && !changed;
            });
        } finally {
            sweptIsCold = false;
        }
        from.arrived();
    }

    private void forget(Space space, EntrySet empty, int index) {
        expected[index] = empty.most();
        space.groups[index] = null;
        if (space.size == 0) {
            drop(space);
        }
    }

    @Override
    public void sweepKeys(long namespace, int group, WindowTimers.KeyVisitor<K> visitor) {
        sweep(namespace, group, entry -> visitor.visit(key(entry), entry.hash()));
    }

    /** Hands every entry to {@code visitor} with its namespace, namespaces in ascending order. The table must not change. */
    public void forEach(EntryVisitor<? super S> visitor) {
        for (long namespace : spaces.sortedKeys()) {
            for (int group = groups.first(); group <= groups.last(); group++) {
                sweep(namespace, group, entry -> visitor.visit(namespace, entry));
            }
        }
    }

    /** The number of entries to be visited where all are. */
    public static final int ALL = Integer.MAX_VALUE;

    /**
     * Hands {@link #ALL} entries to {@code visitor} as {@link #forEach} does, or at most so many of those on the heap, those of the largest
     * namespace first. The table must not change.
     */
    public void visit(int atMost, EntryVisitor<? super S> visitor) {
        if (atMost == ALL) {
            forEach(visitor);
            return;
        }
        long[] namespaces = spaces.sortedKeys();
        int left = atMost;
        for (int i = namespaces.length - 1; i >= 0 && left > 0; i--) {
            left -= visit(namespaces[i], left, visitor);
        }
    }

    @SuppressWarnings("unchecked") // only insert() writes, with S
    private int visit(long namespace, int atMost, EntryVisitor<? super S> visitor) {
        Space space = spaces.get(namespace);
        int visited = 0;
        for (int group = 0; space != null && group < space.groups.length; group++) {
            EntrySet set = space.groups[group];
            for (int slot = 0; set != null && slot < set.capacity() && visited < atMost; slot++) {
                Entry entry = set.at(slot);
                if (entry != null) {
                    visitor.visit(namespace, (S) entry);
                    visited++;
                }
            }
        }
        return visited;
    }

    /** Takes entries with their namespace. */
    @FunctionalInterface
    public interface EntryVisitor<S> {
        void visit(long namespace, S entry);
    }

    /** Removes everything. */
    public void clear() {
        forEach((namespace, entry) -> remove(key(entry), entry.hash(), namespace));
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // entries belong to keys of type K, which includes null
    private K key(S entry) {
        return (K) entry.key();
    }

    /** Takes every entry for changed. */
    public void touch() {
        forEach((namespace, entry) -> sweptChanges = true);
    }

    /** Hands every entry of a key group to {@code visitor} with its namespace, in ascending order of these. */
    public void forEach(int group, EntryVisitor<? super S> visitor) {
        for (long namespace : spaces.sortedKeys()) {
            sweep(namespace, group, entry -> visitor.visit(namespace, entry));
        }
    }

    private EntrySet setOf(Space space, int group) {
        int index = group - groups.first();
        EntrySet set = space.groups[index];
        if (set == null) {
            set = new EntrySet(expected[index]);
            space.groups[index] = set;
        }
        return set;
    }

    private void drop(Space space) {
        spaces.remove(space.namespace);
        if (last == space) {
            last = null;
        }
    }
}
