// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.engine.directory.format.Catalog;
import io.leat.engine.directory.format.Chunk;
import io.leat.engine.directory.format.DamagedDirectoryException;
import io.leat.engine.directory.format.FileHeader;
import io.leat.engine.directory.format.FileKind;
import io.leat.engine.directory.format.FileRef;
import io.leat.engine.directory.format.FrameReader;
import io.leat.engine.directory.format.Manifest;
import io.leat.engine.directory.format.ManifestRecord.Based;
import io.leat.engine.directory.format.ManifestRecord.Sealed;
import io.leat.engine.directory.format.PieceReader;
import io.leat.engine.disk.Disk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is found in a directory: read, checked, and not changed.
 *
 * @param bases by epoch
 * @param epochs by number, those that segments have
 * @param pending an epoch that is whole in its segment, but that the manifest does not have
 */
record Opening(
        Manifest.Contents manifest,
        TreeMap<Long, Chunk> bases,
        TreeMap<Long, Chunk> epochs,
        @Nullable Chunk pending) {
    /** Returns whether a directory has no job yet. */
    static boolean isEmpty(Disk disk) throws IOException {
        List<String> files = disk.files();
        if (files.contains(Manifest.NAME)) {
            return false;
        }
        if (files.stream().anyMatch(FileKind::isNumbered) || !disk.directories().isEmpty()) {
            throw FrameReader.missing(disk, Manifest.NAME);
        }
        return true;
    }

    static Opening read(Disk disk) throws IOException {
        Manifest.Contents manifest = manifest(disk);
        try (PieceReader files = new PieceReader(disk, manifest.header().run())) {
            Opening opening = new Opening(manifest, new TreeMap<>(), new TreeMap<>(), null);
            for (Based based : opening.catalog().bases.values()) {
                opening.bases.put(based.epoch(), base(files, based));
            }
            for (Sealed sealed : opening.catalog().epochs.values()) {
                opening.epochs.put(sealed.epoch(), epoch(files, sealed));
            }
            Chunk pending = new TailSearch(disk, opening).pending();
            return new Opening(manifest, opening.bases, opening.epochs, pending);
        }
    }

    private static Manifest.Contents manifest(Disk disk) throws IOException {
        Manifest.Contents manifest = Manifest.read(disk);
        long missing = manifest.catalog().missingEpoch();
        if (missing != 0) {
            throw new DamagedDirectoryException(
                    disk + "/" + Manifest.NAME, manifest.end(), "it has no epoch " + missing + ", but later ones");
        }
        return manifest;
    }

    private static Chunk base(PieceReader files, Based based) throws IOException {
        FrameReader file = files.file(new FileRef(FileKind.BASE, based.file()));
        Chunk chunk = chunk(file, based.index(), based.epoch(), FileHeader.LENGTH);
        if (file.length() != based.length() || chunk.end() != based.length()) {
            throw file.damaged(file.length(), "it should end at " + based.length());
        }
        return chunk;
    }

    private static Chunk epoch(PieceReader files, Sealed sealed) throws IOException {
        FrameReader file = files.file(new FileRef(FileKind.SEGMENT, sealed.segment()));
        return chunk(file, sealed.index(), sealed.epoch(), sealed.start());
    }

    private static Chunk chunk(FrameReader file, long index, long epoch, long start) throws IOException {
        Chunk chunk = Chunk.read(file, index);
        if (chunk.epoch() != epoch || chunk.start() != start) {
            throw file.damaged(
                    index,
                    "it has epoch " + chunk.epoch() + " from byte " + chunk.start() + " on, the manifest epoch " + epoch
                            + " from byte " + start + " on");
        }
        return chunk;
    }

    Catalog catalog() {
        return manifest.catalog();
    }

    /** Returns the chunk that the last segment ends with, as far as the manifest has it. */
    @Nullable
    Chunk lastOfSegments() {
        return epochs.isEmpty() ? null : epochs.lastEntry().getValue();
    }

    /** Returns the files that a crash has left and that do not count. */
    List<String> leftovers(Disk disk) throws IOException {
        Set<String> counting = new HashSet<>();
        bases.values().forEach(base -> counting.add(base.file().name()));
        epochs.values().forEach(epoch -> counting.add(epoch.file().name()));
        if (pending != null) {
            counting.add(pending.file().name());
        }
        List<String> leftovers = new ArrayList<>();
        for (String name : disk.files()) {
            if (name.equals(Manifest.FRESH) || (FileKind.isNumbered(name) && !counting.contains(name))) {
                leftovers.add(name);
            }
        }
        return leftovers;
    }
}
