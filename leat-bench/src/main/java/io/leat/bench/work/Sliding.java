// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import io.leat.window.Windows;
import java.time.Duration;

/**
 * What overlapping costs: windows of a minute that begin every second, of which sixty hold an event, beside windows of a
 * minute one after the other. Both are Leat's.
 *
 * <p>Every sixtieth of the overlapping windows is one of the others: those are compared.
 */
public final class Sliding implements Work {
    private static final long SLIDE_MS = 1_000;
    private static final long OVERLAP = 60;

    private final String name;
    private final Ring ring;
    private final long slideMs;
    private final double leastRatio;

    private Sliding(String name, Ring ring, long slideMs, double leastRatio) {
        this.name = name;
        this.ring = ring;
        this.slideMs = slideMs;
        this.leastRatio = leastRatio;
    }

    /** Returns windows over few keys: 100,000 calls a second of event time, a hundred for each key and slide. */
    public static Sliding over1kKeys() {
        return over("sliding-1k-keys", Ring.of(1_000, 80, 100));
    }

    /**
     * Returns windows over more keys: 100,000 calls a second of event time, ten for each key and slide. With one result for
     * ten calls it is as much about results as about events, which the tumbling windows hardly give.
     */
    public static Sliding over10kKeys() {
        return new Sliding("sliding-10k-keys", Ring.of(10_000, 8, 100), SLIDE_MS, 0);
    }

    static Sliding over(String name, Ring ring) {
        return new Sliding(name, ring, SLIDE_MS, 0.5);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long events() {
        return 12_000_000; // two minutes
    }

    @Override
    public boolean windowed() {
        return true;
    }

    @Override
    public double leastRatio() {
        return leastRatio;
    }

    @Override
    public Run leat(long events) throws InterruptedException {
        return run(Windows.sliding(size(), Duration.ofMillis(slideMs)), events);
    }

    /** Runs tumbling windows in Leat. */
    @Override
    public Run hand(long events) throws InterruptedException {
        return run(Windows.tumbling(size()), events);
    }

    @Override
    public Work withHalfTheResults() {
        return new Sliding(name, ring, 2 * slideMs, leastRatio);
    }

    private Duration size() {
        return Duration.ofMillis(OVERLAP * slideMs);
    }

    private Run run(Windows windows, long events) throws InterruptedException {
        Meter meter = new Meter();
        Checksum sum = new Checksum();
        Jobs.run(Loads.pipeline(name, new RingSource(ring, events, meter), windows, new Shared(sum, size())));
        return meter.run(events, sum);
    }

    /** Takes the results of those windows that are also among the tumbling ones. */
    private static final class Shared extends Sink<Load> {
        private final Checksum sum;
        private final long sizeMs;

        Shared(Checksum sum, Duration size) {
            this.sum = sum;
            this.sizeMs = size.toMillis();
        }

        @Override
        public SinkWriter<Load> open() {
            return (load, timestamp) -> {
                if ((timestamp + 1) % sizeMs == 0) {
                    sum.add(load);
                }
            };
        }
    }
}
