// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** What a consumer group is told of how far the job has come. It is for tools only: what cannot be told now is told later. */
final class GroupOffsets {
    private static final Duration LAST = Duration.ofSeconds(2);

    private final Consumer<?, ?> consumer;
    private final Reading reading;
    private final Map<TopicPartition, OffsetAndMetadata> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable Exception refused;
    /** Of the consumer's thread. */
    private boolean underway;

    GroupOffsets(Consumer<?, ?> consumer, Reading reading) {
        this.consumer = consumer;
        this.reading = reading;
    }

    /** Takes note of a position. For any thread. */
    void committed(TopicPartition partition, long next) throws IOException {
        Exception failed = refused;
        if (failed != null) {
            refused = null;
            throw new IOException(
                    "the group '" + reading.group() + "' cannot be told how far the job has come: "
                            + failed.getMessage() + ". Give .group(…) a name that no consumer subscribes with",
                    failed);
        }
        waiting.put(partition, new OffsetAndMetadata(next));
    }

    /** Sends what is waiting, and does not wait for the answer. */
    void send() {
        if (underway || waiting.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> sent = take();
        underway = true;
        consumer.commitAsync(sent, (offsets, e) -> {
            underway = false;
            if (e instanceof RetriableException) {
                sent.forEach(waiting::putIfAbsent);
            } else if (e != null) {
                refused = e;
            }
        });
    }

    /** Sends what is waiting, and waits a little for the answer. */
    void finish() {
        if (!waiting.isEmpty()) {
            try {
                consumer.commitSync(take(), LAST);
            } catch (CommitFailedException | RetriableException e) {
                // the next life of the job tells it
            } catch (KafkaException e) {
                // closing: nobody is there to be told
            }
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> take() {
        Map<TopicPartition, OffsetAndMetadata> taken = new HashMap<>(waiting);
        taken.forEach(waiting::remove);
        return taken;
    }
}
