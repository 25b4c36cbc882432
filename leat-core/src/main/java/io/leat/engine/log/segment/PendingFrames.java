// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log.segment;

import static java.lang.Math.max;
import static java.lang.Math.min;

import io.leat.codec.BinaryWriter;
import java.util.ArrayList;
import java.util.List;

/** What has been appended and nobody has written yet: full frames, and one that is being filled. Not thread-safe. */
public final class PendingFrames {
    /** The events of the frame that is being filled. */
    private final BinaryWriter open = new BinaryWriter(2 * BlockIndex.BLOCK_BYTES);

    private final BinaryWriter out = new BinaryWriter(2 * BlockIndex.BLOCK_BYTES);
    private List<Frame> full = new ArrayList<>();
    private int count;
    private long firstIndex;
    private long minTimeMs;
    private long maxTimeMs;
    private long firstArrivalMs;
    private long lastArrivalMs;

    /** Adds an event. */
    public void add(long index, byte[] event, long timeMs, long arrivalMs) {
        if (count == 0) {
            begin(index, arrivalMs);
        }
        open.writeUnsigned(arrivalMs - lastArrivalMs);
        open.writeLong(timeMs - arrivalMs);
        open.writeBytes(event);
        count++;
        lastArrivalMs = arrivalMs;
        minTimeMs = min(minTimeMs, timeMs);
        maxTimeMs = max(maxTimeMs, timeMs);
        if (open.size() >= BlockIndex.BLOCK_BYTES) {
            end();
        }
    }

    private void begin(long index, long arrivalMs) {
        firstIndex = index;
        firstArrivalMs = arrivalMs;
        lastArrivalMs = arrivalMs;
        minTimeMs = Long.MAX_VALUE;
        maxTimeMs = Long.MIN_VALUE;
    }

    private void end() {
        if (count > 0) {
            Frame.Content content =
                    new Frame.Content(firstIndex, count, minTimeMs, maxTimeMs, firstArrivalMs, lastArrivalMs);
            Frame.begin(Frame.EVENTS, out);
            content.write(out);
            out.writeRaw(open);
            full.add(Frame.of(out, content));
            open.reset();
            count = 0;
        }
    }

    /** Adds a mark before an event to come. */
    public void addMark(long before, byte[] what) {
        end();
        Frame.begin(Frame.MARK, out);
        out.writeUnsigned(before);
        out.writeBytes(what);
        full.add(Frame.of(out));
    }

    /** Returns whether there is nothing. */
    public boolean isEmpty() {
        return count == 0 && full.isEmpty();
    }

    /** Returns everything, and has nothing then. */
    public List<Frame> take() {
        end();
        List<Frame> taken = full;
        full = new ArrayList<>();
        return taken;
    }
}
