// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import io.leat.connector.file.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files of JSON lines as the partitions of one source, each read at a pace, so that there is time to be killed. */
final class PacedFiles<T> extends Source<T> {
    private static final double NANOS = 1e9;

    private final List<Path> files;
    private final Class<T> type;
    private final long perSecond;

    /** @param perSecond how many lines of a file are read in a second, at most; 0 for as many as can be */
    PacedFiles(List<Path> files, Class<T> type, long perSecond) {
        this.files = files;
        this.type = type;
        this.perSecond = perSecond;
    }

    @Override
    public Class<T> type() {
        return type;
    }

    @Override
    public List<SourcePartition<T>> partitions() throws IOException {
        List<SourcePartition<T>> partitions = new ArrayList<>();
        for (Path file : files) {
            for (SourcePartition<T> partition : JsonLines.of(file, type).partitions()) {
                partitions.add(perSecond == 0 ? partition : new Paced(partition));
            }
        }
        return partitions;
    }

    private final class Paced implements SourcePartition<T> {
        private final SourcePartition<T> partition;

        Paced(SourcePartition<T> partition) {
            this.partition = partition;
        }

        @Override
        public String name() {
            return partition.name();
        }

        @Override
        public SourceReader<T> open(@Nullable Position from) throws Exception {
            SourceReader<T> reader = partition.open(from);
            return new PacedReader(reader);
        }
    }

    private final class PacedReader implements SourceReader<T> {
        private final SourceReader<T> reader;
        private final long startNanos = System.nanoTime();
        private long asked;

        PacedReader(SourceReader<T> reader) {
            this.reader = reader;
        }

        @Override
        public Status read(Records<? super T> out, int atMost) throws Exception {
            long due = (long) ((System.nanoTime() - startNanos) / NANOS * perSecond) - asked;
            if (due <= 0) {
                return Status.EMPTY;
            }
            int some = (int) Math.min(due, atMost);
            asked += some;
            return reader.read(out, some);
        }

        @Override
        public Position position() {
            return reader.position();
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
