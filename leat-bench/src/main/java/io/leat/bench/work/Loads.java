// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.maxLong;
import static io.leat.aggregate.Aggregates.minLong;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;

import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Duration;

/** The windowed pipeline: count, sum, smallest and largest by instance. */
final class Loads {
    private Loads() {}

    static Pipeline pipeline(String name, RingSource source, Windows windows, Sink<? super Load> into) {
        return Pipeline.of(
                name,
                p -> p.from("calls", source, Watermarks.outOfOrder(Duration.ofMillis(Ring.DISORDER_MS)))
                        .keyBy(String.class, Call::instance)
                        .window(windows)
                        .aggregate(
                                "load",
                                row(
                                        Load.class,
                                        Load::new,
                                        key(),
                                        count(),
                                        sum(Call::tokens),
                                        minLong(Call::latencyMs),
                                        maxLong(Call::latencyMs)))
                        .to("check", into));
    }
}
