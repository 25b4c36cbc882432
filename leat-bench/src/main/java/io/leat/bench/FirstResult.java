// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

import static io.leat.aggregate.Aggregates.count;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.window.Windows;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A program that runs a trivial pipeline and prints after how many milliseconds its first result came: since {@code main}
 * began, and since the JVM did.
 *
 * <p>Nothing is loaded for the measuring before it is over.
 */
public final class FirstResult {
    /** The argument with which the pipeline also has a window and an aggregate. */
    static final String WINDOW = "window";

    private FirstResult() {}

    public static void main(String[] args) throws InterruptedException {
        long beginNanos = System.nanoTime();
        AtomicLong firstNanos = new AtomicLong();
        Sink<Object> sink = Sink.of(result -> firstNanos.compareAndSet(0, System.nanoTime()));
        Pipeline pipeline = args.length > 0 && args[0].equals(WINDOW) ? windowed(sink) : stateless(sink);
        try (Leat leat = Leat.inMemory()) {
            leat.start(pipeline).awaitCompletion();
        }
        print(beginNanos, firstNanos.get());
    }

    private static Pipeline stateless(Sink<Object> sink) {
        return Pipeline.of(
                "first",
                p -> p.from("numbers", Source.of(1, 2, 3))
                        .filter(number -> number > 1)
                        .map(number -> number * 2)
                        .to("sink", sink));
    }

    private static Pipeline windowed(Sink<Object> sink) {
        return Pipeline.of(
                "first",
                p -> p.from("numbers", Source.of(1, 2, 3).timedByMillis(number -> number))
                        .keyBy(Integer.class, number -> number % 2)
                        .window(Windows.tumbling(Duration.ofSeconds(10)))
                        .aggregate("counts", count())
                        .to("sink", sink));
    }

    private static void print(long beginNanos, long firstNanos) {
        double sinceMainMs = (firstNanos - beginNanos) / 1e6;
        long nowMs = System.currentTimeMillis();
        double sinceFirstMs = (System.nanoTime() - firstNanos) / 1e6;
        double sinceJvmMs = nowMs - ManagementFactory.getRuntimeMXBean().getStartTime() - sinceFirstMs;
        System.out.println(String.format(Locale.ROOT, "%.1f %.1f", sinceMainMs, sinceJvmMs));
    }
}
