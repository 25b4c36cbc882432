// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.format;

import io.leat.engine.directory.format.ManifestRecord.Acknowledged;
import io.leat.engine.directory.format.ManifestRecord.Based;
import io.leat.engine.directory.format.ManifestRecord.Began;
import io.leat.engine.directory.format.ManifestRecord.Dropped;
import io.leat.engine.directory.format.ManifestRecord.Forgotten;
import io.leat.engine.directory.format.ManifestRecord.Sealed;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What the records of a manifest add up to. */
public final class Catalog {
    /** The epochs that a segment still has, by number. */
    public final TreeMap<Long, Sealed> epochs = new TreeMap<>();

    /** The bases that are there, by epoch; the last one is in use. */
    public final TreeMap<Long, Based> bases = new TreeMap<>();

    /** Up to which epoch results are acknowledged, by step. */
    public final TreeMap<String, Long> acknowledged = new TreeMap<>();

    /** Up to which epoch state and results are forgotten, by step. */
    public final TreeMap<String, Long> forgotten = new TreeMap<>();

    /** The smallest number that no file has had. */
    public long nextFile = 1;

    /**
     * Applies a record.
     *
     * @throws IllegalArgumentException if this cannot come after what there is
     */
    public void apply(ManifestRecord record) {
        if (record instanceof Began began) {
            nextFile = Math.max(nextFile, began.nextFile());
        } else if (record instanceof Sealed sealed) {
            require(sealed.epoch() > lastEpoch(), "epoch " + sealed.epoch() + " after epoch " + lastEpoch());
            epochs.put(sealed.epoch(), sealed);
            nextFile = Math.max(nextFile, sealed.segment() + 1);
        } else if (record instanceof Based based) {
            require(based.epoch() > baseEpoch(), "a base of epoch " + based.epoch() + " after one of " + baseEpoch());
            bases.put(based.epoch(), based);
            nextFile = Math.max(nextFile, based.file() + 1);
        } else if (record instanceof Acknowledged ack) {
            acknowledged.merge(ack.step(), ack.epoch(), Math::max);
        } else if (record instanceof Forgotten forgot) {
            forgotten.merge(forgot.step(), forgot.epoch(), Math::max);
        } else if (record instanceof Dropped dropped) {
            epochs.values().removeIf(epoch -> dropped.files().contains(epoch.segment()));
            bases.values().removeIf(base -> dropped.files().contains(base.file()));
        }
    }

    private static void require(boolean fits, String what) {
        if (!fits) {
            throw new IllegalArgumentException(what);
        }
    }

    /** Returns the last epoch that is sealed, 0 if none is. */
    public long lastEpoch() {
        return Math.max(baseEpoch(), epochs.isEmpty() ? 0 : epochs.lastKey());
    }

    /** Returns the epoch of the base in use, 0 if there is none. */
    public long baseEpoch() {
        return bases.isEmpty() ? 0 : bases.lastKey();
    }

    public boolean isForgotten(Piece piece) {
        Long until = forgotten.get(piece.step());
        return until != null && piece.type() != Piece.CONTENT && piece.epoch() <= until;
    }

    public boolean isAcknowledged(Piece piece) {
        Long until = acknowledged.get(piece.step());
        return until != null && piece.epoch() <= until;
    }

    /**
     * Returns whether every epoch since the base is there.
     *
     * @return the first that is not, or 0 if none is missing
     */
    public long missingEpoch() {
        long expected = baseEpoch() + 1;
        for (long epoch : epochs.tailMap(expected).keySet()) {
            if (epoch != expected) {
                return expected;
            }
            expected++;
        }
        return 0;
    }

    /** Returns the records that add up to this. */
    public List<ManifestRecord> records() {
        List<ManifestRecord> records = new ArrayList<>();
        records.addAll(epochs.values());
        records.addAll(bases.values());
        acknowledged.forEach((step, epoch) -> records.add(new Acknowledged(step, epoch)));
        forgotten.forEach((step, epoch) -> records.add(new Forgotten(step, epoch)));
        records.add(0, new Began(nextFile, records.size()));
        return records;
    }
}
