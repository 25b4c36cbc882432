// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.checkpoint;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.connector.Position;
import io.leat.engine.checkpoint.Standing.PartitionId;
import io.leat.engine.checkpoint.Standing.PartitionState;
import io.leat.engine.checkpoint.Standing.Reached;
import io.leat.engine.store.KeyGroups;
import io.leat.engine.time.WindowTimers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The form of {@link Standing} as bytes. Numbers are of variable length, and maps are a count, then keys and values. */
public final class StandingForm {
    private StandingForm() {}

    /** Returns it as bytes. */
    public static byte[] write(Standing standing) {
        BinaryWriter out = new BinaryWriter(1_024);
        map(out, standing.reached(), out::writeString, reached -> reached(out, reached));
        map(out, standing.partitions(), id -> id(out, id), state -> state(out, state));
        map(out, standing.sinks(), out::writeString, out::writeString);
        map(out, standing.counts(), out::writeString, counts -> counts(out, counts));
        out.writeLong(standing.replayed());
        map(out, standing.signatures(), out::writeString, out::writeString);
        map(out, standing.classes(), out::writeString, out::writeString);
        return out.toByteArray();
    }

    private static <K, V> void map(BinaryWriter out, Map<K, V> map, Consumer<K> key, Consumer<V> value) {
        out.writeUnsigned(map.size());
        map.forEach((k, v) -> {
            key.accept(k);
            value.accept(v);
        });
    }

    private static void reached(BinaryWriter out, List<Reached> reached) {
        out.writeUnsigned(reached.size());
        for (Reached each : reached) {
            out.writeInt(each.groups().first());
            out.writeInt(each.groups().last());
            out.writeLong(each.watermark());
            timers(out, each.timers());
        }
    }

    /** Each is written as its distance from the one before: windows follow each other. */
    private static void timers(BinaryWriter out, List<WindowTimers.Due> timers) {
        out.writeUnsigned(timers.size());
        long before = 0;
        for (WindowTimers.Due due : timers) {
            out.writeLong(due.time() - before);
            out.writeLong(due.time() - due.namespace());
            before = due.time();
        }
    }

    private static void id(BinaryWriter out, PartitionId id) {
        out.writeString(id.step());
        out.writeString(id.partition());
    }

    private static void state(BinaryWriter out, PartitionState state) {
        Position position = state.position();
        out.writeBoolean(position != null);
        if (position != null) {
            out.writeString(position.text());
        }
        out.writeLong(state.largestTime());
        out.writeLong(state.watermark());
        out.writeBoolean(state.ended());
    }

    private static void counts(BinaryWriter out, long[] counts) {
        out.writeUnsigned(counts.length);
        for (long count : counts) {
            out.writeLong(count);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws io.leat.codec.CodecException if it is something else
     */
    public static Standing read(byte[] bytes) {
        BinaryReader in = new BinaryReader(bytes);
        Map<String, List<Reached>> reached = new TreeMap<>();
        map(in, BinaryReader::readString, StandingForm::reached, reached::put);
        Map<PartitionId, PartitionState> partitions = new HashMap<>();
        map(in, StandingForm::id, StandingForm::state, partitions::put);
        Map<String, String> sinks = new TreeMap<>();
        map(in, BinaryReader::readString, BinaryReader::readString, sinks::put);
        Map<String, long[]> counts = new TreeMap<>();
        map(in, BinaryReader::readString, StandingForm::counts, counts::put);
        long replayed = in.readLong();
        Map<String, String> signatures = new TreeMap<>();
        map(in, BinaryReader::readString, BinaryReader::readString, signatures::put);
        Map<String, String> classes = new TreeMap<>();
        map(in, BinaryReader::readString, BinaryReader::readString, classes::put);
        in.requireEnd();
        return new Standing(reached, partitions, sinks, counts, replayed, signatures, classes);
    }

    private static <K, V> void map(
            BinaryReader in, Function<BinaryReader, K> key, Function<BinaryReader, V> value, BiConsumer<K, V> into) {
        for (int n = in.readCount(1); n > 0; n--) {
            K k = key.apply(in);
            into.accept(k, value.apply(in));
        }
    }

    private static List<Reached> reached(BinaryReader in) {
        List<Reached> reached = new ArrayList<>();
        for (int n = in.readCount(4); n > 0; n--) {
            KeyGroups.Range groups = new KeyGroups.Range(in.readInt(), in.readInt());
            reached.add(new Reached(groups, in.readLong(), timers(in)));
        }
        return reached;
    }

    private static List<WindowTimers.Due> timers(BinaryReader in) {
        List<WindowTimers.Due> timers = new ArrayList<>();
        long before = 0;
        for (int n = in.readCount(2); n > 0; n--) {
            long time = before + in.readLong();
            timers.add(new WindowTimers.Due(time, time - in.readLong()));
            before = time;
        }
        return timers;
    }

    private static PartitionId id(BinaryReader in) {
        return new PartitionId(in.readString(), in.readString());
    }

    private static PartitionState state(BinaryReader in) {
        @Nullable Position position = in.readBoolean() ? new Position(in.readString()) : null;
        return new PartitionState(position, in.readLong(), in.readLong(), in.readBoolean());
    }

    private static long[] counts(BinaryReader in) {
        long[] counts = new long[in.readCount(1)];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.readLong();
        }
        return counts;
    }
}
