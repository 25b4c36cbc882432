// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A codec for values whose type is known only when they come. It looks up the codec of a value's class, and writes the
 * name of the class before the value; JSON-like values, null among them, go without a name.
 *
 * <p>Bytes cannot make it load code: reading resolves only names of classes this very object has written before, or
 * that were {@linkplain #allow allowed}, or of JDK values that codecs know. So a reader in a new process allows the
 * classes it expects first. Thread-safe.
 */
public final class DynamicCodec extends Codec<@Nullable Object> {
    private static final Known NOTHING = new Known(void.class, cast(AnyCodec.INSTANCE));

    private final Map<Class<?>, Known> byClass = new ConcurrentHashMap<>();
    private final Map<String, Known> byName = new ConcurrentHashMap<>();

    /** The class last hashed, which most often is the next one too; racy on purpose, {@link Known} is immutable. */
    private Known last = NOTHING;

    DynamicCodec() {}

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

    /** Returns the classes that this codec can read: those allowed, and those it has met. A copy. */
    public Set<Class<?>> classes() {
        return Set.copyOf(byClass.keySet());
    }

    private Known learn(Class<?> type) {
        Known known = new Known(type, cast(Codec.of(type)));
        Known other = byName.putIfAbsent(type.getName(), known);
        if (other != null && other.type != type) {
            throw new CodecException("there are two classes named " + type.getName() + ", from two class loaders. Cure:"
                    + " use a codec each");
        }
        return known;
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
        if (value == null || AnyCodec.takes(value)) {
            out.writeString("");
            AnyCodec.INSTANCE.write(value, out);
        } else {
            Known known = known(value);
            out.writeString(known.type.getName());
            known.codec.write(value, out);
        }
    }

    private Known known(Object value) {
        Class<?> type = classOf(value);
        Known known = byClass.get(type);
        return known != null ? known : byClass.computeIfAbsent(type, this::learn);
    }

    /** The class whose codec a value has: enum constants and zones may be of classes behind that. */
    private static Class<?> classOf(Object value) {
        return value instanceof ZoneId ? ZoneId.class : SealedCodec.classOf(value);
    }

    @Override
    @SuppressWarnings("NullAway") // does not see that T is @Nullable Object here
    public @Nullable Object read(BinaryReader in) {
        String name = in.readString();
        return name.isEmpty() ? AnyCodec.INSTANCE.read(in) : named(name, in).read(in);
    }

    private Codec<?> named(String name, BinaryReader in) {
        Known known = byName.get(name);
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
        if (AnyCodec.takes(value)) {
            return hashableAny(value);
        }
        Known known = known(value);
        if (!known.codec.usableAsKey()) {
            throw AnyCodec.notAsKey(value);
        }
        return known;
    }

    private Known hashableAny(Object value) {
        Codec<?> scalar = ScalarCodecs.find(value.getClass());
        if (scalar == null) {
            return new Known(value.getClass(), cast(AnyCodec.INSTANCE));
        }
        if (!scalar.usableAsKey()) {
            throw AnyCodec.notAsKey(value);
        }
        return new Known(value.getClass(), cast(scalar));
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
