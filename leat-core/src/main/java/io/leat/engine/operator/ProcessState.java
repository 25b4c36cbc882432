// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import io.leat.state.ProcessDriver.Declaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of a user's process for one key: a slot for each state that it declares. */
public final class ProcessState extends Entry {
    final @Nullable Object[] slots;

    /** When what has expired is to be removed next; the largest long for never, as where no state has a time to live. */
    long purgeAt = Long.MAX_VALUE;

    ProcessState(int slots) {
        this.slots = new @Nullable Object[slots];
    }

    boolean isEmpty() {
        for (Object slot : slots) {
            if (slot != null) {
                return false;
            }
        }
        return true;
    }

    /** Returns the codec for the states of a process. */
    public static StateCodec<ProcessState> codec(List<Declaration> declarations) {
        return new SlotCodec(
                declarations.stream().map(ProcessState::contentCodec).toList(),
                declarations.stream().anyMatch(Declaration::limited));
    }

    @SuppressWarnings("unchecked") // a slot holds what its declaration says
    private static Codec<Object> contentCodec(Declaration declaration) {
        Codec<?> first = Codec.of((Class<?>) declaration.types().get(0));
        return (Codec<Object>)
                switch (declaration.kind()) {
                    case VALUE -> part(declaration, first);
                    case VALUES -> Codec.listOf(part(declaration, first));
                    case ENTRIES ->
                        Codec.mapOf(first, part(declaration, Codec.of((Class<?>)
                                declaration.types().get(1))));
                };
    }

    @SuppressWarnings("unchecked") // the parts of a slot are of the class that its declaration says
    private static Codec<?> part(Declaration declaration, Codec<?> codec) {
        return declaration.limited() ? new StampedCodec((Codec<Object>) codec) : codec;
    }

    private record SlotCodec(List<Codec<Object>> codecs, boolean limited) implements StateCodec<ProcessState> {
        @Override
        public void write(ProcessState state, BinaryWriter out) {
            if (limited) {
                out.writeLong(state.purgeAt);
            }
            for (int i = 0; i < state.slots.length; i++) {
                Object content = state.slots[i];
                out.writeBoolean(content != null);
                if (content != null) {
                    codecs.get(i).write(content, out);
                }
            }
        }

        @Override
        public ProcessState read(BinaryReader in) {
            ProcessState state = new ProcessState(codecs.size());
            if (limited) {
                state.purgeAt = in.readLong();
            }
            for (int i = 0; i < codecs.size(); i++) {
                state.slots[i] = in.readBoolean() ? changeable(codecs.get(i).read(in)) : null;
            }
            return state;
        }

        private static Object changeable(Object content) {
            if (content instanceof List<?> list) {
                return new ArrayList<>(list);
            }
            return content instanceof Map<?, ?> map ? new LinkedHashMap<>(map) : content;
        }
    }
}
