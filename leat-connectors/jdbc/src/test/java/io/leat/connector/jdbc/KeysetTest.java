// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connector.Position;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Positions in tables, there and back. */
class KeysetTest {
    @Test
    void whenAPositionIsRead_thenItsValuesAreTheSame() {
        List<Object> values = List.of(
                7L,
                Long.MIN_VALUE + 1_000_000_000_000L,
                new BigDecimal("1.50"),
                0.1,
                "a&b=n7 ☃%20+",
                "",
                OffsetDateTime.parse("2026-01-01T00:00:00.123456Z"),
                LocalDateTime.parse("2026-01-01T00:00:00.000001"),
                LocalDate.parse("2026-01-01"),
                LocalTime.parse("23:59:59.999999"),
                new UUID(1, 2));

        Position position = Keyset.position(values);

        assertThat(Keyset.values(position)).usingRecursiveComparison().isEqualTo(values);
        assertThat(position.text()).startsWith("n7&n-92");
    }
}
