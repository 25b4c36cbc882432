// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * The one consumer of a session, and its thread, which fills the feeds. A feed that is full is paused; the consumer goes on with the
 * others. Public methods are for the readers' threads: they leave a note and wake the consumer up.
 */
final class Fetcher implements Runnable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PAUSE_NANOS = 20_000_000;
    private static final long CLOSE_MS = 10_000;
    /** What all feeds may hold, and the least and the most that one may. */
    private static final long ALL_BYTES = 16 << 20;

    private static final long LEAST_BYTES = 256 << 10;
    private static final long MOST_BYTES = 2 << 20;

    private final Reading reading;
    private final Session<?> session;
    private final long fullBytes;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Probe probe;
    private final GroupOffsets group;
    private final Thread thread;

    private final Queue<Runnable> notes = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    // ---- of its thread
    private final Map<TopicPartition, Feed> feeds = new LinkedHashMap<>();
    private final Map<TopicPartition, Feed> fetched = new LinkedHashMap<>();

    private Fetcher(Reading reading, Session<?> session, int partitions) {
        this.reading = reading;
        this.session = session;
        this.fullBytes = Math.max(LEAST_BYTES, Math.min(MOST_BYTES, ALL_BYTES / Math.max(1, partitions)));
        this.consumer = new KafkaConsumer<>(reading.consumer());
        this.probe = new Probe(reading, session);
        this.group = new GroupOffsets(consumer, reading);
        this.thread = new Thread(this, "leat-kafka-" + reading.topics().get(0));
        thread.setDaemon(true);
    }

    static Fetcher start(Reading reading, Session<?> session, int partitions) {
        Fetcher fetcher = new Fetcher(reading, session, partitions);
        fetcher.thread.start();
        return fetcher;
    }

    // ---- for the readers ------------------------------------------------------------------------------------------

    void add(Feed feed) {
        note(() -> feeds.put(feed.partition(), feed));
    }

    void remove(Feed feed) {
        note(() -> {
            if (feeds.remove(feed.partition(), feed) && fetched.remove(feed.partition(), feed)) {
                consumer.assign(fetched.keySet());
            }
        });
    }

    /** Makes room in a feed. */
    void taken(Feed feed, Feed.Chunk chunk) {
        long left = feed.taken(chunk);
        if (left <= fullBytes / 2 && left + chunk.bytes() > fullBytes / 2) {
            note(() -> {
                if (fetched.get(feed.partition()) == feed) {
                    consumer.resume(List.of(feed.partition()));
                }
            });
        }
    }

    /** Tells the group how far the job has come, soon. */
    void committed(TopicPartition partition, long next) throws IOException {
        group.committed(partition, next);
    }

    /** Ends it, and waits until it has. */
    void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it ends by itself
        }
    }

    private void note(Runnable action) {
        notes.add(action);
        consumer.wakeup();
    }

    // ---- its thread -----------------------------------------------------------------------------------------------

    @Override
    public void run() {
        try {
            while (!closed) {
                turn();
            }
            group.finish();
        } finally {
            probe.close();
            consumer.close(CloseOptions.timeout(POLL));
        }
    }

    private void turn() {
        try {
            for (Runnable note = notes.poll(); note != null; note = notes.poll()) {
                note.run();
            }
            begin();
            probe.tick(fetched.values());
            group.send();
            fetch();
        } catch (WakeupException e) {
            // what it was woken up for is done in the next turn
        } catch (OffsetOutOfRangeException e) {
            e.offsetOutOfRangePartitions().forEach(this::outOfRange);
            consumer.assign(fetched.keySet());
        } catch (RetriableException e) {
            LockSupport.parkNanos(PAUSE_NANOS); // the probe tells the readers if it lasts
        } catch (RuntimeException e) {
            failAll(e);
        }
    }

    /** Finds out where those begin that are read for the first time. */
    private void begin() {
        List<Feed> waiting = feeds.values().stream().filter(Feed::waitsForPlace).toList();
        if (waiting.isEmpty()) {
            return;
        }
        Map<Feed, Place> places = new Places(consumer, reading.bounded()).of(waiting, session::begin);
        places.forEach((feed, place) -> fetched.put(feed.partition(), feed));
        consumer.assign(fetched.keySet());
        places.forEach((feed, place) -> {
            consumer.seek(feed.partition(), place.number());
            feed.begin(place);
        });
    }

    private void fetch() {
        if (fetched.isEmpty()) {
            LockSupport.parkNanos(PAUSE_NANOS);
            return;
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        List<Feed> full = new ArrayList<>();
        records.nextOffsets().forEach((partition, next) -> {
            Feed feed = fetched.get(partition);
            if (feed != null && feed.put(records.records(partition), next.offset()) > fullBytes) {
                full.add(feed);
            }
        });
        pause(full);
        if (records.isEmpty()) {
            advance();
        }
    }

    /** Pauses those that are full. A reader may have made room meanwhile, and then does not wake it up again. */
    private void pause(List<Feed> full) {
        if (!full.isEmpty()) {
            consumer.pause(partitions(full.stream()));
            consumer.resume(partitions(full.stream().filter(feed -> feed.bytes() <= fullBytes / 2)));
        }
    }

    private static List<TopicPartition> partitions(Stream<Feed> feeds) {
        return feeds.map(Feed::partition).toList();
    }

    /** Takes note of places that were reached without a record. */
    private void advance() {
        for (Feed feed : fetched.values()) {
            feed.advance(consumer.position(feed.partition(), Duration.ZERO));
        }
    }

    private void outOfRange(TopicPartition partition, long offset) {
        Feed feed = fetched.remove(partition);
        if (feed != null) {
            feed.fail(Places.outOfRange(partition, offset));
        }
    }

    private void failAll(RuntimeException e) {
        Exception failure = Outage.of(
                e,
                "topics " + reading.topics() + " cannot be read",
                reading.settings().brokers());
        feeds.values().forEach(feed -> feed.fail(failure));
        feeds.clear();
        fetched.clear();
        consumer.assign(List.of());
    }

    /** What a consumer group is told of how far the job has come. It is for tools only: what cannot be told now is told later. */
    private static final class GroupOffsets {
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
}
