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

    private @Nullable StateChanges<K, S> changes;

    /** The entries of one namespace. */
    private static final class Space {
        final long namespace;
        final @Nullable EntrySet[] groups;
        int size;

        Space(long namespace, int groups) {
            this.namespace = namespace;
            this.groups = new @Nullable EntrySet[groups];
        }
    }

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
        if (changes != null && found != null) {
            changes.changes(found, namespace);
        }
        return found;
    }

    /** Mostly it goes in the end: then it has not to be listed. */
    @SuppressWarnings("unchecked") // only insert() writes, with S
    private S sweptForUpdate(@Nullable Object key, long namespace) {
        S found = (S) swept(key);
        if (changes != null) {
            changes.mayChange(found, namespace);
            sweptChanges = true;
        }
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
        place(key, hash, namespace, fresh);
        if (changes != null) {
            changes.changes(fresh, namespace);
        }
        return fresh;
    }

    private void place(K key, int hash, long namespace, S fresh) {
        fresh.belongTo(key, hash);
        Space space = spaceOf(namespace);
        last = space;
        setOf(space, KeyGroups.of(hash)).add(fresh);
        space.size++;
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
        if (!set.replace(stored, mixed)) {
            set.add(stored);
            space.size++;
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
        if (space != null && set != null) {
            space.size -= set.size();
            forget(space, set, group - groups.first());
        }
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
            goes(swept(key), namespace, true);
            set.removeSwept();
            space.size--;
            swept = null;
        } else {
            Entry entry = set.find(key, hash, mixed);
            if (entry != null) {
                goes(entry, namespace, false);
                set.remove(entry);
                space.size--;
                if (set.size() == 0) {
                    forget(space, set, KeyGroups.ofMixed(mixed) - groups.first());
                }
            }
        }
    }

    /** Returns whether a namespace has an entry. */
    public boolean has(long namespace) {
        return spaces.get(namespace) != null;
    }

    @SuppressWarnings("unchecked") // only insert() writes, with S
    private void goes(Entry entry, long namespace, boolean inSweep) {
        if (changes != null) {
            changes.goes((S) entry, namespace, inSweep);
        }
    }

    /** Tells changes from now on. */
    public void tell(StateChanges<K, S> to) {
        changes = to;
    }

    /** Returns how many entries there are. */
    public long size() {
        long sum = 0;
        for (Space space : spaces) {
            sum += space.size;
        }
        return sum;
    }

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
            set.sweep(entry -> {
                swept = entry;
                sweptChanges = false;
                visitor.accept((S) entry);
                if (sweptChanges && swept == entry && changes != null) {
                    changes.changes((S) entry, namespace);
                }
            });
        } finally {
            swept = null;
            sweptSet = null;
            if (changes != null) {
                changes.swept(namespace, group, set.size() == 0);
            }
        }
        if (set.size() == 0) {
            forget(space, set, group - groups.first());
        }
    }

    private void forget(Space space, EntrySet empty, int index) {
        expected[index] = empty.most();
        space.groups[index] = null;
        if (space.size == 0) {
            drop(space);
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // entries belong to keys of type K, which includes null
    public void sweepKeys(long namespace, int group, WindowTimers.KeyVisitor<K> visitor) {
        sweep(namespace, group, entry -> visitor.visit((K) entry.key(), entry.hash()));
    }

    /** Hands every entry to {@code visitor} with its namespace, namespaces in ascending order. The table must not change. */
    public void forEach(EntryVisitor<? super S> visitor) {
        for (long namespace : spaces.sortedKeys()) {
            for (int group = groups.first(); group <= groups.last(); group++) {
                sweep(namespace, group, entry -> visitor.visit(namespace, entry));
            }
        }
    }

    /** Takes entries with their namespace. */
    @FunctionalInterface
    public interface EntryVisitor<S> {
        void visit(long namespace, S entry);
    }

    /** Removes everything. */
    public void clear() {
        forEach((namespace, entry) -> goes(entry, namespace, false));
        for (long namespace : spaces.sortedKeys()) {
            spaces.remove(namespace);
        }
        last = null;
    }

    /** Takes every entry for changed. */
    public void touch() {
        StateChanges<K, S> told = changes;
        if (told != null) {
            forEach((namespace, entry) -> told.changes(entry, namespace));
        }
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
