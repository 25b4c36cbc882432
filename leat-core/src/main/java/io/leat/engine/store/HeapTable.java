// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.engine.collection.LongMap;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
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
        return (S) (set == sweptSet ? swept(key) : set.find(key, hash, mixed));
    }

    private @Nullable Entry swept(@Nullable Object key) {
        if (swept == null || swept.key() != key) {
            throw new IllegalStateException("only the key that is being swept can be reached");
        }
        return swept;
    }

    @Override
    public S insert(K key, int hash, long namespace, S fresh) {
        fresh.belongTo(key, hash);
        Space space = spaces.get(namespace);
        if (space == null) {
            space = new Space(namespace, groups.size());
            spaces.put(namespace, space);
        }
        last = space;
        setOf(space, KeyGroups.of(hash)).add(fresh);
        space.size++;
        return fresh;
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
            swept(key);
            set.removeSwept();
            space.size--;
            swept = null;
        } else {
            Entry entry = set.find(key, hash, mixed);
            if (entry != null) {
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

    @Override
    public boolean has(long namespace, int group) {
        Space space = spaces.get(namespace);
        EntrySet set = space == null ? null : space.groups[group - groups.first()];
        return set != null && set.size() > 0;
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
                visitor.accept((S) entry);
            });
        } finally {
            swept = null;
            sweptSet = null;
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
        for (long namespace : spaces.sortedKeys()) {
            spaces.remove(namespace);
        }
        last = null;
    }

    /** Writes the entries of a key group. */
    public void write(int group, BinaryWriter out, Codec<K> keys, StateCodec<S> states) {
        long[] namespaces = spaces.sortedKeys();
        out.writeInt(namespaces.length);
        for (long namespace : namespaces) {
            Space space = spaces.get(namespace);
            EntrySet set = space == null ? null : space.groups[group - groups.first()];
            out.writeLong(namespace);
            out.writeInt(set == null ? 0 : set.size());
            sweep(namespace, group, entry -> writeEntry(entry, out, keys, states));
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // entries belong to keys of type K, which includes null
    private void writeEntry(S entry, BinaryWriter out, Codec<K> keys, StateCodec<S> states) {
        keys.write((K) entry.key(), out);
        out.writeInt(entry.hash());
        states.write(entry, out);
    }

    /** Reads and inserts what {@link #write} wrote. */
    public void read(BinaryReader in, Codec<K> keys, StateCodec<S> states) {
        for (int namespaces = in.readInt(); namespaces > 0; namespaces--) {
            long namespace = in.readLong();
            for (int entries = in.readInt(); entries > 0; entries--) {
                K key = keys.read(in);
                int hash = in.readInt();
                insert(key, hash, namespace, states.read(in));
            }
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
