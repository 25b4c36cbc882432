// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import io.leat.connector.Position;
import io.leat.connector.Source;
import io.leat.connector.SourceReader;
import io.leat.connector.SourceReader.Status;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Reads a live source as an engine would, and can be started again where it stood. */
final class Follower<T> implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    /** Longer than a reader goes without a look at the directory. */
    private static final long SEVERAL_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(120);

    private final Source<T> source;
    final Reading<T> reading = new Reading<>();
    private SourceReader<T> reader;

    Follower(Source<T> source) throws Exception {
        this.source = source;
        this.reader = Reading.only(source).open(null);
    }

    Position position() {
        return reader.position();
    }

    /** Dies without closing, and goes on from where it stood. */
    void restart() throws Exception {
        Position position = reader.position();
        reader = Reading.only(source).open(position);
    }

    Status read(int atMost) throws Exception {
        return reader.read(reading, atMost);
    }

    /** Reads until so many values have come, and none more in some time. */
    List<T> await(int values) throws Exception {
        readUntil(() -> reading.values.size() >= values);
        settle();
        return reading.values;
    }

    void awaitBad(int bad) throws Exception {
        readUntil(() -> reading.bad.size() >= bad);
    }

    /** Reads what there is, and looks several times whether there is more. */
    void settle() throws Exception {
        long end = System.nanoTime() + SEVERAL_LOOKS_NANOS;
        while (System.nanoTime() - end < 0) {
            if (read(7) == Status.MORE) {
                continue;
            }
            Thread.onSpinWait();
        }
    }

    private void readUntil(BooleanSupplier done) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!done.getAsBoolean()) {
            if (read(7) == Status.END || System.nanoTime() - end > 0) {
                throw new AssertionError("only " + reading.values + " and " + reading.bad + " at "
                        + position().text());
            }
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
