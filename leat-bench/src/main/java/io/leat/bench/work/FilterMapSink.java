// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

import io.leat.Pipeline;
import io.leat.connector.Sink;

/** The stateless work: drops the calls that failed, takes the instance of the others and hands it to a sink. */
public final class FilterMapSink implements PipelineWork {
    private static final int KEYS = 512;
    private static final int CALLS_PER_KEY = 128;
    private static final int CALLS_PER_MS = 64;

    /** Small enough for a cache, since memory is not to be measured; too large for the processor to learn which ones fail. */
    private final Ring ring = Ring.of(KEYS, CALLS_PER_KEY, CALLS_PER_MS);

    @Override
    public String name() {
        return "filter-map-sink";
    }

    @Override
    public long events() {
        return 20_000_000;
    }

    @Override
    public boolean windowed() {
        return false;
    }

    @Override
    public Pipeline pipeline(long events, Meter meter, Checksum sum) {
        return Pipeline.of(
                name(),
                p -> p.from("calls", new RingSource(ring, events, meter))
                        .filter(call -> call.tokens() > 0)
                        .map(Call::instance)
                        .to("check", Sink.of(sum::add)));
    }

    @Override
    public Run hand(long events) {
        Meter meter = new Meter();
        Checksum sum = new Checksum();
        meter.begin();
        Call[] calls = ring.calls();
        for (long left = events; left > 0; left -= calls.length) {
            pass(calls, (int) Math.min(left, calls.length), sum);
        }
        meter.end();
        return meter.run(events, sum);
    }

    private static void pass(Call[] calls, int end, Checksum sum) {
        for (int i = 0; i < end; i++) {
            Call call = calls[i];
            if (call.tokens() > 0) {
                sum.add(call.instance());
            }
        }
    }
}
