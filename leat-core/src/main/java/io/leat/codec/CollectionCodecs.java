// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The codecs of collections: a count, then the elements in order of iteration. An element takes a byte at the least,
 * since it may be null, so that a count can be held against the bytes that are left.
 */
final class CollectionCodecs {
    private CollectionCodecs() {}

    private static void writeAll(
            Collection<? extends @Nullable Object> values, Codec<@Nullable Object> element, BinaryWriter out) {
        out.writeUnsigned(values.size());
        for (Object value : values) {
            element.write(value, out);
        }
    }

    /** As many as the count says; room is made as they come, since nested counts could claim the same bytes. */
    static List<@Nullable Object> readAll(Codec<@Nullable Object> element, BinaryReader in) {
        int count = in.readCount(1);
        List<@Nullable Object> values = new ArrayList<>(Math.min(count, 16));
        for (int i = 0; i < count; i++) {
            values.add(element.read(in));
        }
        return values;
    }

    private static int hashInOrder(Collection<? extends @Nullable Object> values, Codec<@Nullable Object> element) {
        int h = 1;
        for (Object value : values) {
            h = 31 * h + element.hash(value);
        }
        return h;
    }

    static final class ListCodec extends Codec<List<@Nullable Object>> implements Codec.Derived {
        private final Codec<@Nullable Object> element;

        ListCodec(Codec<@Nullable Object> element) {
            this.element = element;
        }

        @Override
        public void write(List<@Nullable Object> value, BinaryWriter out) {
            writeAll(value, element, out);
        }

        @Override
        public List<@Nullable Object> read(BinaryReader in) {
            return Collections.unmodifiableList(readAll(element, in));
        }

        @Override
        public int hash(@Nullable List<@Nullable Object> value) {
            return value == null ? 0 : hashInOrder(value, element);
        }

        @Override
        public String describe() {
            return "list<" + element.schema() + ">";
        }

        @Override
        public boolean usableAsKey() {
            return element.usableAsKey();
        }
    }

    static final class SetCodec extends Codec<Set<@Nullable Object>> implements Codec.Derived {
        private final Codec<@Nullable Object> element;

        SetCodec(Codec<@Nullable Object> element) {
            this.element = element;
        }

        @Override
        public void write(Set<@Nullable Object> value, BinaryWriter out) {
            writeAll(value, element, out);
        }

        @Override
        public Set<@Nullable Object> read(BinaryReader in) {
            return in.guarded("set", this::readElements);
        }

        private Set<@Nullable Object> readElements(BinaryReader in) {
            List<@Nullable Object> elements = readAll(element, in);
            Set<@Nullable Object> values = new LinkedHashSet<>(elements);
            if (values.size() < elements.size()) {
                throw in.damaged("a set with equal elements");
            }
            return Collections.unmodifiableSet(values);
        }

        @Override
        public int hash(@Nullable Set<@Nullable Object> value) {
            return value == null ? 0 : value.stream().mapToInt(element::hash).sum();
        }

        @Override
        public String describe() {
            return "set<" + element.schema() + ">";
        }

        @Override
        public boolean usableAsKey() {
            return false;
        }
    }

    /** A collection of no declared kind: a set if it is one, else a list. */
    static final class AnyOrderCodec extends Codec<Collection<@Nullable Object>> implements Codec.Derived {
        private final ListCodec list;
        private final SetCodec set;

        AnyOrderCodec(Codec<@Nullable Object> element) {
            list = new ListCodec(element);
            set = new SetCodec(element);
        }

        @Override
        public void write(Collection<@Nullable Object> value, BinaryWriter out) {
            out.writeBoolean(value instanceof Set);
            writeAll(value, list.element, out);
        }

        @Override
        public Collection<@Nullable Object> read(BinaryReader in) {
            return in.readBoolean() ? set.read(in) : list.read(in);
        }

        @Override
        public int hash(@Nullable Collection<@Nullable Object> value) {
            if (value instanceof Set<@Nullable Object> elements) {
                return set.hash(elements);
            }
            return value == null ? 0 : hashInOrder(value, list.element);
        }

        @Override
        public String describe() {
            return "collection<" + list.element.schema() + ">";
        }

        @Override
        public boolean usableAsKey() {
            return false;
        }
    }

    static final class MapCodec extends Codec<Map<@Nullable Object, @Nullable Object>> implements Codec.Derived {
        private final Codec<@Nullable Object> key;
        private final Codec<@Nullable Object> value;

