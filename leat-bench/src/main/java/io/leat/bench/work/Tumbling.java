// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.window.Windows;
import java.time.Duration;

/** The windowed work: count, sum, smallest and largest by instance, in tumbling windows of event time. */
public final class Tumbling implements PipelineWork {
    private static final long SIZE_MS = 10_000;

    private final String name;
    private final Ring ring;
    private final long sizeMs;

    private Tumbling(String name, Ring ring, long sizeMs) {
        this.name = name;
        this.ring = ring;
        this.sizeMs = sizeMs;
    }

    /** Returns windows over few keys: 100,000 calls a second of event time, 100 for each key and window. */
    public static Tumbling over10kKeys() {
        return over("tumbling-10k-keys", Ring.of(10_000, 8, 100));
    }

    /**
     * Returns windows over many keys, whose state is in memory and not in a cache: 400,000 calls a second, 4 for each key and
     * window. Takes 200 MB for its events.
     */
    public static Tumbling over1mKeys() {
        return over("tumbling-1m-keys", Ring.of(1_000_000, 2, 400));
    }

    static Tumbling over(String name, Ring ring) {
        return new Tumbling(name, ring, SIZE_MS);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long events() {
        return 8_000_000; // whole windows on either work: eight, or two
    }

    @Override
    public boolean windowed() {
        return true;
    }

    @Override
    public Pipeline pipeline(long events, Meter meter, Checksum sum) {
        Windows windows = Windows.tumbling(Duration.ofMillis(sizeMs));
        return Loads.pipeline(name, new RingSource(ring, events, meter), windows, Sink.of(sum::add));
    }

    @Override
    public Run hand(long events) {
        Meter meter = new Meter();
        Checksum sum = new Checksum();
        meter.begin();
        HandWindows windows = new HandWindows(sizeMs, Ring.DISORDER_MS, sum);
        Call[] calls = ring.calls();
        long offsetMs = 0;
        for (long left = events; left > 0; left -= calls.length) {
            pass(calls, (int) Math.min(left, calls.length), offsetMs, windows);
            offsetMs += ring.lengthMs();
        }
        windows.closeAll();
        meter.end();
        return meter.run(events, sum);
    }

    private static void pass(Call[] calls, int end, long offsetMs, HandWindows windows) {
        for (int i = 0; i < end; i++) {
            Call call = calls[i];
            windows.add(call, call.ts() + offsetMs);
        }
    }

    @Override
    public Work withHalfTheResults() {
        return new Tumbling(name, ring, 2 * sizeMs);
    }
}
