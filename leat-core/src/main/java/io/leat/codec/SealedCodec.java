// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A sealed interface of records and enums: the simple name of what the value is, then the value. */
final class SealedCodec extends Codec<Object> implements Codec.Derived {
    private final String name;
    private final Map<String, Member> byName = new LinkedHashMap<>();
    private final Map<Class<?>, Member> byClass = new HashMap<>();

    /** @param members the codecs of all the records and enums below the interface */
    SealedCodec(String name, Map<Class<?>, Codec<?>> members) {
        this.name = name;
        members.forEach(this::add);
    }

    private void add(Class<?> type, Codec<?> codec) {
        Member member = new Member(type.getSimpleName(), cast(codec));
        byClass.put(type, member);
        if (byName.put(member.name, member) != null) {
            throw new CodecException("the sealed interface " + name + " has two members named " + member.name
                    + ", but bytes tell them apart by this name. Cure: rename one");
        }
    }

    @Override
    public void write(Object value, BinaryWriter out) {
        Member member = memberOf(value);
        out.writeString(member.name);
        member.codec.write(value, out);
    }

    private Member memberOf(Object value) {
        Member member = byClass.get(classOf(value));
        if (member == null) {
            throw new CodecException(value.getClass().getTypeName() + " is not a member of " + describe());
        }
        return member;
    }

    /** The class as declared: constants of an enum may have classes of their own. */
    static Class<?> classOf(Object value) {
        return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    }

    @Override
    public Object read(BinaryReader in) {
        String found = in.readString();
        Member member = byName.get(found);
        if (member == null) {
            throw in.damaged("the sealed interface " + name + " has no member " + found + ", it has "
                    + String.join(", ", byName.keySet()));
        }
        return member.codec.read(in);
    }

    @Override
    public int hash(@Nullable Object value) {
        return value == null ? 0 : memberOf(value).codec.hash(value);
    }

    @Override
    public String describe() {
        return byName.values().stream()
                .map(member -> member.codec.describe())
                .collect(Collectors.joining("|", name + "(", ")"));
    }

    @Override
    public boolean usableAsKey() {
        return byName.values().stream().allMatch(member -> member.codec.usableAsKey());
    }

    private record Member(String name, Codec<Object> codec) {}
}
