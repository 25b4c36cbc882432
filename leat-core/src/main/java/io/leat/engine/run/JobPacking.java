// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.engine.directory.pack.Pack;
import io.leat.engine.disk.DirectoryName;
import io.leat.engine.disk.LocalDisk;
import io.leat.inspect.KeptJob;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Brings a job that does not run into a file, and back into a directory of jobs. */
public final class JobPacking {
    private JobPacking() {}

    /** Packs the one job of a directory; see {@code Leat.pack}. */
    public static KeptJob pack(Path directory, Path file) throws IOException {
        KeptJob job = one(directory);
        if (job.damage() != null) {
            throw new IOException(job.damage());
        }
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file + " is there already; give a path where there is nothing");
        }
        Path absolute = file.toAbsolutePath().normalize();
        Pack.write(
                new LocalDisk(job.directory()),
                job.name(),
                new LocalDisk(Objects.requireNonNull(absolute.getParent())),
                absolute.getFileName().toString());
        return job;
    }

    private static KeptJob one(Path directory) throws IOException {
        List<KeptJob> jobs = JobInspection.of(directory);
        if (jobs.size() > 1) {
            throw new IOException("there are several jobs in " + directory + ": give the directory of one of them: "
                    + String.join(
                            ", ",
                            jobs.stream().map(job -> job.directory().toString()).toList()));
        }
        return jobs.get(0);
    }

    /** Unpacks a job into a directory of jobs; see {@code Leat.unpack}. */
    public static KeptJob unpack(Path file, Path directory) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        if (!Files.isRegularFile(absolute)) {
            throw new NoSuchFileException("there is no file " + file);
        }
        LocalDisk from = new LocalDisk(Objects.requireNonNull(absolute.getParent()));
        String name = absolute.getFileName().toString();
        Path job = directory.resolve(DirectoryName.of(Pack.nameOfJob(from, name)));
        Pack.read(from, name, new LocalDisk(job));
        return JobInspection.of(job).get(0);
    }
}
