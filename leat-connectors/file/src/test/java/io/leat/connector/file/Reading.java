// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import io.leat.connector.SourceReader.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** What a source hands out, and small tools to make files. */
final class Reading<T> implements Records<T> {
    record Bad(String origin, Object raw, String reason, Exception cause) {}

    final List<T> values = new ArrayList<>();
    final List<Long> timestamps = new ArrayList<>();
    final List<Bad> bad = new ArrayList<>();

    @Override
    public void add(T value) {
        values.add(value);
    }

    @Override
    public void add(T value, long timestamp) {
        values.add(value);
        timestamps.add(timestamp);
    }

    @Override
    public void unreadable(String origin, Object raw, String reason, Exception cause) {
        bad.add(new Bad(origin, raw, reason, cause));
    }

    int handedOut() {
        return values.size() + bad.size();
    }

    List<String> reasons() {
        return bad.stream().map(Bad::reason).toList();
    }

    /** Reads all in steps of {@code atMost}. */
    static <T> Reading<T> all(Source<T> source, int atMost) throws Exception {
        Reading<T> reading = new Reading<>();
        try (SourceReader<T> reader = only(source).open(null)) {
            int before;
            Status status;
            do {
                before = reading.handedOut();
                status = reader.read(reading, atMost);
                if (reading.handedOut() - before > atMost) {
                    throw new AssertionError("more than " + atMost);
                }
            } while (status == Status.MORE);
        }
        return reading;
    }

    static <T> Reading<T> all(Source<T> source) throws Exception {
        return all(source, 100);
    }

    /** Reads all, opening a new reader at the position of the last one after each step. */
    static <T> Reading<T> allWithRestores(Source<T> source, int atMost) throws Exception {
        Reading<T> reading = new Reading<>();
        Position position = null;
        Status status;
        do {
            try (SourceReader<T> reader = only(source).open(position)) {
                status = reader.read(reading, atMost);
                position = reader.position();
            }
        } while (status == Status.MORE);
        return reading;
    }

    static <T> SourcePartition<T> only(Source<T> source) throws Exception {
        List<? extends SourcePartition<T>> partitions = source.partitions();
        if (partitions.size() != 1) {
            throw new AssertionError(partitions);
        }
        @SuppressWarnings("unchecked")
        SourcePartition<T> only = (SourcePartition<T>) partitions.get(0);
        return only;
    }

    static Path file(Path directory, String name, String... lines) throws IOException {
        return Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n");
    }

    static boolean isGzip(byte[] file) {
        return file[0] == 0x1f && (file[1] & 0xff) == 0x8b;
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    static byte[] gzip(String content) throws IOException {
        return gzip(content.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
