// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** The scalars of {@code java.time}. */
final class TimeCodecs {
    private final Map<Class<?>, Codec<?>> codecs = new HashMap<>();

    private TimeCodecs() {}

    static Map<Class<?>, Codec<?>> all() {
        TimeCodecs times = new TimeCodecs();
        times.addPointsInTime();
        times.addLocal();
        times.addAmountsAndZones();
        return times.codecs;
    }

    private void addPointsInTime() {
        add(
                Instant.class,
                (v, out) -> writeSeconds(v.getEpochSecond(), v.getNano(), out),
                in -> Instant.ofEpochSecond(in.readLong(), in.readInt()),
                v -> StableHash.ofSecondsAndNanos(v.getEpochSecond(), v.getNano()));
        add(
                OffsetDateTime.class,
                (v, out) -> {
                    writeDateTime(v.toLocalDateTime(), out);
                    out.writeInt(v.getOffset().getTotalSeconds());
                },
                in -> OffsetDateTime.of(readDateTime(in), ZoneOffset.ofTotalSeconds(in.readInt())),
                StableHash::of);
        add(ZonedDateTime.class, TimeCodecs::writeZoned, TimeCodecs::readZoned, StableHash::of);
    }

    private void addLocal() {
        add(
                LocalDate.class,
                (v, out) -> out.writeLong(v.toEpochDay()),
                in -> LocalDate.ofEpochDay(in.readLong()),
                StableHash::of);
        add(
                LocalTime.class,
                (v, out) -> out.writeUnsigned(v.toNanoOfDay()),
                in -> LocalTime.ofNanoOfDay(in.readUnsigned()),
                StableHash::of);
        add(LocalDateTime.class, TimeCodecs::writeDateTime, TimeCodecs::readDateTime, StableHash::of);
    }

    private void addAmountsAndZones() {
        add(
                Duration.class,
                (v, out) -> writeSeconds(v.getSeconds(), v.getNano(), out),
                in -> Duration.ofSeconds(in.readLong(), in.readInt()),
                v -> StableHash.ofSecondsAndNanos(v.getSeconds(), v.getNano()));
        add(
                Period.class,
                (v, out) -> {
                    out.writeInt(v.getYears());
                    out.writeInt(v.getMonths());
                    out.writeInt(v.getDays());
                },
                in -> Period.of(in.readInt(), in.readInt(), in.readInt()),
                StableHash::of);
        BiConsumer<ZoneId, BinaryWriter> writeZone = (v, out) -> out.writeString(v.getId());
        add(
                ZoneId.class,
                writeZone,
                in -> ZoneId.of(in.readString()),
                v -> v.getId().hashCode());
        add(
                ZoneOffset.class,
                writeZone::accept,
                in -> ZoneOffset.of(in.readString()),
                v -> v.getId().hashCode());
    }

    private <T> void add(
            Class<T> type,
            BiConsumer<T, BinaryWriter> writer,
            Function<BinaryReader, T> reader,
            ToIntFunction<T> hasher) {
        codecs.put(type, ScalarCodec.of(type.getSimpleName().toLowerCase(Locale.ROOT), writer, reader, hasher));
    }

    private static void writeSeconds(long seconds, int nanos, BinaryWriter out) {
        out.writeLong(seconds);
        out.writeInt(nanos);
    }

    private static void writeDateTime(LocalDateTime value, BinaryWriter out) {
        out.writeLong(value.toLocalDate().toEpochDay());
        out.writeUnsigned(value.toLocalTime().toNanoOfDay());
    }

    private static LocalDateTime readDateTime(BinaryReader in) {
        LocalDate date = LocalDate.ofEpochDay(in.readLong());
        return LocalDateTime.of(date, LocalTime.ofNanoOfDay(in.readUnsigned()));
    }

    private static void writeZoned(ZonedDateTime value, BinaryWriter out) {
        writeDateTime(value.toLocalDateTime(), out);
        out.writeInt(value.getOffset().getTotalSeconds());
        out.writeString(value.getZone().getId());
    }

    /** Keeps the instant, even if the rules of the zone have changed since. */
    private static ZonedDateTime readZoned(BinaryReader in) {
        LocalDateTime local = readDateTime(in);
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(in.readInt());
        return ZonedDateTime.ofInstant(local, offset, ZoneId.of(in.readString()));
    }
}
