// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import static org.awaitility.Awaitility.await;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourceReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The one partition of a source, opened and read without an engine. */
final class Reads<T> implements Records<T>, AutoCloseable {
    /** A record that could not be read. */
    record Bad(String origin, Object raw, String reason) {}

    final List<T> values = new ArrayList<>();
    final List<Long> times = new ArrayList<>();
    final List<Bad> bad = new ArrayList<>();
    private final SourceReader<T> reader;

    Reads(Source<T> source, Position from) throws Exception {
        reader = source.partitions().get(0).open(from);
    }

    Reads(Source<T> source) throws Exception {
        this(source, null);
    }

    SourceReader.Status read(int atMost) throws Exception {
        return reader.read(this, atMost);
    }

    /** Reads until there are so many values and bad records. */
    Reads<T> until(int count) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    read(count - values.size() - bad.size());
                    return values.size() + bad.size() >= count;
                });
        return this;
    }

    /** Reads until its place is known, although there is nothing to read. */
    void untilItStands() {
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            read(1);
            return !position().text().isEmpty();
        });
    }

    /** Reads until it ends. */
    Reads<T> untilEnd() {
        await().pollInterval(Duration.ofMillis(5)).until(() -> read(100) == SourceReader.Status.END);
        return this;
    }

    /** Reads until that throws, and returns what. */
    Exception untilFailure() {
        List<Exception> failures = new ArrayList<>();
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            try {
                read(100);
            } catch (Exception e) {
                failures.add(e);
            }
            return !failures.isEmpty();
        });
        return failures.get(0);
    }

    Position position() {
        return reader.position();
    }

    @Override
    public void add(T value) {
        throw new AssertionError("a message has a time");
    }

    @Override
    public void add(T value, long timestamp) {
        values.add(value);
        times.add(timestamp);
    }

    @Override
    public void unreadable(String origin, Object raw, String reason, Exception cause) {
        bad.add(new Bad(origin, raw, reason));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
