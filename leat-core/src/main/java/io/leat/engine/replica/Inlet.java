// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.engine.collection.Batch;
import io.leat.engine.collection.Edge;
import io.leat.engine.measure.Reading;
import io.leat.engine.measure.StepFigures;
import io.leat.engine.port.KeyedReceiver;
import io.leat.graph.Step;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where records from other workers come in: a channel from each of them. A channel that has brought a barrier is not read
 * again until the whole replica has met the barrier, so no state sees records from both sides of it.
 */
final class Inlet extends WatermarkNode {
    private final Edge[] channels;
    private final boolean[] blocked;
    private final int depth;
    private final KeyedReceiver<@Nullable Object, @Nullable Object>[] readers;
    private int next;
    private int blockedChannels;

    @SuppressWarnings({"unchecked", "rawtypes"}) // a generic array cannot be made otherwise
    Inlet(Step step, List<Edge> channels, int depth, List<KeyedReceiver<Object, Object>> readers) {
        super(step);
        this.channels = channels.toArray(new Edge[0]);
        this.blocked = new boolean[this.channels.length];
        this.depth = depth;
        this.readers = readers.toArray(new KeyedReceiver[0]);
        inputs(this.channels.length);
    }

    int depth() {
        return depth;
    }

    void readBy(Thread thread) {
        for (Edge edge : channels) {
            edge.readBy(thread);
        }
    }

    /** Reads a batch, says since when its records are in the job, and returns whether there was one. Channels are read in turn. */
    boolean read(Reading reading) {
        for (int tried = 0; tried < channels.length; tried++) {
            int channel = next;
            next = next + 1 == channels.length ? 0 : next + 1;
            if (!blocked[channel]) {
                Batch batch = channels[channel].take();
                if (batch != null) {
                    reading.since(batch.sinceNanos);
                    push(batch, channel);
                    channels[channel].giveBack(batch);
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns whether there is a batch to be read. */
    boolean hasRecords() {
        for (int channel = 0; channel < channels.length; channel++) {
            if (!blocked[channel] && !channels[channel].isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void push(Batch batch, int channel) {
        for (int i = 0; i < batch.size; i++) {
            Object value = batch.values[i];
            if (value == Batch.WATERMARK) {
                onWatermark(channel, batch.times[i], false);
            } else if (value == Batch.IDLE) {
                onWatermark(channel, batch.times[i], true);
            } else if (value == Batch.BARRIER) {
                blocked[channel] = true;
                blockedChannels++;
            } else {
                for (KeyedReceiver<@Nullable Object, @Nullable Object> reader : readers) {
                    reader.receive(batch.keys[i], batch.hashes[i], value, batch.times[i], batch.owns[i]);
                }
            }
        }
    }

    @Override
    void advance(long merged, boolean idle) {
        forward(merged, idle);
    }

    /** Returns whether every channel has brought the barrier. */
    boolean isAligned() {
        return blockedChannels == channels.length;
    }

    /** Goes on behind the barrier. */
    void unblock() {
        Arrays.fill(blocked, false);
        blockedChannels = 0;
    }

    /** Returns whether every channel has ended. */
    boolean hasEnded() {
        return merged() == Long.MAX_VALUE;
    }

    @Override
    void addTo(StepFigures figures) { // the watermark of the step is that in front of what follows
        long waiting = 0;
        for (Edge edge : channels) {
            waiting += edge.size();
        }
        figures.addQueue(waiting, channels.length * Edge.BOUND_RECORDS);
    }
}
