// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import io.leat.connector.Result;
import io.leat.connector.SinkContext;
import io.leat.connector.Transactions;
import io.leat.connector.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a sink: one for each epoch.
 *
 * <p>To connect means three things, in this order. The broker ends what an earlier producer with the same id has left open, so that
 * nobody who reads committed records waits for it; it lets that producer do nothing more; and a first transaction without records
 * writes this owner into the {@link Marker}. Whatever fails later, the producer is thrown away, and the next call connects again,
 * if the marker still has this owner; else another process has taken over for good. So one that was thought dead does not
 * throw out its successor.
 */
final class KafkaTransactions<T> implements Transactions<T> {
    private final Writing writing;
    private final Messages<T> messages;
    private final String id;
    private final String run;
    private final ConsumerGroupMetadata group;
    private final String owner = UUID.randomUUID().toString();

    /** The owner before this one: what is seen of the marker may be some milliseconds old. */
    private String predecessor = "";

    private @Nullable KafkaProducer<byte[], byte[]> producer;
    /** Up to which epoch all is there, as long as the producer is. */
    private long committed;
    /** The first thing that has gone wrong with a record; set by the client's thread. */
    private volatile @Nullable Exception failure;

    private KafkaTransactions(Writing writing, Messages<T> messages, SinkContext context) {
        this.writing = writing;
        this.messages = messages;
        this.id = writing.id() == null ? "leat-" + context.job() + "-" + context.step() : writing.id();
        this.run = context.run();
        this.group = writing.group(id);
    }

    static <T> KafkaTransactions<T> connect(Writing writing, Messages<T> messages, SinkContext context)
            throws Exception {
        KafkaTransactions<T> transactions = new KafkaTransactions<>(writing, messages, context);
        transactions.connect();
        return transactions;
    }

    /** Takes over, for the first time. */
    private void connect() throws Exception {
        try (Admin admin = writing.settings().admin()) {
            admin.describeTopics(List.of(writing.topic())).allTopicNames().get();
        } catch (Exception e) {
            throw writing.failure(e);
        }
        try {
            KafkaProducer<byte[], byte[]> opened = open();
            Marker marker = Marker.read(writing, id, true);
            predecessor = marker.owner();
            committed = epoch(marker);
            opened.beginTransaction();
            mark(opened, committed);
            opened.commitTransaction();
        } catch (Exception e) {
            throw disconnected(e);
        }
    }

    /** Makes a producer and lets the broker end what earlier ones have left open. */
    private KafkaProducer<byte[], byte[]> open() {
        KafkaProducer<byte[], byte[]> opened = writing.transactional(id);
        producer = opened;
        failure = null;
        opened.initTransactions();
        return opened;
    }

    /** Returns a producer that may write: the one that is there, or another one of the same owner. */
    private KafkaProducer<byte[], byte[]> connected() throws Exception {
        if (producer != null) {
            return producer;
        }
        String seen = Marker.read(writing, id, false).owner();
        if (!seen.equals(owner) && !seen.equals(predecessor)) {
            throw replaced(); // without throwing out the successor
        }
        KafkaProducer<byte[], byte[]> opened = open();
        Marker marker = Marker.read(writing, id, true);
        if (!marker.owner().equals(owner)) {
            throw replaced();
        }
        committed = epoch(marker);
        return opened;
    }

    private ReplacedException replaced() {
        return new ReplacedException(
                "another process has taken over the transactions '" + id + "' of topic '"
                        + writing.topic() + "' at " + writing.settings().brokers()
                        + ": this one sends nothing any more. "
                        + "Run the job once; if these are two jobs with the same names, give their sinks each a .transactionalId(…)");
    }

    private long epoch(Marker marker) {
        return marker.run().equals(run) ? marker.epoch() : 0;
    }

    @Override
    public long committed() throws Exception {
        try {
            connected();
            return committed;
        } catch (Exception e) {
            throw disconnected(e);
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // sent is told
    public void commit(long epoch, Iterable<Result<T>> results) throws Exception {
        try {
            KafkaProducer<byte[], byte[]> to = connected();
            to.beginTransaction();
            for (Result<T> result : results) {
                to.send(messages.record(result.value(), result.timestamp()), this::sent);
                if (failure != null) {
                    break;
                }
            }
            if (failure == null) {
                mark(to, epoch);
                to.commitTransaction();
            }
            Exception failed = failure;
            if (failed != null) {
                throw failed;
            }
            committed = epoch;
        } catch (Exception e) {
            throw disconnected(e);
        }
    }

    private void mark(KafkaProducer<byte[], byte[]> to, long epoch) {
        to.sendOffsetsToTransaction(new Marker(epoch, owner, run).offsets(writing.topic()), group);
    }

    private void sent(@Nullable RecordMetadata metadata, @Nullable Exception e) {
        if (e != null && failure == null) {
            failure = e;
        }
    }

    /** Throws the producer away, of which it is not known what it has done, and returns what to throw. */
    private Exception disconnected(Exception thrown) {
        Exception cause = failure == null ? thrown : failure;
        Exception told = thrown instanceof ReplacedException || thrown instanceof IllegalArgumentException
                ? thrown
                : writing.failure(cause);
        if (producer != null && !(told instanceof UnavailableException)) {
            abort(producer);
        }
        close();
        return told;
    }

    /** Rolls back what is open, so that no reader waits for it if this was the last attempt. */
    private static void abort(KafkaProducer<byte[], byte[]> open) {
        try {
            open.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            // nothing is open, or it is no longer ours to roll back
        }
    }

    /** Ends without a word: what is open is rolled back by the next one, or by the broker in a minute. */
    @Override
    public void close() {
        KafkaProducer<byte[], byte[]> closing = producer;
        producer = null;
        if (closing != null) {
            closing.close(Duration.ZERO);
        }
    }

    /** Another owner has connected. */
    private static final class ReplacedException extends IOException {
        private static final long serialVersionUID = 1L;

        ReplacedException(String message) {
            super(message);
        }
    }

    /**
     * What a transaction says beside its records: up to which epoch all are there, of which run of the job, and by which owner. Kept as an
     * offset of a consumer group that nobody is in, for the first partition of the topic; the offset is the epoch.
     *
     * @param owner the connection that wrote it: whoever connects writes its own, and who finds another one has been replaced
     */
    private record Marker(long epoch, String owner, String run) {
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
}
