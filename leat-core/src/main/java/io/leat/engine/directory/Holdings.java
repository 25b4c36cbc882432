// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.engine.directory.format.Catalog;
import io.leat.engine.directory.format.Chunk;
import io.leat.engine.directory.format.FileRef;
import io.leat.engine.directory.format.ManifestRecord;
import io.leat.engine.directory.format.ManifestRecord.Acknowledged;
import io.leat.engine.directory.format.ManifestRecord.Based;
import io.leat.engine.directory.format.ManifestRecord.Dropped;
import io.leat.engine.directory.format.ManifestRecord.Forgotten;
import io.leat.engine.directory.format.ManifestRecord.Sealed;
import io.leat.engine.directory.format.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a directory has, as it is known in memory: which files count, and where in them state and results are. It follows the manifest
 * record by record. One thread at a time.
 */
final class Holdings {
    /** How many pieces of changes there may be before they are compacted, however small they are: each takes memory. */
    private static final long MAX_PIECES = 500_000;

    /** With a history, how many bases are made in the time for which they are kept, at least. */
    private static final int BASES_IN_HISTORY = 8;

    private final Catalog catalog;

    /** By epoch; the last one is in use. */
    private final TreeMap<Long, Chunk> bases;

    /** The segments and the last epoch that each has. */
    private final Map<FileRef, Long> segments = new LinkedHashMap<>();

    private final Outbox outbox = new Outbox();
    private StateIndex state = new StateIndex();
    private @Nullable Chunk last;

    /** The bytes of the epochs since the base. */
    private long changedBytes;

    /** When the base in use was sealed, or the first epoch if there is none. */
    private long baseAtMs;

    Holdings(Opening opening) {
        catalog = opening.catalog();
        bases = opening.bases();
        if (!bases.isEmpty()) {
            Chunk base = bases.lastEntry().getValue();
            last = base;
            baseAtMs = base.sealedAtMs();
            statePieces(base).forEach(state::add);
        }
        opening.epochs().values().forEach(this::add);
    }

    private List<Piece> statePieces(Chunk chunk) {
        return chunk.pieces().stream()
                .filter(piece -> piece.type() == Piece.STATE && !catalog.isForgotten(piece))
                .toList();
    }

    private void add(Chunk epoch) {
        segments.put(epoch.file(), epoch.epoch());
        for (Piece piece : epoch.pieces()) {
            if (piece.type() == Piece.RESULTS && !catalog.isForgotten(piece) && !catalog.isAcknowledged(piece)) {
                outbox.add(piece);
            }
        }
        if (epoch.epoch() > catalog.baseEpoch()) {
            if (last == null) {
                baseAtMs = epoch.sealedAtMs();
            }
            statePieces(epoch).forEach(state::add);
            changedBytes += epoch.end() - epoch.start();
            last = epoch;
        }
    }

    // ---- what there is --------------------------------------------------------------------------------------------

    /** Returns the chunk of the last epoch, null if there is none. */
    @Nullable
    Chunk last() {
        return last;
    }

    long epoch() {
        return last == null ? 0 : last.epoch();
    }

    StateIndex state() {
        return state;
    }

    Outbox outbox() {
        return outbox;
    }

    long changedBytes() {
        return changedBytes;
    }

    /** Returns the base of an epoch, null if there is none. */
    @Nullable
    Chunk base(long epoch) {
        return bases.get(epoch);
    }

    List<Point> points() {
        return bases.values().stream()
                .map(base -> new Point(base.epoch(), base.sealedAtMs()))
                .toList();
    }

    /** Returns records that add up to what there is. */
    List<ManifestRecord> records() {
        return catalog.records();
    }

    // ---- what changes it ------------------------------------------------------------------------------------------

    /** Returns a number that no file has had. */
    long nextFile() {
        return catalog.nextFile++;
    }

    void seal(Sealed sealed, Chunk epoch) {
        catalog.apply(sealed);
        add(epoch);
    }

    void acknowledge(Acknowledged acknowledged) {
        catalog.apply(acknowledged);
        outbox.acknowledge(acknowledged.step(), acknowledged.epoch());
    }

    void forget(Forgotten forgotten) {
        catalog.apply(forgotten);
        state.remove(forgotten.step());
        outbox.acknowledge(forgotten.step(), forgotten.epoch());
    }

    /** @param compactedBytes how many bytes of changes the base takes the place of */
    void install(Based based, Chunk base, long compactedBytes) {
        catalog.apply(based);
        bases.put(base.epoch(), base);
        state = state.onto(statePieces(base), base.epoch());
        changedBytes -= compactedBytes;
        baseAtMs = base.sealedAtMs();
    }

    void drop(Dropped dropped) {
        catalog.apply(dropped);
        segments.keySet().removeIf(file -> dropped.files().contains(file.number()));
        bases.keySet().retainAll(catalog.bases.keySet());
    }

    // ---- what is to be done ---------------------------------------------------------------------------------------

    boolean isTimeToCompact(Limits limits) {
        if (last == null || last.epoch() == catalog.baseEpoch()) {
            return false;
        }
        long baseBytes = catalog.bases.isEmpty()
                ? 0
                : catalog.bases.lastEntry().getValue().length();
        return changedBytes > Math.max(baseBytes, limits.compactBytes())
                || state.size() > MAX_PIECES
                || (limits.historyMs() > 0 && last.sealedAtMs() - baseAtMs >= limits.historyMs() / BASES_IN_HISTORY);
    }

    /** Returns the files that no one needs any more; {@code current} is the segment that is written, which stays. */
    List<FileRef> unneeded(@Nullable FileRef current, Limits limits) {
        List<FileRef> unneeded = new ArrayList<>();
        segments.forEach((file, epoch) -> {
            if (epoch <= catalog.baseEpoch() && !file.equals(current) && !outbox.needs(file)) {
                unneeded.add(file);
            }
        });
        addOldBases(limits.historyMs(), unneeded);
        return unneeded;
    }

    /** A base is too old when the next one is: whatever lies within the history has a base before it. */
    private void addOldBases(long historyMs, List<FileRef> unneeded) {
        long nowMs = last == null ? 0 : last.sealedAtMs();
        for (Chunk base : bases.values()) {
            Map.Entry<Long, Chunk> next = bases.higherEntry(base.epoch());
            if (next != null && (historyMs == 0 || nowMs - next.getValue().sealedAtMs() >= historyMs)) {
                unneeded.add(base.file());
            }
        }
    }
}
