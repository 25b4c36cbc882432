// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The hash formulas for JDK classes whose own {@code hashCode} is not specified. See {@link Codec} for the list. */
final class StableHash {
    private StableHash() {}

    /** The hash of a sequence of hashes, as in {@code List.hashCode}. */
    static int ofSequence(int... hashes) {
        return Arrays.hashCode(hashes);
    }

    static int of(BigInteger value) {
        return Arrays.hashCode(value.toByteArray());
    }

    static int of(BigDecimal value) {
        return ofSequence(of(value.unscaledValue()), value.scale());
    }

    static int ofSecondsAndNanos(long seconds, int nanos) {
        return ofSequence(Long.hashCode(seconds), nanos);
    }

    static int of(LocalDate value) {
        return Long.hashCode(value.toEpochDay());
    }

    static int of(LocalTime value) {
        return Long.hashCode(value.toNanoOfDay());
    }

    static int of(LocalDateTime value) {
        return ofSequence(of(value.toLocalDate()), of(value.toLocalTime()));
    }

    static int of(OffsetDateTime value) {
        return ofSequence(of(value.toLocalDateTime()), value.getOffset().getTotalSeconds());
    }

    static int of(ZonedDateTime value) {
        return ofSequence(
                of(value.toLocalDateTime()),
                value.getOffset().getTotalSeconds(),
                value.getZone().getId().hashCode());
    }

    static int of(Period value) {
        return ofSequence(value.getYears(), value.getMonths(), value.getDays());
    }

    static int of(UUID value) {
        return Long.hashCode(value.getMostSignificantBits() ^ value.getLeastSignificantBits());
    }

    /** Scheme, opaque part, path, query, host, port, user, authority if there is no host, fragment. */
    static int of(URI value) {
        boolean opaque = value.isOpaque();
        String host = value.getHost();
        return ofSequence(
                lower(value.getScheme()),
                lower(opaque ? value.getRawSchemeSpecificPart() : null),
                lower(value.getRawPath()),
                lower(value.getRawQuery()),
                lower(host),
                value.getPort(),
                lower(value.getRawUserInfo()),
                lower(host == null ? value.getRawAuthority() : null),
                lower(value.getRawFragment()));
    }

    private static int lower(@Nullable String part) {
        return part == null ? 0 : part.toLowerCase(Locale.ROOT).hashCode();
    }
}
