// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What a transaction says beside its records: up to which epoch all are there, of which run of the job, and by which owner. Kept as an
 * offset of a consumer group that nobody is in, for the first partition of the topic; the offset is the epoch.
 *
 * @param owner the connection that wrote it: whoever connects writes its own, and who finds another one has been replaced
 */
record Marker(long epoch, String owner, String run) {
    private static final Marker NONE = new Marker(0, "", "");

    /** Returns it as it is sent within a transaction. */
    Map<TopicPartition, OffsetAndMetadata> offsets(String topic) {
        return Map.of(place(topic), new OffsetAndMetadata(epoch, owner + " " + run));
    }

    /**
     * Reads the marker.
     *
     * @param stable whether to wait for a transaction that is being committed
     */
    static Marker read(Writing writing, String id, boolean stable) throws InterruptedException, ExecutionException {
        TopicPartition place = place(writing.topic());
        // Named, because of all partitions those are left out that have no offset but one that is being committed.
        ListConsumerGroupOffsetsSpec asked = new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(place));
        try (Admin admin = writing.settings().admin()) {
            OffsetAndMetadata found = admin.listConsumerGroupOffsets(
                            Map.of(id, asked), new ListConsumerGroupOffsetsOptions().requireStable(stable))
                    .partitionsToOffsetAndMetadata(id)
                    .get()
                    .get(place);
            return found == null ? NONE : of(found);
        }
    }

    private static Marker of(OffsetAndMetadata found) {
        String text = found.metadata();
        int space = text.indexOf(' ');
        return space < 0 ? NONE : new Marker(found.offset(), text.substring(0, space), text.substring(space + 1));
    }

    private static TopicPartition place(String topic) {
        return new TopicPartition(topic, 0);
    }
}
