// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourceReader;
import io.leat.connector.SourceReader.Status;
import io.leat.connector.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** Reads a source without the engine. */
final class Reading<T> implements Records<T>, AutoCloseable {
    private static final Duration OFTEN = Duration.ofMillis(2);

    final List<T> values = new ArrayList<>();
    final List<Long> times = new ArrayList<>();
    final List<String> unreadable = new ArrayList<>();
    private final SourceReader<T> reader;

    Reading(Source<T> source, Position from) throws Exception {
        this.reader = source.partitions().get(0).open(from);
    }

    static <T> Reading<T> all(Source<T> source) throws Exception {
        try (Reading<T> reading = new Reading<>(source, null)) {
            Awaitility.await().pollInterval(OFTEN).until(() -> reading.readOrWait(100) == Status.END);
            return reading;
        }
    }

    Status read(int atMost) throws Exception {
        return reader.read(this, atMost);
    }

    /** As the engine does: what cannot be reached for now is asked again. */
    private Status readOrWait(int atMost) throws Exception {
        try {
            return read(atMost);
        } catch (UnavailableException e) {
            return Status.EMPTY;
        }
    }

    /** Reads until there are so many values. */
    Reading<T> until(int number) {
        Awaitility.await().pollInterval(OFTEN).until(() -> {
            readOrWait(Math.max(0, number - values.size()));
            return values.size() >= number;
        });
        return this;
    }

    Position position() {
        return reader.position();
    }

    @Override
    public void add(T value) {
        values.add(value);
    }

    @Override
    public void add(T value, long timestamp) {
        values.add(value);
        times.add(timestamp);
    }

    @Override
    public void unreadable(String origin, Object raw, String reason, Exception cause) {
        unreadable.add(origin + " " + raw + " " + reason);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
