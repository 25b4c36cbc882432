// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.engine.directory.format.Chunk;
import io.leat.engine.directory.format.FileRef;
import io.leat.engine.directory.format.Manifest;
import io.leat.engine.directory.format.ManifestRecord.Acknowledged;
import io.leat.engine.directory.format.ManifestRecord.Based;
import io.leat.engine.directory.format.ManifestRecord.Dropped;
import io.leat.engine.directory.format.ManifestRecord.Forgotten;
import io.leat.engine.directory.format.ManifestRecord.Sealed;
import io.leat.engine.directory.format.Piece;
import io.leat.engine.directory.format.PieceReader;
import io.leat.engine.disk.DirectoryName;
import io.leat.engine.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a job keeps: its state as of the last sealed epoch, where everything stood then, and the results that have not been
 * acknowledged. Any thread; {@link #compact} works beside the others and keeps them waiting only for moments.
 *
 * <p>After a failure to write, nothing more is written and every call fails: what is on the disk stays as it is, and good.
 */
public final class JobDirectory implements AutoCloseable {
    private final Disk disk;
    private final Limits limits;
    private final Closeable lock;
    private final UUID run;
    private final Holdings holdings;
    private final Manifest manifest;
    private final SegmentWriter segments;

    /** Of the last epoch; null while there is none. */
    private byte @Nullable [] content;

    /** Held by whoever compacts, and taken before the lock of this object. */
    private final Object compacting = new Object();

    private @Nullable Compaction compaction;

    private @Nullable Throwable failure;
    private boolean closed;

    private JobDirectory(Disk disk, Limits limits, Closeable lock, Opening opening) throws IOException {
        this.disk = disk;
        this.limits = limits;
        this.lock = lock;
        run = opening.manifest().header().run();
        holdings = new Holdings(opening);
        content = content(opening.pending() == null ? holdings.last() : opening.pending());
        for (String leftover : opening.leftovers(disk)) {
            disk.delete(leftover);
        }
        segments = new SegmentWriter(disk, run);
        manifest = Manifest.resume(disk, opening.manifest());
    }

    /**
     * Opens the directory of a job and locks it; an empty one becomes that of a new job. What a crash has left is put right.
     *
     * @throws io.leat.engine.disk.DiskLockedException if it is in use
     * @throws io.leat.engine.directory.format.DamagedDirectoryException if what is there is not what was written. It has not been
     *     changed then
     * @throws io.leat.engine.directory.format.NewerFormatException if a newer version of Leat wrote it
     */
    public static JobDirectory open(Disk disk, Limits limits) throws IOException {
        Closeable lock = disk.lock();
        try {
            if (Opening.isEmpty(disk)) {
                Manifest.create(disk, UUID.randomUUID());
            } else {
                disk.sync(); // a process that was killed may not have come to it: the manifest's old name could return
            }
            Opening opening = Opening.read(disk);
            JobDirectory directory = new JobDirectory(disk, limits, lock, opening);
            directory.resume(opening);
            return directory;
        } catch (Throwable e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Looks at the directory of a job that may be running, and changes nothing. All state is read and checked.
     *
     * @throws io.leat.engine.directory.format.DamagedDirectoryException if what is there is not what was written
     */
    public static Look look(Disk disk) throws IOException {
        return Inspection.of(disk);
    }

    private byte @Nullable [] content(@Nullable Chunk epoch) throws IOException {
        if (epoch == null) {
            return null;
        }
        try (PieceReader reader = new PieceReader(disk, run)) {
            return reader.read(reader.contentOf(epoch));
        }
    }

    /** Cuts what is torn, and seals an epoch that is there as a whole: it may have been sealed before its record was lost. */
    private void resume(Opening opening) throws IOException {
        try {
            Chunk pending = opening.pending();
            Chunk end = pending == null ? opening.lastOfSegments() : pending;
            if (end != null) {
                segments.resume(end);
            }
            if (pending != null) {
                disk.sync();
                sealed(pending);
            }
        } catch (Throwable e) {
            closeFiles();
            throw e;
        }
    }

    // ---- what there is --------------------------------------------------------------------------------------------

    /** Returns the directory for the log of a source's events. */
    public Disk log(String step) throws IOException {
        return disk.directory("log-" + DirectoryName.of(step));
    }

    /** Returns what tells this job from every other: made at random with the directory. */
    public String run() {
        return run.toString();
    }

    /** Returns the last sealed epoch, 0 if there is none. */
    public synchronized long epoch() {
        return holdings.epoch();
    }

    /** Returns when the last epoch was sealed, by the clock, in milliseconds since 1970; 0 if there is none. */
    public synchronized long sealedAtMs() {
        Chunk last = holdings.last();
        return last == null ? 0 : last.sealedAtMs();
    }

    /** Returns how many bytes all of it takes on the disk; 0 where nobody knows. Any thread. */
    public long bytes() throws IOException {
        return disk.bytes();
    }

    /** Returns whether the job has ended with the last epoch. */
    public synchronized boolean hasEnded() {
        Chunk last = holdings.last();
        return last != null && last.last();
    }

    /** Returns the content of the last epoch, null if there is none. The array is not to be changed. */
    public synchronized byte @Nullable [] content() {
        return content;
    }

    /** Returns the steps that have state. */
    public synchronized Set<String> steps() {
        return holdings.state().steps();
    }

    /**
     * Reads the state of a key group of a step as of the last epoch: operations that make it, in order.
     *
     * @throws io.leat.engine.directory.format.DamagedDirectoryException if they are not what was written
     */
    public void readState(String step, int group, ChangesVisitor visitor) throws IOException {
        try (PieceReader reader = new PieceReader(disk, run)) {
            List<Piece> pieces;
            synchronized (this) {
                requireOpen();
                pieces = holdings.state().pieces(step, group);
                for (Piece piece : pieces) {
                    reader.file(piece.file());
                }
            }
            for (Piece piece : pieces) {
                reader.visit(piece, visitor::visit);
            }
        }
    }

    /** Returns the epochs that have results for a step which have not been acknowledged, ascending. */
    public synchronized List<Long> unacknowledged(String step) {
        return holdings.outbox().epochs(step);
    }

    /**
     * Returns results of an epoch.
     *
     * @throws IllegalArgumentException if there are none, or they have been acknowledged
     */
    public synchronized byte[] results(String step, long epoch) throws IOException {
        requireOpen();
        Piece piece = holdings.outbox().piece(step, epoch);
        if (piece == null) {
            throw new IllegalArgumentException("step '" + step + "' has no results of epoch " + epoch
                    + " that wait for an acknowledgement; those that have: " + unacknowledged(step));
        }
        try (PieceReader reader = new PieceReader(disk, run)) {
            return reader.read(piece);
        }
    }

    /** Returns the moments whose state can be read by {@link #at}, oldest first. The last epoch need not be among them. */
    public synchronized List<Point> points() {
        return holdings.points();
    }

    /**
     * Opens the state as of a moment of the past.
     *
     * @param epoch of one of the {@link #points}
     * @throws IllegalArgumentException if it is not, or not any more
     */
    public synchronized PointView at(long epoch) throws IOException {
        requireOpen();
        Chunk base = holdings.base(epoch);
        if (base == null) {
            throw new IllegalArgumentException(
                    "the state as of epoch " + epoch + " is not there; there is " + points());
        }
        PieceReader reader = new PieceReader(disk, run);
        try {
            reader.file(base.file());
            return new PointView(base, reader);
        } catch (Throwable e) {
            reader.close();
            throw e;
        }
    }

    // ---- what changes it ------------------------------------------------------------------------------------------

    /**
     * Seals an epoch: when this returns, it is on the disk and the next one begins. When it fails, the epoch may be there or not.
     *
     * @throws IllegalArgumentException if it is not the next one
     */
    public synchronized void seal(EpochData epoch) throws IOException {
        requireOpen();
        if (epoch.number() != epoch() + 1) {
            throw new IllegalArgumentException("epoch " + epoch.number() + " after epoch " + epoch());
        }
        try {
            if (segments.isFull(limits.segmentBytes())) {
                segments.begin(holdings.nextFile());
            }
            sealed(segments.write(epoch));
            content = epoch.content();
        } catch (Throwable e) {
            throw latch(e);
        }
    }

    private void sealed(Chunk chunk) throws IOException {
        Sealed record = new Sealed(chunk.epoch(), chunk.file().number(), chunk.start(), chunk.index());
        manifest.append(record);
        manifest.force();
        holdings.seal(record, chunk);
    }

    /**
     * Forgets the results for a step up to an epoch. They may come back after a crash.
     *
     * @throws IllegalArgumentException if the epoch is not sealed
     */
    public synchronized void acknowledge(String step, long epoch) throws IOException {
        requireOpen();
        if (epoch > epoch()) {
            throw new IllegalArgumentException(
                    "epoch " + epoch + " is acknowledged, " + epoch() + " is the last sealed one");
        }
        try {
            Acknowledged record = new Acknowledged(step, epoch);
            manifest.append(record);
            holdings.acknowledge(record);
        } catch (Throwable e) {
            throw latch(e);
        }
    }

    /** Forgets the state of a step and its results, for good. Moments of the past keep it. */
    public void drop(String step) throws IOException {
        synchronized (compacting) {
            synchronized (this) {
                requireOpen();
                try {
                    Forgotten record = new Forgotten(step, epoch());
                    manifest.append(record);
                    manifest.force();
                    holdings.forget(record);
                    abandonCompaction();
                } catch (Throwable e) {
                    throw latch(e);
                }
            }
        }
    }

    private void abandonCompaction() throws IOException {
        if (compaction != null) {
            compaction.close();
            disk.delete(compaction.name());
            compaction = null;
        }
    }

    // ---- what keeps it small --------------------------------------------------------------------------------------

    /**
     * Does some of the work that keeps the directory small, if there is any: a few milliseconds of it, and what the disk takes.
     *
     * @return whether there may be more
     */
    public boolean compact() throws IOException {
        synchronized (compacting) {
            try {
                Compaction running = compaction;
                if (running == null) {
                    return tidy() || begin();
                }
                goOn(running);
                return true;
            } catch (Throwable e) {
                throw latch(e);
            }
        }
    }

    /** Deletes what is not needed any more and shortens the manifest. */
    private boolean tidy() throws IOException {
        List<FileRef> unneeded;
        synchronized (this) {
            requireOpen();
            if (manifest.isLong()) {
                manifest.rewrite(holdings.records());
                return true;
            }
            unneeded = holdings.unneeded(segments.file(), limits);
            if (unneeded.isEmpty()) {
                return false;
            }
            Dropped record = new Dropped(unneeded.stream().map(FileRef::number).toList());
            manifest.append(record);
            manifest.force();
            holdings.drop(record);
        }
        for (FileRef file : unneeded) {
            disk.delete(file.name());
        }
        return true;
    }

    /** Begins a base, and a segment with the next epoch: so those before it can go when the base is there. */
    private boolean begin() throws IOException {
        Compaction.Source source;
        long file;
        synchronized (this) {
            requireOpen();
            Chunk last = holdings.last();
            if (last == null || content == null || !holdings.isTimeToCompact(limits)) {
                return false;
            }
            segments.close();
            source = new Compaction.Source(last, content, holdings.state().all(), holdings.changedBytes());
            file = holdings.nextFile();
        }
        compaction = new Compaction(disk, run, file, source);
        return true;
    }

    private void goOn(Compaction running) throws IOException {
        synchronized (this) {
            requireOpen();
        }
        Chunk base = running.step();
        if (base == null) {
            return;
        }
        synchronized (this) {
            requireOpen();
            Based record = new Based(base.epoch(), base.file().number(), base.index(), base.end());
            manifest.append(record);
            manifest.force();
            holdings.install(record, base, running.changedBytes());
        }
        compaction = null;
        running.close();
    }

    // ---- how it ends ----------------------------------------------------------------------------------------------

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the directory " + disk + " has been closed");
        }
        if (failure != null) {
            throw new IOException(
                    "the directory " + disk + " is not used any more since this failed: " + failure.getMessage(),
                    failure);
        }
    }

    /** Remembers the first failure, and returns what is to be thrown. */
    private synchronized IOException latch(Throwable e) throws IOException {
        requireOpen();
        failure = e;
        if (e instanceof IOException io) {
            return io;
        }
        return new IOException("the directory " + disk + " failed: " + e, e);
    }

    /** Closes the directory and frees it for others. It is as good as after a crash, and no better. */
    @Override
    public void close() throws IOException {
        synchronized (compacting) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
                try (lock) {
                    closeFiles();
                }
            }
        }
    }

    private void closeFiles() throws IOException {
        segments.close();
        manifest.close();
        if (compaction != null) {
            compaction.close();
        }
    }

    /** Returns where it is. */
    @Override
    public String toString() {
        return disk.toString();
    }
}
