// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.engine.directory.ManifestRecord.Acknowledged;
import io.leat.engine.directory.ManifestRecord.Based;
import io.leat.engine.directory.ManifestRecord.Dropped;
import io.leat.engine.directory.ManifestRecord.Forgotten;
import io.leat.engine.directory.ManifestRecord.Sealed;
import io.leat.engine.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a job keeps: its state as of the last sealed epoch, where everything stood then, and the results that have not been
 * acknowledged. Any thread; {@link #compact} works beside the others and keeps them waiting only for moments.
 *
 * <p>After a failure to write, nothing more is written and every call fails: what is on the disk stays as it is, and good.
 */
public final class JobDirectory implements AutoCloseable {
    /** How many pieces of changes there may be before they are compacted, however small they are: each takes memory. */
    private static final long MAX_PIECES = 500_000;

    private static final byte[] NO_CONTENT = {};

    private final Disk disk;
    private final Limits limits;
    private final Closeable lock;
    private final UUID run;
    private final Catalog catalog;
    private final Manifest manifest;
    private final SegmentWriter segments;
    private final Outbox outbox = new Outbox();
    private final TreeMap<Long, Chunk> bases;
    private StateIndex state = new StateIndex();
    private byte[] content;
    private @Nullable Chunk last;

    /** The bytes of the epochs since the base. */
    private long changedBytes;

    /** Held by whoever compacts, and taken before the lock of this object. */
    private final Object compacting = new Object();

    private @Nullable Compaction compaction;

    /** How many of {@link #changedBytes} the base in the making will take the place of. */
    private long compactedBytes;

    private @Nullable Throwable failure;
    private boolean closed;

    private JobDirectory(Disk disk, Limits limits, Closeable lock) throws IOException {
        this.disk = disk;
        this.limits = limits;
        this.lock = lock;
        if (Opening.isEmpty(disk)) {
            Manifest.create(disk, UUID.randomUUID()).close();
        }
        Opening opening = Opening.read(disk);
        run = opening.manifest().header().run();
        catalog = opening.catalog();
        bases = opening.bases();
        last = opening.last();
        content = content(opening);
        index(opening);
        for (String leftover : opening.leftovers(disk)) {
            disk.delete(leftover);
        }
        manifest = Manifest.resume(disk, opening.manifest());
        segments = new SegmentWriter(disk, run);
        resume(opening);
    }

    /**
     * Opens the directory of a job and locks it; an empty one becomes that of a new job. What a crash has left is put right.
     *
     * @throws io.leat.engine.disk.DiskLockedException if it is in use
     * @throws DamagedDirectoryException if what is there is not what was written. It has not been changed then
     * @throws NewerFormatException if a newer version of Leat wrote it
     */
    public static JobDirectory open(Disk disk, Limits limits) throws IOException {
        Closeable lock = disk.lock();
        try {
            return new JobDirectory(disk, limits, lock);
        } catch (Throwable e) {
            lock.close();
            throw e;
        }
    }

    private byte[] content(Opening opening) throws IOException {
        Chunk from = opening.pending() == null ? last : opening.pending();
        return from == null ? NO_CONTENT : content(from);
    }

    private byte[] content(Chunk chunk) throws IOException {
        try (PieceReader reader = new PieceReader(disk, run)) {
            for (Piece piece : chunk.pieces()) {
                if (piece.type() == Piece.CONTENT) {
                    return reader.read(piece);
                }
            }
            throw reader.file(chunk.file()).damaged(chunk.index(), "the epoch has no content");
        }
    }

    private void index(Opening opening) {
        if (!bases.isEmpty()) {
            indexBase(bases.lastEntry().getValue());
        }
        opening.epochs().values().forEach(this::indexEpoch);
    }

    private void indexBase(Chunk base) {
        for (Piece piece : base.pieces()) {
            if (piece.type() == Piece.STATE && !catalog.isForgotten(piece)) {
                state.add(piece);
            }
        }
    }

    private void indexEpoch(Chunk epoch) {
        boolean sinceBase = epoch.epoch() > catalog.baseEpoch();
        for (Piece piece : epoch.pieces()) {
            if (piece.type() == Piece.STATE && sinceBase && !catalog.isForgotten(piece)) {
                state.add(piece);
            } else if (piece.type() == Piece.RESULTS && !catalog.isForgotten(piece) && !catalog.isAcknowledged(piece)) {
                outbox.add(piece);
            }
        }
        changedBytes += sinceBase ? epoch.end() - epoch.start() : 0;
    }

    /** Cuts what is torn, and seals an epoch that is there as a whole: it may have been sealed before its record was lost. */
    private void resume(Opening opening) throws IOException {
        Chunk end = opening.pending() == null ? opening.lastOfSegments() : opening.pending();
        if (end != null) {
            segments.resume(end);
        }
        if (opening.pending() != null) {
            disk.sync();
            sealed(opening.pending());
        }
    }

    /** Returns what tells this job from every other: made at random with the directory. */
    public String run() {
        return run.toString();
    }

    /** Returns the last sealed epoch, 0 if there is none. */
    public synchronized long epoch() {
        return last == null ? 0 : last.epoch();
    }

    /** Returns whether the job has ended with the last epoch. */
    public synchronized boolean hasEnded() {
        return last != null && last.last();
    }

    /** Returns the content of the last epoch, null if there is none. The array is not to be changed. */
    public synchronized byte @Nullable [] content() {
        return last == null ? null : content;
    }

    /** Returns the steps that have state. */
    public synchronized Set<String> steps() {
        return state.steps();
    }

    /**
     * Reads the state of a key group of a step as of the last epoch: operations that make it, in order.
     *
     * @throws DamagedDirectoryException if they are not what was written
     */
    public void readState(String step, int group, ChangesVisitor visitor) throws IOException {
        try (PieceReader reader = new PieceReader(disk, run)) {
            List<Piece> pieces;
            synchronized (this) {
                requireOpen();
                pieces = state.pieces(step, group);
                for (Piece piece : pieces) {
                    reader.file(piece.file());
                }
            }
            for (Piece piece : pieces) {
                reader.visit(piece, visitor);
            }
        }
    }

    /** Returns the epochs that have results for a step which have not been acknowledged, ascending. */
    public synchronized List<Long> unacknowledged(String step) {
        return outbox.epochs(step);
    }

    /**
     * Returns results of an epoch.
     *
     * @throws IllegalArgumentException if there are none, or they have been acknowledged
     */
    public synchronized byte[] results(String step, long epoch) throws IOException {
        requireOpen();
        Piece piece = outbox.piece(step, epoch);
        if (piece == null) {
            throw new IllegalArgumentException("step '" + step + "' has no results of epoch " + epoch
                    + " that wait for an acknowledgement; those that have: " + outbox.epochs(step));
        }
        try (PieceReader reader = new PieceReader(disk, run)) {
            return reader.read(piece);
        }
    }

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
                segments.begin(catalog.nextFile++);
            }
            sealed(segments.write(epoch));
            content = epoch.content();
        } catch (Throwable e) {
            throw latch(e);
        }
    }

    private void sealed(Chunk chunk) throws IOException {
        append(new Sealed(chunk.epoch(), chunk.file().number(), chunk.start(), chunk.index()));
        manifest.force();
        last = chunk;
        indexEpoch(chunk);
    }

    private void append(ManifestRecord record) throws IOException {
        manifest.append(record);
        catalog.apply(record);
    }

    /** Forgets the results for a step up to an epoch. They may come back after a crash. */
    public synchronized void acknowledge(String step, long epoch) throws IOException {
        requireOpen();
        try {
            append(new Acknowledged(step, epoch));
            outbox.acknowledge(step, epoch);
        } catch (Throwable e) {
            throw latch(e);
        }
    }

    /** Forgets the state of a step and its results, for good. */
    public void drop(String step) throws IOException {
        synchronized (compacting) {
            synchronized (this) {
                requireOpen();
                try {
                    append(new Forgotten(step, epoch()));
                    manifest.force();
                    state.remove(step);
                    outbox.acknowledge(step, epoch());
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

    /**
     * Does some of the work that keeps the directory small, if there is any: a few milliseconds of it, and what the disk takes.
     *
     * @return whether there may be more
     */
    public boolean compact() throws IOException {
        synchronized (compacting) {
            try {
                Compaction running = compaction;
                synchronized (this) {
                    requireOpen();
                }
                if (running == null) {
                    return tidy() || begin();
                }
                Chunk base = running.step();
                if (base != null) {
                    install(base);
                }
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
                manifest.rewrite(catalog.records());
                return true;
            }
            unneeded = unneeded();
            if (unneeded.isEmpty()) {
                return false;
            }
            append(new Dropped(unneeded.stream().map(FileRef::number).toList()));
            manifest.force();
            unneeded.forEach(file -> bases.values().removeIf(base -> base.file().equals(file)));
        }
        for (FileRef file : unneeded) {
            disk.delete(file.name());
        }
        return true;
    }

    private List<FileRef> unneeded() {
        TreeMap<Long, Long> lastEpochs = new TreeMap<>();
        catalog.epochs.values().forEach(epoch -> lastEpochs.put(epoch.segment(), epoch.epoch()));
        List<FileRef> unneeded = new ArrayList<>();
        lastEpochs.forEach((number, epoch) -> {
            FileRef file = new FileRef(FileKind.SEGMENT, number);
            if (epoch <= catalog.baseEpoch() && !file.equals(segments.file()) && !outbox.needs(file)) {
                unneeded.add(file);
            }
        });
        for (Chunk base : bases.values()) {
            if (base.epoch() < catalog.baseEpoch()) {
                unneeded.add(base.file());
            }
        }
        return unneeded;
    }

    private boolean begin() throws IOException {
        Compaction.Source source;
        long file;
        synchronized (this) {
            requireOpen();
            if (last == null || !isTimeToCompact()) {
                return false;
            }
            segments.close();
            compactedBytes = changedBytes;
            source = new Compaction.Source(last.epoch(), last.sealedAtMs(), last.last(), content, state.all());
            file = catalog.nextFile++;
        }
        compaction = new Compaction(disk, run, file, source);
        return true;
    }

    private boolean isTimeToCompact() {
        Based base = bases.isEmpty() ? null : catalog.bases.lastEntry().getValue();
        long baseBytes = base == null ? 0 : base.length();
        return changedBytes > Math.max(baseBytes, limits.compactBytes()) || state.size() > MAX_PIECES;
    }

    private void install(Chunk base) throws IOException {
        synchronized (this) {
            requireOpen();
            append(new Based(base.epoch(), base.file().number(), base.index(), base.end()));
            manifest.force();
            bases.put(base.epoch(), base);
            List<Piece> pieces = base.pieces().stream()
                    .filter(piece -> piece.type() == Piece.STATE)
                    .toList();
            state = state.onto(pieces, base.epoch());
            changedBytes -= compactedBytes;
        }
        if (compaction != null) {
            compaction.close();
            compaction = null;
        }
    }

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
}
