// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.connector;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import io.leat.connector.SourceReader.Status;
import io.leat.connector.UnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** An open partition of a source, as the engine would read it, and what has come from it. */
final class PartitionRun implements AutoCloseable, Records<Sample> {
    /** A record that could not be read. */
    record Unreadable(String origin, Object raw, String reason) {}

    private final SourcePartition<Sample> partition;
    private final SourceReader<Sample> reader;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private int outages;

    PartitionRun(SourcePartition<Sample> partition, @Nullable Position from) throws Exception {
        this.partition = partition;
        this.reader = partition.open(from);
    }

    SourcePartition<Sample> partition() {
        return partition;
    }

    /** Reads once, as the engine does: what cannot be reached has nothing. */
    Status read(int atMost) throws Exception {
        try {
            return reader.read(this, atMost);
        } catch (UnavailableException e) {
            outages++;
            return Status.EMPTY;
        }
    }

    /** Reads until the end, or until there is enough, or nothing has come for too long. */
    void readUntil(int atMost, BooleanSupplier enough, long patienceNanos) throws Exception {
        long until = System.nanoTime() + patienceNanos;
        while (!enough.getAsBoolean() && System.nanoTime() - until < 0) {
            Status status = read(atMost);
            if (status == Status.END) {
                return;
            }
            if (status == Status.EMPTY) {
                Thread.sleep(1);
            }
        }
    }

    Position position() {
        return reader.position();
    }

    List<Sample> samples() {
        return samples;
    }

    List<Unreadable> unreadable() {
        return unreadable;
    }

    int outages() {
        return outages;
    }

    @Override
    public void add(Sample value) {
        samples.add(value);
    }

    @Override
    public void add(Sample value, long timestamp) {
        samples.add(value);
    }

    @Override
    public void unreadable(String origin, Object raw, String reason, @Nullable Exception cause) {
        unreadable.add(new Unreadable(origin, raw, reason));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
