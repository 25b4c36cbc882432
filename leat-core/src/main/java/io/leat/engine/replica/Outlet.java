// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.engine.collection.Batch;
import io.leat.engine.collection.Edge;
import io.leat.engine.measure.Reading;
import io.leat.engine.port.KeyedReceiver;
import io.leat.engine.port.Receiver;
import io.leat.engine.store.KeyGroups;
import io.leat.graph.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where records leave a worker: each goes to the worker that owns its key, or all to the only one there is. Watermarks and
 * barriers go to every one, behind the records before them.
 */
final class Outlet extends WatermarkNode implements KeyedReceiver<@Nullable Object, @Nullable Object> {
    private final Edge[] edges;
    private final Batch[] batches;
    private final int workers;
    private final Reading reading;
    private long barrier;

    /**
     * Makes one for some edges: with one all go there, with several each has its keys.
     *
     * @param reading tells since when the records at hand are in the job
     */
    Outlet(Step step, List<Edge> edges, Reading reading) {
        super(step);
        this.reading = reading;
        this.edges = edges.toArray(new Edge[0]);
        this.batches = new Batch[this.edges.length];
        this.workers = this.edges.length;
        for (int i = 0; i < batches.length; i++) {
            batches[i] = new Batch();
        }
    }

    @Override
    public void receive(@Nullable Object key, int hash, @Nullable Object value, long ts, long own) {
        int target = KeyGroups.owner(KeyGroups.of(hash), workers);
        add(target, key, hash, value, ts, own);
    }

    private void add(int target, @Nullable Object key, int hash, @Nullable Object value, long ts, long own) {
        Batch batch = batches[target];
        if (batch.size == 0) {
            batch.sinceNanos = reading.sinceNanos();
        }
        batch.add(key, hash, value, ts, own);
        if (batch.isFull()) {
            send(target);
        }
    }

    /** Returns what takes records without a key, for the only receiver there is. */
    Receiver<@Nullable Object> gathering() {
        return new Receiver<>() {
            @Override
            public void receive(@Nullable Object value, long ts, long own) {
                Outlet.this.receive(null, 0, value, ts, own);
            }
        };
    }

    /** Returns what takes records that go to every receiver. */
    KeyedReceiver<Object, Object> broadcasting() {
        return (key, hash, value, ts, own) -> {
            for (int i = 0; i < batches.length; i++) {
                add(i, key, hash, value, ts, own);
            }
        };
    }

    @Override
    void advance(long merged, boolean idle) {
        markAll(idle ? Batch.IDLE : Batch.WATERMARK, merged);
    }

    /** Sends a barrier behind everything that has come in so far. */
    void barrier(long epoch) {
        barrier = epoch;
        markAll(Batch.BARRIER, epoch);
        flush();
    }

    /** Returns the last epoch whose barrier was sent. */
    long lastBarrier() {
        return barrier;
    }

    private void markAll(Object mark, long number) {
        for (int i = 0; i < batches.length; i++) {
            if (batches[i].size == 0) {
                batches[i].sinceNanos = reading.sinceNanos();
            }
            batches[i].mark(mark, number);
            if (batches[i].isFull()) {
                send(i);
            }
        }
    }

    private void send(int target) {
        batches[target] = edges[target].put(batches[target]);
    }

    /** Sends what is waiting for a batch to fill. */
    void flush() {
        for (int i = 0; i < batches.length; i++) {
            if (batches[i].size > 0) {
                send(i);
            }
        }
    }

    boolean isFull() {
        for (Edge edge : edges) {
            if (edge.isFull()) {
                return true;
            }
        }
        return false;
    }
}
