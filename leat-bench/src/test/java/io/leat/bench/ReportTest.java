// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Row ROW = new Row(
            "a-work", 10, 20, new Row.Ratio(0.5, 0.4, 0.6), 0.45, new Cost(0.01, 250), new Cost(0, 80), true, 0);

    @Test
    void whenWrittenAsJson_thenHasTheFieldsThatOthersRead() {
        assertThat(Report.json(List.of(ROW, ROW)))
                .startsWith("[\n  {\"work\": \"a-work\", \"leat\": 10.00, \"hand\": 20.00, \"ratio\": 0.500, "
                        + "\"bytesPerEvent\": 0.010")
                .contains("},\n")
                .endsWith("}\n]\n");
    }

    @Test
    void whenWrittenAsTable_thenColumnsAreUnderTheirNames() {
        assertThat(Report.line(ROW).stripTrailing()).hasSameSizeAs(Report.HEADER.stripTrailing());
        assertThat(Report.line(ROW)).contains("0.50 (0.40–0.60)", "250 (80)");
    }
}
