// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import static org.awaitility.Awaitility.await;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The partitions of a source, opened and read without an engine. */
final class Reads<T> implements Records<T>, AutoCloseable {
    /** A record that could not be read. */
    record Bad(String origin, Object raw, String reason) {}

    final List<T> values = new ArrayList<>();
    final List<Long> times = new ArrayList<>();
    final List<Bad> bad = new ArrayList<>();
    final Map<String, SourceReader<T>> readers = new LinkedHashMap<>();

    static <T> Reads<T> open(Source<T> source, Map<String, Position> from) throws Exception {
        Reads<T> reads = new Reads<>();
        for (SourcePartition<T> partition : source.partitions()) {
            reads.add(partition, from.get(partition.name()));
        }
        return reads;
    }

    static <T> Reads<T> open(Source<T> source) throws Exception {
        return open(source, Map.of());
    }

    void add(SourcePartition<T> partition, Position from) throws Exception {
        readers.put(partition.name(), partition.open(from));
    }

    /** Reads in turns, until there are so many values and bad records. */
    Reads<T> until(int count) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    if (values.size() + bad.size() < count) {
                        turn(100);
                    }
                    return values.size() + bad.size() >= count;
                });
        return this;
    }

    /** Reads all partitions to their ends. */
    Reads<T> toEnd() {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    boolean ended = true;
                    for (SourceReader<T> reader : readers.values()) {
                        ended &= reader.read(this, 100) == SourceReader.Status.END;
                    }
                    return ended;
                });
        return this;
    }

    void turn(int atMost) throws Exception {
        for (SourceReader<T> reader : readers.values()) {
            reader.read(this, atMost);
        }
    }

    Map<String, Position> positions() {
        Map<String, Position> positions = new LinkedHashMap<>();
        readers.forEach((name, reader) -> positions.put(name, reader.position()));
        return positions;
    }

    @Override
    public void add(T value) {
        add(value, -1);
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
        for (SourceReader<T> reader : readers.values()) {
            reader.close();
        }
    }
}