        MapCodec(Codec<@Nullable Object> key, Codec<@Nullable Object> value) {
            this.key = key;
            this.value = value;
        }

        @Override
        public void write(Map<@Nullable Object, @Nullable Object> map, BinaryWriter out) {
            out.writeUnsigned(map.size());
            for (Map.Entry<@Nullable Object, @Nullable Object> entry : map.entrySet()) {
                key.write(entry.getKey(), out);
                value.write(entry.getValue(), out);
            }
        }

        @Override
        public Map<@Nullable Object, @Nullable Object> read(BinaryReader in) {
            return in.guarded("map", reader -> Collections.unmodifiableMap(readInto(new LinkedHashMap<>(), reader)));
        }

        private <M extends Map<@Nullable Object, @Nullable Object>> M readInto(M map, BinaryReader in) {
            int count = in.readCount(2);
            for (int i = 0; i < count; i++) {
                map.put(key.read(in), value.read(in));
            }
            if (map.size() < count) {
                throw in.damaged("a map with equal keys");
            }
            return map;
        }

        @Override
        public int hash(@Nullable Map<@Nullable Object, @Nullable Object> map) {
            if (map == null) {
                return 0;
            }
            int h = 0;
            for (Map.Entry<@Nullable Object, @Nullable Object> entry : map.entrySet()) {
                h += key.hash(entry.getKey()) ^ value.hash(entry.getValue());
            }
            return h;
        }

        @Override
        public String describe() {
            return "map<" + key.schema() + "," + value.schema() + ">";
        }

        @Override
        public boolean usableAsKey() {
            return false;
        }
    }

    /** A map sorted by the natural order of its keys or by its reverse: no other comparator can be stored. */
    static final class SortedMapCodec extends Codec<SortedMap<@Nullable Object, @Nullable Object>>
            implements Codec.Derived {
        private final MapCodec entries;

        SortedMapCodec(Codec<@Nullable Object> key, Codec<@Nullable Object> value) {
            entries = new MapCodec(key, value);
        }

        @Override
        public void write(SortedMap<@Nullable Object, @Nullable Object> map, BinaryWriter out) {
            out.writeBoolean(isReversed(map.comparator()));
            entries.write(map, out);
        }

        private static boolean isReversed(@Nullable Comparator<?> order) {
            if (order == null || order.equals(Comparator.naturalOrder())) {
                return false;
            }
            if (order.equals(Collections.reverseOrder())) {
                return true;
            }
            throw new CodecException("a SortedMap with a comparator of its own, "
                    + order.getClass().getName()
                    + ", cannot be stored. Cure: use the natural order of the keys or its reverse, or declare a Map,"
                    + " which keeps the order but not the comparator");
        }

        @Override
        public SortedMap<@Nullable Object, @Nullable Object> read(BinaryReader in) {
            Comparator<@Nullable Object> order = in.readBoolean() ? Collections.reverseOrder() : null;
            return in.guarded("sorted map", reader -> readSorted(new TreeMap<>(order), reader));
        }

        private SortedMap<@Nullable Object, @Nullable Object> readSorted(
                NavigableMap<@Nullable Object, @Nullable Object> map, BinaryReader in) {
            return Collections.unmodifiableNavigableMap(entries.readInto(map, in));
        }

        @Override
        public int hash(@Nullable SortedMap<@Nullable Object, @Nullable Object> map) {
            return entries.hash(map);
        }

        @Override
        public String describe() {
            return "sorted" + entries;
        }

        @Override
        public boolean usableAsKey() {
            return false;
        }
    }

    /** An optional is a collection of at most one element, which is not null. */
    static final class OptionalCodec extends Codec<Optional<Object>> implements Codec.Derived {
        private final Codec<@Nullable Object> element;

        OptionalCodec(Codec<@Nullable Object> element) {
            this.element = element;
        }

        @Override
        @SuppressWarnings("NullAway") // does not see that elements may be null
        public void write(Optional<Object> value, BinaryWriter out) {
            element.write(value.orElse(null), out);
        }

        @Override
        public Optional<Object> read(BinaryReader in) {
            return Optional.ofNullable(element.read(in));
        }

        @Override
        @SuppressWarnings("NullableOptional") // null is an Optional too, as a component of a record
        public int hash(@Nullable Optional<Object> value) {
            return value == null ? 0 : element.hash(value.orElse(null));
        }

        @Override
        public String describe() {
            return "optional<" + element.schema() + ">";
        }

        @Override
        public boolean usableAsKey() {
            return element.usableAsKey();
        }
    }
}
