// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.examples.instances.Alert;
import io.leat.examples.instances.Inference;
import io.leat.examples.instances.Load;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardTest {
    private final Board board = new Board(List.of("a", "b"));

    @Test
    void whenRequestsCome_thenTheyAreCountedPerInstance() {
        board.request(request("a", 1, false));
        board.request(request("a", 3, true));
        board.request(request("b", 5, false));

        Figures a = board.figures().get(0);
        assertThat(a.requests()).isEqualTo(2);
        assertThat(a.errors()).isEqualTo(1);
        assertThat(a.tokens()).isEqualTo(30);
        assertThat(a.behind()).isEqualTo(Duration.ofMillis(2_100));
        assertThat(Figures.total(board.figures()).requests()).isEqualTo(3);
    }

    @Test
    void whenTheRunEndsWithinAWindow_thenTheLastFullOneStays() {
        board.request(request("a", 25, false));
        board.tumbling(load("a", 10));
        board.tumbling(load("a", 20));
        board.tumbling(load("a", 30));
        board.tumbling(load("b", 30));

        assertThat(board.figures().get(0).tumbling()).isEqualTo(load("a", 20));
        assertThat(board.figures().get(1).tumbling()).isEqualTo(load("b", 30));
    }

    @Test
    void whenAlertsCome_thenTheLastAreKept() {
        for (int i = 0; i < 200; i++) {
            board.alert(new Alert("a", Instant.ofEpochSecond(i), "x"));
        }

        assertThat(board.alerts(2).stream().map(a -> a.at().getEpochSecond())).containsExactly(198L, 199L);
    }

    private static Inference request(String instance, long second, boolean failed) {
        Instant at = Instant.ofEpochSecond(second);
        return new Inference(1, instance, at, at.plusMillis(100), 10, 5, 100, failed);
    }

    private static Load load(String instance, long end) {
        return new Load(instance, Instant.ofEpochSecond(end - 10), Instant.ofEpochSecond(end), 1, 1, 1, 1, 1);
    }
}
