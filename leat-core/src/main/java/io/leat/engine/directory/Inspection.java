// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.engine.directory.format.Chunk;
import io.leat.engine.directory.format.DamagedDirectoryException;
import io.leat.engine.directory.format.FileKind;
import io.leat.engine.directory.format.Manifest;
import io.leat.engine.directory.format.Piece;
import io.leat.engine.directory.format.PieceReader;
import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskInput;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes a {@link Look} at a directory. All state is read, so all of it is checked. */
final class Inspection {
    /** How often it begins again when a running job has changed the directory meanwhile. */
    private static final int ATTEMPTS = 50;

    private final Disk disk;
    private final Opening opening;
    private final Holdings holdings;

    private Inspection(Disk disk) throws IOException {
        this.disk = disk;
        this.opening = Opening.read(disk);
        this.holdings = new Holdings(opening);
    }

    static Look of(Disk disk) throws IOException {
        if (!disk.files().contains(Manifest.NAME)) {
            throw new IOException("there is no job in " + disk + ": it has no file " + Manifest.NAME
                    + "; give the directory of a job");
        }
        for (int attempt = 1; ; attempt++) {
            Manifest.Contents before = Manifest.read(disk);
            try {
                return new Inspection(disk).look();
            } catch (DamagedDirectoryException e) {
                if (attempt == ATTEMPTS || !Manifest.read(disk).isAfter(before)) {
                    throw e;
                }
            }
        }
    }

    private Look look() throws IOException {
        try (PieceReader reader =
                new PieceReader(disk, opening.manifest().header().run())) {
            Chunk last = holdings.last();
            return new Look(
                    opening.manifest().header().run().toString(),
                    last == null ? null : epoch(last),
                    content(reader, last),
                    opening.epochs().values().stream().map(Inspection::epoch).toList(),
                    steps(reader),
                    results(),
                    holdings.points(),
                    files());
        }
    }

    private static byte @Nullable [] content(PieceReader reader, @Nullable Chunk last) throws IOException {
        return last == null ? null : reader.read(reader.contentOf(last));
    }

    private static Look.Epoch epoch(Chunk chunk) {
        return new Look.Epoch(
                chunk.epoch(),
                chunk.sealedAtMs(),
                chunk.end() - chunk.start(),
                chunk.file().name(),
                chunk.last());
    }

    private List<Look.Step> steps(PieceReader reader) throws IOException {
        Map<String, Look.Step> steps = new TreeMap<>();
        for (List<Piece> pieces : holdings.state().all()) {
            Look.Step group = group(reader, pieces);
            steps.merge(group.name(), group, Inspection::sum);
        }
        return List.copyOf(steps.values());
    }

    private static Look.Step sum(Look.Step a, Look.Step b) {
        return new Look.Step(
                a.name(),
                a.groups() + b.groups(),
                a.bytes() + b.bytes(),
                a.entries() + b.entries(),
                a.timers() + b.timers());
    }

    private static Look.Step group(PieceReader reader, List<Piece> pieces) throws IOException {
        Fold fold = new Fold();
        long bytes = 0;
        for (Piece piece : pieces) {
            fold.apply(piece, reader);
            bytes += piece.size();
        }
        long entries = fold.size(ChangeWriter.ENTRY);
        return new Look.Step(pieces.get(0).step(), 1, bytes, entries, fold.size() - entries);
    }

    private List<Look.Results> results() {
        return holdings.outbox().pieces().stream()
                .map(piece -> new Look.Results(piece.step(), piece.epoch(), piece.size()))
                .toList();
    }

    private List<Look.File> files() throws IOException {
        List<String> leftovers = opening.leftovers(disk);
        List<Look.File> files = new ArrayList<>();
        for (String name : disk.files()) {
            if (name.equals(Disk.LOCK)) {
                continue; // it is not opened while this process may have the lock: that would free it
            }
            try (DiskInput in = disk.open(name)) {
                files.add(new Look.File(name, kind(name, leftovers.contains(name)), in.length()));
            } catch (NoSuchFileException e) {
                // deleted since
            }
        }
        return files;
    }

    private static String kind(String name, boolean isLeftover) {
        if (isLeftover) {
            return "being made, or left by a crash";
        }
        if (name.equals(Manifest.NAME)) {
            return "manifest";
        }
        if (FileKind.isNumbered(name)) {
            return name.substring(0, name.indexOf('-'));
        }
        return "not of the job";
    }
}
