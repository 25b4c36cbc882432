// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import io.leat.connector.Position;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The logs of a job's sources. Thread-safe. */
public final class StepLogs implements Closeable {
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(String step, String partition, StepLog<?> log) {}

    /** Adds the log of a partition. Called before anybody else has it. */
    public void add(String step, String partition, StepLog<?> log) {
        entries.add(new Entry(step, partition, log));
    }

    /** Returns the log of a partition; null if it has none. */
    public @Nullable StepLog<?> of(String step, String partition) {
        for (Entry entry : entries) {
            if (entry.step.equals(step) && entry.partition.equals(partition)) {
                return entry.log;
            }
        }
        return null;
    }

    /** Returns the log of a source's events; null if it has none. */
    public @Nullable StepLog<?> of(String step) {
        for (Entry entry : entries) {
            if (entry.step.equals(step)) {
                return entry.log;
            }
        }
        return null;
    }

    /** Returns the names of the sources that have a log. */
    public List<String> steps() {
        return entries.stream().map(Entry::step).toList();
    }

    /** Forces what the job may have read so far: before an epoch is sealed in which it has. */
    public void force() throws IOException {
        for (Entry entry : entries) {
            entry.log.events().force();
        }
    }

    /**
     * Lets go of what is not to be retained, and is not read again after a restart.
     *
     * @param positions tells, of a step and partition, where that stood in the epoch that was sealed last; null if it was not read
     */
    public void keep(BiFunction<String, String, @Nullable Position> positions) throws IOException {
        for (Entry entry : entries) {
            Position position = positions.apply(entry.step, entry.partition);
            if (position != null) {
                entry.log.events().keep(position.number());
            }
        }
    }

    @Override
    public void close() throws IOException {
        IOException failed = null;
        for (Entry entry : entries) {
            try {
                entry.log.close();
            } catch (IOException e) {
                if (failed == null) {
                    failed = e;
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
