// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import io.leat.connector.Guarantee;
import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import io.leat.testkit.host.Recorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sink that gets its results at least once. Those behind the epoch from which another process goes on come again, so the first ones
 * do not count: without them all must have come once, or, if the sink is idempotent, once or more often.
 */
final class Repeater extends Sink<Object> implements Outside {
    private final List<Recorder.Out> results = new ArrayList<>();
    private final Map<Long, Integer> sizes = new HashMap<>(Map.of(0L, 0));
    private final Refusals refusals;

    private final boolean idempotent;

    /** {@code idempotent}: whether a result takes the place of an equal one; for results that are all different. */
    Repeater(Refusals refusals, boolean idempotent) {
        this.refusals = refusals;
        this.idempotent = idempotent;
    }

    @Override
    public Guarantee guarantee() {
        return idempotent ? Guarantee.IDEMPOTENT : Guarantee.AT_LEAST_ONCE;
    }

    @Override
    public SinkWriter<Object> open() {
        return new Writer();
    }

    private final class Writer implements SinkWriter<Object> {
        @Override
        public void write(Object value, long timestamp) throws IOException {
            refusals.mayFail("write");
            results.add(new Recorder.Out(value, timestamp));
        }

        @Override
        public @Nullable String checkpoint(long epoch) throws IOException {
            refusals.mayFail("checkpoint");
            sizes.put(epoch, results.size());
            return null;
        }
    }

    @Override
    public void goesOnFrom(long epoch) {
        Integer size = sizes.get(epoch);
        if (size == null) {
            throw new AssertionError("the job goes on from epoch " + epoch + ", of which this sink was told nothing");
        }
        results.subList(size, results.size()).clear();
    }

    @Override
    public Sink<Object> sink() {
        return this;
    }

    @Override
    public List<Recorder.Out> results() {
        return idempotent ? results.stream().distinct().toList() : List.copyOf(results);
    }

    @Override
    public String toString() {
        return guarantee().toString();
    }
}
