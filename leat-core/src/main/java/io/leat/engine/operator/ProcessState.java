// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.codec.CodecException;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import io.leat.engine.schema.SchemaText;
import io.leat.state.ProcessDriver.Declaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

    /**
     * Returns the codec for the states of a process.
     *
     * @throws CodecException if there is none for what a state holds; the message names the state
     */
    public static StateCodec<ProcessState> codec(List<Declaration> declarations) {
        return new SlotCodec(declarations.stream().map(Slot::of).toList());
    }

    /** A state that the process declared: what writes its content, and that in words as it is where there may be none. */
    private record Slot(String name, Codec<Object> codec, String schema) {
        static Slot of(Declaration declaration) {
            try {
                return declared(declaration);
            } catch (CodecException e) {
                throw new CodecException("state '" + declaration.name() + "': " + e.getMessage(), e);
            }
        }

        @SuppressWarnings("unchecked") // a slot holds what its declaration says
        private static Slot declared(Declaration declaration) {
            Codec<?> first = Codec.of((Class<?>) declaration.types().get(0));
            Codec<?> last = declaration.types().size() == 1
                    ? first
                    : Codec.of((Class<?>) declaration.types().get(1));
            Codec<?> part = declaration.limited() ? new StampedCodec((Codec<Object>) last) : last;
            String schema =
                    declaration.limited() ? part.describe() : part.nullable().schema();
            return switch (declaration.kind()) {
                case VALUE -> new Slot(declaration.name(), (Codec<Object>) part, schema);
                case VALUES -> new Slot(declaration.name(), any(Codec.listOf(part)), "list<" + schema + ">");
                case ENTRIES ->
                    new Slot(
                            declaration.name(),
                            any(Codec.mapOf(first, part)),
                            "map<" + first.nullable().schema() + "," + schema + ">");
            };
        }

        @SuppressWarnings("unchecked") // a slot holds what its declaration says
        private static Codec<Object> any(Codec<?> codec) {
            return (Codec<Object>) codec;
        }
    }

    /** Slots as the components of a record are written: their number first, so that those behind it are empty in older bytes. */
    private record SlotCodec(List<Slot> slots) implements StateCodec<ProcessState> {
        @Override
        public void write(ProcessState state, BinaryWriter out) {
            out.writeBoolean(state.purgeAt != Long.MAX_VALUE);
            if (state.purgeAt != Long.MAX_VALUE) {
                out.writeLong(state.purgeAt);
            }
            out.writeUnsigned(state.slots.length);
            for (int i = 0; i < state.slots.length; i++) {
                Object content = state.slots[i];
                out.writeBoolean(content != null);
                if (content != null) {
                    slots.get(i).codec.write(content, out);
                }
            }
        }

        @Override
        public ProcessState read(BinaryReader in) {
            ProcessState state = new ProcessState(slots.size());
            if (in.readBoolean()) {
                state.purgeAt = in.readLong();
            }
            long written = in.readUnsigned();
            if (written < 0 || written > slots.size()) {
                throw in.damaged("the process has " + slots.size() + " states, but " + Long.toUnsignedString(written)
                        + " were written. States can be added behind the others, not removed");
            }
            for (int i = 0; i < written; i++) {
                state.slots[i] =
                        in.readBoolean() ? changeable(slots.get(i).codec.read(in)) : null;
            }
            return state;
        }

        private static Object changeable(Object content) {
            if (content instanceof List<?> list) {
                return new ArrayList<>(list);
            }
            return content instanceof Map<?, ?> map ? new LinkedHashMap<>(map) : content;
        }

        @Override
        public String describe() {
            return slots.stream()
                    .map(slot -> SchemaText.name(slot.name) + ":" + slot.schema)
                    .collect(Collectors.joining(",", "keyed[purge:maybe<long>,states:process{", "}]"));
        }
    }
}
