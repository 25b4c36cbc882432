// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
    private final Lifetime lifetime;
    private int slot;
    private @Nullable Object[] slots = NO_KEY;

    Cell(String name, List<Class<?>> types, Lifetime lifetime) {
        this.name = name;
        this.types = types;
        this.lifetime = lifetime;
    }

    String name() {
        return name;
    }

    List<Class<?>> types() {
        return types;
    }

    Lifetime lifetime() {
        return lifetime;
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

    /** Removes what has expired from the slot, and returns when the next of the rest expires; the largest long if none does. */
    abstract long purge();

    final Object stamped(Object content) {
        return lifetime.stamped(content);
    }

    final @Nullable Object alive(@Nullable Object stamped) {
        return lifetime.alive(stamped);
    }

    /** Removes what has expired from the parts of a slot, and the slot's content if none is left. */
    final long purge(Collection<?> parts) {
        parts.removeIf(part -> alive(part) == null);
        if (parts.isEmpty()) {
            slot(null);
        }
        return parts.stream().mapToLong(lifetime::expiry).min().orElse(Long.MAX_VALUE);
    }

    static final class OfValue<S> extends Cell implements Value<S> {
        OfValue(String name, Class<S> type, Lifetime lifetime) {
            super(name, List.of(type), lifetime);
        }

        @Override
        public @Nullable S get() {
            return (S) alive(slot());
        }

        @Override
        public S or(S ifNone) {
            S value = get();
            return value == null ? ifNone : value;
        }

        @Override
        public void set(S value) {
            slot(stamped(required(value)));
        }

        @Override
        public void clear() {
            slot(null);
        }

        @Override
        long purge() {
            Object value = slot();
            if (alive(value) == null) {
                slot(null);
                return Long.MAX_VALUE;
            }
            return lifetime().expiry(value);
        }
    }

    static final class OfEntries<U, V> extends Cell implements Entries<U, V> {
        OfEntries(String name, Class<U> keys, Class<V> values, Lifetime lifetime) {
            super(name, List.of(keys, values), lifetime);
        }

        private @Nullable Map<U, Object> map() {
            return (Map<U, Object>) slot();
        }

        @Override
        public @Nullable V get(U entry) {
            Map<U, Object> map = map();
            return map == null ? null : (V) alive(map.get(entry));
        }

        @Override
        public void put(U entry, V value) {
            Map<U, Object> map = map();
            if (map == null) {
                map = new LinkedHashMap<>();
                slot(map);
            }
            Object content = stamped(required(value));
            if (alive(map.get(required(entry))) == null) {
                map.remove(entry); // it is new again, and goes to the end
            }
            map.put(entry, content);
        }

        @Override
        public void remove(U entry) {
            Map<U, Object> map = map();
            if (map != null && map.remove(entry) != null && map.isEmpty()) {
                slot(null);
            }
        }

        @Override
        public Map<U, V> all() {
            Map<U, V> all = new LinkedHashMap<>();
            Map<U, Object> map = map();
            if (map != null) {
                map.forEach((entry, content) -> {
                    V value = (V) alive(content);
                    if (value != null) {
                        all.put(entry, value);
                    }
                });
            }
            return all;
        }

        @Override
        public void clear() {
            slot(null);
        }

        @Override
        long purge() {
            Map<U, Object> map = map();
            return map == null ? Long.MAX_VALUE : purge(map.values());
        }
    }

    static final class OfValues<E> extends Cell implements Values<E> {
        OfValues(String name, Class<E> type, Lifetime lifetime) {
            super(name, List.of(type), lifetime);
        }

        private @Nullable List<Object> list() {
            return (List<Object>) slot();
        }

        @Override
        public void add(E element) {
            List<Object> list = list();
            if (list == null) {
                list = new ArrayList<>();
                slot(list);
            }
            list.add(stamped(required(element)));
        }

        @Override
        public List<E> all() {
            List<E> all = new ArrayList<>();
            List<Object> list = list();
            if (list != null) {
                for (Object content : list) {
                    E element = (E) alive(content);
                    if (element != null) {
                        all.add(element);
                    }
                }
            }
            return Collections.unmodifiableList(all);
        }

        @Override
        public void clear() {
            slot(null);
        }

        @Override
        long purge() {
            List<Object> list = list();
            return list == null ? Long.MAX_VALUE : purge(list);
        }
    }
}
