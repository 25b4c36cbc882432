// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.pack;

import io.leat.engine.directory.JobDirectory;
import io.leat.engine.directory.format.FileKind;
import io.leat.engine.directory.format.FrameReader;
import io.leat.engine.directory.format.Manifest;
import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskOutput;
import java.io.Closeable;
import java.io.IOException;
import java.util.UUID;

/** The directory of a stopped job as one file, to be sent or kept. */
public final class Pack {
    private Pack() {}

    /**
     * Packs the directory of a job, with all that is in it. It is checked before.
     *
     * @param job locked meanwhile
     * @param jobName by which it is known
     * @param file the name of the file, which is made. If this fails, it is deleted
     * @throws io.leat.engine.disk.DiskLockedException if the job is running
     * @throws io.leat.engine.directory.format.DamagedDirectoryException if the directory is damaged
     */
    public static void write(Disk job, String jobName, Disk target, String file) throws IOException {
        if (target.files().contains(Manifest.NAME)) {
            throw new IOException("cannot pack into " + target + ": that is the directory of a job; give another one");
        }
        UUID run = UUID.fromString(JobDirectory.look(job).run());
        Closeable lock = job.lock();
        try (lock) {
            DiskOutput out = target.create(file);
            try (out) {
                PackWriter.write(job, jobName, run, out);
            } catch (Throwable e) {
                target.delete(file);
                throw e;
            }
            target.sync();
        }
    }

    /**
     * Returns the name of the job that a file has.
     *
     * @throws io.leat.engine.directory.format.DamagedDirectoryException if the file is not what was written
     * @throws io.leat.engine.directory.format.NewerFormatException if a newer version of Leat wrote it
     */
    public static String nameOfJob(Disk from, String file) throws IOException {
        try (FrameReader in = FrameReader.open(from, file, FileKind.PACK)) {
            return PackReader.name(in);
        }
    }

    /**
     * Unpacks a file into an empty directory. If this fails, what is there is no job.
     *
     * @throws io.leat.engine.directory.format.DamagedDirectoryException if the file is not what was written
     * @throws io.leat.engine.directory.format.NewerFormatException if a newer version of Leat wrote it
     */
    public static void read(Disk from, String file, Disk into) throws IOException {
        if (!into.files().isEmpty() || !into.directories().isEmpty()) {
            throw new IOException(
                    "the directory " + into + " is not empty; give one that is, or that is not there yet");
        }
        try (FrameReader in = FrameReader.open(from, file, FileKind.PACK)) {
            new PackReader(in, into).read();
        }
    }
}
