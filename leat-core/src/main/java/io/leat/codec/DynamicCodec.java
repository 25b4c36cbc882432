// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A codec for values whose type is known only when they come. It looks up the codec of a value's class, and writes the
 * name of the class before the value; JSON-like values, null among them, go without a name. What a generic class says nothing
 * about, such as the result in a {@code WindowResult}, is again a value of this codec, and so is an element of a list, set or map.
 *
 * <p>Bytes cannot make it load code: reading resolves only names of classes this very object has written before, or
 * that were {@linkplain #allow allowed}, or of JDK values that codecs know. So a reader in a new process allows the
 * classes it expects first. Thread-safe.
 */
public final class DynamicCodec extends Codec<@Nullable Object> implements Codec.Derived {
    private static final Known NOTHING = new Known(void.class, cast(AnyCodec.INSTANCE));

    private final Map<Class<?>, Known> byClass = new ConcurrentHashMap<>();
    private final Map<String, Known> byName = new ConcurrentHashMap<>();
    private final Set<Class<?>> keyClasses = ConcurrentHashMap.newKeySet();
    private final Map<String, DynamicCodec> parts = new ConcurrentHashMap<>();

    /** The codec that this is a part of; null if it is whole. */
    private final @Nullable DynamicCodec whole;

    private final Known list;
    private final Known set;
    private final Known map;

    /** The class last hashed, which most often is the next one too; racy on purpose, {@link Known} is immutable. */
    private Known last = NOTHING;

    DynamicCodec() {
        this(null);
    }

    private DynamicCodec(@Nullable DynamicCodec whole) {
        this.whole = whole;
        this.list = container(List.class, new CollectionCodecs.ListCodec(this));
        this.set = container(Set.class, new CollectionCodecs.SetCodec(this));
        this.map = container(Map.class, new CollectionCodecs.MapCodec(this, this));
    }

    private Known container(Class<?> type, Codec<?> codec) {
        Known known = new Known(type, cast(codec));
        byName.put(type.getName(), known);
        return known;
    }

    // ---- what it knows --------------------------------------------------------------------------------------------

    /**
     * Lets this codec read values of a class, and of the classes such values contain.
     *
     * @return this
     * @throws CodecException if the class has no codec, or another one of the same name is known
     */
    public DynamicCodec allow(Class<?> type) {
        byClass.computeIfAbsent(type, this::learn);
        return this;
    }

    /** Lets this codec read values of a class as {@link #allow} does, and takes note that values of it are keys. */
    public DynamicCodec allowKeys(Class<?> type) {
        allow(type);
        noteKey(type);
        return this;
    }

    /** Returns the classes that this codec can read: those allowed, and those it has met. A copy. */
    public Set<Class<?>> classes() {
        return Set.copyOf(byClass.keySet());
    }

    /** Returns those of the classes of which a value was hashed: where they change, it cannot be found any more. A copy. */
    public Set<Class<?>> keyClasses() {
        return Set.copyOf(keyClasses);
    }

    /** Returns the schema of a class that this codec can read, or learns to by this call. */
    public String schemaOf(Class<?> type) {
        return byClass.computeIfAbsent(type, this::learn).codec.schema();
    }

    /**
     * Returns a part of this codec for one of its users: it can read the same, and has met only what went through itself. The same
     * one for the same name.
     */
    public DynamicCodec part(String name) {
        return parts.computeIfAbsent(name, n -> new DynamicCodec(this));
    }

    /** Returns the names of the parts that have met a class, in order. */
    public List<String> partsWith(Class<?> type) {
        return parts.entrySet().stream()
                .filter(part -> part.getValue().byClass.containsKey(type))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private Known learn(Class<?> type) {
        boolean generic = type.getTypeParameters().length > 0;
        Known known = new Known(type, cast(generic ? CodecDeriver.derived(type, this) : Codec.of(type)));
        Known other = byName.putIfAbsent(type.getName(), known);
        if (other != null && other.type != type) {
            throw new CodecException("there are two classes named " + type.getName() + ", from two class loaders. Cure:"
                    + " use a codec each");
        }
        if (whole != null) {
            whole.allow(type);
        }
        return known;
    }

    private Known known(Object value) {
        Class<?> type = classOf(value);
        Known known = byClass.get(type);
        return known != null ? known : byClass.computeIfAbsent(type, this::learn);
    }

    /** What writes a list, set or map of values that are not all JSON-like; null if the value is none. */
    private @Nullable Known containerOf(Object value) {
        if (value instanceof List) {
            return list;
        }
        if (value instanceof Set) {
            return set;
        }
        return value instanceof Map ? map : null;
    }

    /** The class whose codec a value has: enum constants and zones may be of classes behind that. */
    private static Class<?> classOf(Object value) {
        return value instanceof ZoneId ? ZoneId.class : SealedCodec.classOf(value);
    }

    // ---- bytes ----------------------------------------------------------------------------------------------------

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
        if (value == null || AnyCodec.takesAll(value)) {
            out.writeString("");
            AnyCodec.INSTANCE.write(value, out);
            return;
        }
        Known container = containerOf(value);
        Known by = container == null ? known(value) : container;
        out.writeString(by.type.getName());
        out.enter();
        try {
            by.codec.write(value, out);
        } finally {
            out.leave();
        }
    }

    @Override
    @SuppressWarnings("NullAway") // does not see that T is @Nullable Object here
    public @Nullable Object read(BinaryReader in) {
        String name = in.readString();
        if (name.isEmpty()) {
            return AnyCodec.INSTANCE.read(in);
        }
        Codec<?> codec = named(name, in);
        in.enter();
        try {
            return codec.read(in);
        } finally {
            in.leave();
        }
    }

    private Codec<?> named(String name, BinaryReader in) {
        Known known = findNamed(name);
        Class<?> jdk = known == null ? ScalarCodecs.named(name) : null;
        if (jdk != null) {
            return ScalarCodecs.get(jdk);
        }
        if (known == null) {
            throw in.damaged("the class " + name + " is not allowed here. Cure: if values of this class are expected,"
                    + " call allow(Class) with it first");
        }
        return known.codec;
    }

    private @Nullable Known findNamed(String name) {
        Known known = byName.get(name);
        Known elsewhere = known == null && whole != null ? whole.byName.get(name) : null;
        return elsewhere == null ? known : byClass.computeIfAbsent(elsewhere.type, this::learn);
    }

    // ---- keys -----------------------------------------------------------------------------------------------------

    @Override
    public int hash(@Nullable Object value) {
        if (value == null) {
            return 0;
        }
        Known known = last;
        if (known.type != value.getClass()) {
            known = hashable(value);
            last = known;
        }
        return known.codec.hash(value);
    }

    private Known hashable(Object value) {
        Known container = containerOf(value);
        Codec<?> scalar = container == null ? ScalarCodecs.find(value.getClass()) : null;
        if (scalar == null && container == null) {
            return hashableClass(value);
        }
        Codec<?> codec = scalar == null ? Objects.requireNonNull(container).codec : scalar;
        return new Known(value.getClass(), requireKey(codec, value));
    }

    private Known hashableClass(Object value) {
        Known known = known(value);
        requireKey(known.codec, value);
        noteKey(known.type);
        return known;
    }

    private void noteKey(Class<?> type) {
        (whole == null ? keyClasses : whole.keyClasses).add(type);
    }

    private static Codec<Object> requireKey(Codec<?> codec, Object value) {
        if (!codec.usableAsKey()) {
            throw AnyCodec.notAsKey(value);
        }
        return cast(codec);
    }

    @Override
    public String describe() {
        return "dynamic";
    }

    /** True: most values are. Those that are not have no hash: {@link #hash} throws. */
    @Override
    public boolean usableAsKey() {
        return true;
    }

    @Override
    public Codec<@Nullable Object> nullable() {
        return this;
    }

    private record Known(Class<?> type, Codec<Object> codec) {}
}
