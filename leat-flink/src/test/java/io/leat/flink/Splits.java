// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Partitions as Flink ships and snapshots them. */
final class Splits {
    private Splits() {}

    /**
     * A partition, and how far it was read.
     *
     * @param next the place of the next event
     * @param largest the largest event time so far
     */
    record Split(int partition, int next, long largest) implements SourceSplit {
        static Split of(String text) {
            String[] parts = text.split(" ", 3);
            return new Split(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
        }

        @Override
        public String splitId() {
            return Integer.toString(partition);
        }

        String text() {
            return partition + " " + next + " " + largest;
        }
    }

    static final class One implements SimpleVersionedSerializer<Split>, Serializable {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Split split) {
            return split.text().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Split deserialize(int version, byte[] bytes) {
            return Split.of(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    static final class Many implements SimpleVersionedSerializer<List<Split>>, Serializable {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(List<Split> splits) {
            return splits.stream()
                    .map(Split::text)
                    .collect(Collectors.joining(","))
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public List<Split> deserialize(int version, byte[] bytes) throws IOException {
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.isEmpty()
                    ? List.of()
                    : Arrays.stream(text.split(",", -1)).map(Split::of).toList();
        }
    }
}
