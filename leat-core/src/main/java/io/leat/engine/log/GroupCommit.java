// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import io.leat.engine.disk.Disk;
import io.leat.engine.log.segment.Extent;
import io.leat.engine.log.segment.Frame;
import io.leat.engine.log.segment.PendingFrames;
import io.leat.engine.log.segment.SegmentWriter;
import io.leat.engine.log.segment.Segments;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Appends for many threads: each adds its events to what is pending, then one of them writes and forces everything that is, while
 * the others wait and more becomes pending. So the slower the disk, the more events share a force. Thread-safe.
 *
 * <p>A write or force that has failed is final: what is on the disk then is not known, so nothing more is written.
 */
final class GroupCommit {
    private final Disk disk;
    private final LogOptions options;
    private final Segments segments;

    private final ReentrantLock lock = new ReentrantLock();
    /** Somebody has ended to write. */
    private final Condition done = lock.newCondition();

    private final PendingFrames pending = new PendingFrames();
    /** Of the next event that is appended. */
    private long nextIndex;

    private long lastArrivalMs;
    /** Up to which event everything is in the log. */
    private volatile long committed;

    private volatile @Nullable Throwable failure;
    private boolean closed;
    /** Whether somebody writes; then the writer is theirs. */
    private boolean busy;

    private SegmentWriter writer;

    GroupCommit(Disk disk, LogOptions options, Segments segments, SegmentWriter writer) {
        this.disk = disk;
        this.options = options;
        this.segments = segments;
        this.writer = writer;
        Extent extent = writer.segment().extent();
        this.nextIndex = extent.endIndex();
        this.lastArrivalMs = extent.lastArrivalMs();
        this.committed = nextIndex;
    }

    /** Returns up to which event everything is in the log. */
    long committed() {
        return committed;
    }

    /** Appends events, and returns the index of the first when they are in the log. */
    long append(List<NewEvent> events, long arrivalMs) throws IOException {
        lock.lock();
        try {
            requireOpen();
            long first = nextIndex;
            lastArrivalMs = Math.max(lastArrivalMs, arrivalMs);
            for (NewEvent event : events) {
                long timeMs = event.timeMs() == EventLog.BY_ARRIVAL ? lastArrivalMs : event.timeMs();
                pending.add(nextIndex++, event.bytes(), timeMs, lastArrivalMs);
            }
            long end = nextIndex;
            while (committed < end) {
                requireOpen();
                if (busy) {
                    done.awaitUninterruptibly();
                } else {
                    lead(options.durability() == Durability.DURABLE);
                }
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a mark behind the last event if it is to be there, and hands it to the operating system. */
    boolean mark(long before, byte[] what) throws IOException {
        lock.lock();
        try {
            requireOpen();
            if (before != nextIndex) {
                return false;
            }
            pending.addMark(before, what);
            awaitTurn();
            lead(false);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Forces everything that was appended. */
    void force() throws IOException {
        lock.lock();
        try {
            awaitTurn();
            lead(true);
        } finally {
            lock.unlock();
        }
    }

    /** Begins a new segment if the last has become old. */
    void rollIfOld() throws IOException {
        lock.lock();
        try {
            awaitTurn();
            if (writer.isFull(Long.MAX_VALUE, oldestMs())) {
                lead(true);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forces everything, says so in the log, and appends nothing more. */
    void close() throws IOException {
        lock.lock();
        try {
            while (busy) {
                done.awaitUninterruptibly();
            }
            if (!closed) {
                end();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end() throws IOException {
        try {
            if (failure == null) {
                lead(true);
                writer.write(Frame.of(Frame.begin(Frame.CLOSED)));
                writer.force();
            }
        } finally {
            closed = true;
            writer.close();
        }
    }

    /** Throws what has made the log unusable, if something has. */
    void requireUnfailed() throws IOException {
        Throwable cause = failure;
        if (cause != null) {
            throw new IOException(
                    "the event log in " + disk + " could not be written, so it takes no more: " + cause, cause);
        }
    }

    private void requireOpen() throws IOException {
        requireUnfailed();
        if (closed) {
            throw new IOException("the event log in " + disk + " is closed");
        }
    }

    private void awaitTurn() throws IOException {
        while (busy) {
            done.awaitUninterruptibly();
        }
        requireOpen();
    }

    /** Writes what is pending, without the lock meanwhile. */
    private void lead(boolean force) throws IOException {
        List<Frame> frames = pending.take();
        long end = nextIndex;
        busy = true;
        lock.unlock();
        try {
            write(frames, force);
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
        lock.lock();
        busy = false;
        done.signalAll();
        requireUnfailed();
        if (force || options.durability() == Durability.BUFFERED) {
            writer.publish();
            committed = end;
        }
    }

    private void write(List<Frame> frames, boolean force) throws IOException {
        for (Frame frame : frames) {
            rollIfFull();
            writer.write(frame);
        }
        if (force) {
            rollIfFull();
            writer.force();
        }
    }

    private void rollIfFull() throws IOException {
        if (writer.isFull(options.retention().segmentBytes(options.segmentBytes()), oldestMs())) {
            writer.finish();
            writer = SegmentWriter.create(
                    disk, options.name(), options.schema(), writer.segment().extent());
            segments.add(writer.segment());
        }
    }

    /** Returns when the first event of the last segment may have arrived at the earliest. */
    private long oldestMs() {
        long ageMs = options.retention().segmentAgeMs();
        return ageMs == Long.MAX_VALUE ? Long.MIN_VALUE : options.clock().millis() - ageMs;
    }
}
