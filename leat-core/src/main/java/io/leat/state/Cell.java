// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A declared state: a window onto one slot of the current key's state. The engine points it at a key before a callback. */
@SuppressWarnings("unchecked") // a slot holds only what this cell's typed methods have put there
abstract class Cell {
    private static final @Nullable Object[] NO_KEY = {};

    private final String name;
    private final List<Class<?>> types;
    private int slot;
    private @Nullable Object[] slots = NO_KEY;

    Cell(String name, List<Class<?>> types) {
        this.name = name;
        this.types = types;
    }

    String name() {
        return name;
    }

    List<Class<?>> types() {
        return types;
    }

    void bindTo(int slotIndex) {
        slot = slotIndex;
    }

    void point(@Nullable Object[] slotsOfKey) {
        slots = slotsOfKey;
    }

    @Nullable
    Object slot() {
        return checked()[slot];
    }

    void slot(@Nullable Object content) {
        checked()[slot] = content;
    }

    private @Nullable Object[] checked() {
        if (slots == NO_KEY) {
            throw new IllegalStateException("state '" + name + "' was used outside a callback of its process");
        }
        return slots;
    }

    /** Null would be the same as nothing, and would not come back from a restart. */
    final <V> V required(@Nullable V content) {
        if (content == null) {
            throw new NullPointerException("state '" + name + "' cannot hold null: clear or remove it instead");
        }
        return content;
    }

    static @Nullable Object[] noKey() {
        return NO_KEY;
    }

    static final class OfValue<S> extends Cell implements Value<S> {
        OfValue(String name, Class<S> type) {
            super(name, List.of(type));
        }

        @Override
        public @Nullable S get() {
            return (S) slot();
        }

        @Override
        public S or(S ifNone) {
            S value = get();
            return value == null ? ifNone : value;
        }

        @Override
        public void set(S value) {
            slot(required(value));
        }

        @Override
        public void clear() {
            slot(null);
        }
    }

    static final class OfEntries<U, V> extends Cell implements Entries<U, V> {
        OfEntries(String name, Class<U> keys, Class<V> values) {
            super(name, List.of(keys, values));
        }

        @Override
        public @Nullable V get(U entry) {
            Map<U, V> map = (Map<U, V>) slot();
            return map == null ? null : map.get(entry);
        }

        @Override
        public void put(U entry, V value) {
            Map<U, V> map = (Map<U, V>) slot();
            if (map == null) {
                map = new LinkedHashMap<>();
                slot(map);
            }
            map.put(required(entry), required(value));
        }

        @Override
        public void remove(U entry) {
            Map<U, V> map = (Map<U, V>) slot();
            if (map != null && map.remove(entry) != null && map.isEmpty()) {
                slot(null);
            }
        }

        @Override
        public Map<U, V> all() {
            Map<U, V> map = (Map<U, V>) slot();
            return map == null ? Map.of() : new LinkedHashMap<>(map);
        }

        @Override
        public void clear() {
            slot(null);
        }
    }

    static final class OfValues<E> extends Cell implements Values<E> {
        OfValues(String name, Class<E> type) {
            super(name, List.of(type));
        }

        @Override
        public void add(E element) {
            List<E> list = (List<E>) slot();
            if (list == null) {
                list = new ArrayList<>();
                slot(list);
            }
            list.add(required(element));
        }

        @Override
        public List<E> all() {
            List<E> list = (List<E>) slot();
            return list == null ? List.of() : List.copyOf(list);
        }

        @Override
        public void clear() {
            slot(null);
        }
    }
}
