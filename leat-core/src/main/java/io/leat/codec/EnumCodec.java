// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An enum constant by its name, so that constants can be added and moved. */
final class EnumCodec extends Codec<Enum<?>> implements Codec.Derived {
    private final Class<?> type;
    private final Map<String, Enum<?>> constants = new LinkedHashMap<>();

    EnumCodec(Class<?> type) {
        this.type = type;
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), (Enum<?>) constant);
        }
    }

    @Override
    public void write(Enum<?> value, BinaryWriter out) {
        out.writeString(value.name());
    }

    @Override
    public Enum<?> read(BinaryReader in) {
        String name = in.readString();
        Enum<?> constant = constants.get(name);
        if (constant == null) {
            throw in.damaged("the enum " + type.getSimpleName() + " has no constant " + name + ", it has "
                    + String.join(", ", constants.keySet()));
        }
        return constant;
    }

    @Override
    public int hash(@Nullable Enum<?> value) {
        return value == null ? 0 : value.name().hashCode();
    }

    @Override
    public String describe() {
        return type.getSimpleName() + "(" + String.join("|", constants.keySet()) + ")";
    }

    @Override
    public boolean usableAsKey() {
        return true;
    }
}
