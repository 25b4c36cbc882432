// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.examples.instances.Inference;
import io.leat.examples.instances.Load;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FigureTableTest {
    @Test
    void whenThereIsRoom_thenEverythingIsShown() {
        assertThat(FigureTable.of(board().figures(), 200).stream()
                        .map(line -> line.text().stripTrailing()))
                .containsExactly(
                        "                                    10 s window, ms           30 s window, ms",
                        "instance  requests  tokens  errors  req/s    avg  min    max  req/s  avg  min  max  sessions  late  behind",
                        "ai-1             2   3,000       1    4.2  1,235   10  9,999      -    -    -    -         0     0   0.5 s",
                        "ai-2             0       0       0      -      -    -      -      -    -    -    -         0     1       -",
                        "all              2   3,000       1      -      -    -      -      -    -    -    -         0     1       -");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 100})
    void whenThereIsLessRoom_thenColumnsGoButNoLineIsTooLong(int width) {
        List<Line> lines = FigureTable.of(board().figures(), width);

        assertThat(lines).hasSize(5).allMatch(line -> line.text().length() <= width);
        assertThat(lines.get(1).text()).contains("instance", "requests");
    }

    private static Board board() {
        Board board = new Board(List.of("ai-1", "ai-2"));
        Instant second = Instant.ofEpochSecond(10);
        board.request(new Inference(1, "ai-1", second, second.plusMillis(500), 1_000, 500, 500, false));
        board.request(new Inference(2, "ai-1", second, second.plusMillis(400), 1_500, 0, 400, true));
        board.late(new Inference(3, "ai-2", second, second, 1, 1, 0, false));
        board.tumbling(new Load("ai-1", Instant.EPOCH, second, 42, 100, 1_234.5, 10, 9_999));
        return board;
    }
}
