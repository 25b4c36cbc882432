// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import io.leat.connector.UnavailableException;
import io.leat.connector.inbox.Inbox;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.ConsumerContext;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.FetchConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.StreamContext;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamState;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The thread that asks for the messages of a stream a batch at a time, and connects anew when the server was away.
 *
 * <p>On each connection it has a consumer of its own, which the server forgets soon after the last request, and which begins behind the last
 * message that was put into the inbox. The server numbers what it sends to a consumer: a gap there, or a number that was never seen, is a message that
 * was lost on the way, and a reason to connect anew. A gap in the sequences of the stream is one of deleted messages or of other subjects; it
 * is a loss if the stream begins behind it.
 */
final class Fetcher implements Runnable {
    private static final int WAIT_MS = 1_000;
    private static final int FORGET_MS = 30_000;
    private static final int PAUSE_MS = 100;
    private static final int FIRST_COUNT = 16;
    private static final int MOST_COUNT = 1_000;
    private static final long BATCH_BYTES = 1 << 20;

    private final Reading reading;
    private final Inbox<Incoming> inbox;
    private final Thread thread;

    private Place place;
    private int count = FIRST_COUNT;
    /** The number that the consumer has given to the last message. */
    private long delivered;

    private volatile boolean closed;

    private Fetcher(Reading reading, Inbox<Incoming> inbox, Place from) {
        this.reading = reading;
        this.inbox = inbox;
        this.place = from;
        this.thread = new Thread(this, "leat-" + reading.stream());
        thread.setDaemon(true);
    }

    static Fetcher start(Reading reading, Inbox<Incoming> inbox, Place from) {
        Fetcher fetcher = new Fetcher(reading, inbox, from);
        fetcher.thread.start();
        return fetcher;
    }

    /** Has it end soon. */
    void close() {
        closed = true;
        thread.interrupt();
    }

    @Override
    public void run() {
        try {
            while (!closed && connectAndFetch()) {
                Thread.sleep(PAUSE_MS);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    /** Fetches until something goes wrong, and returns whether it may be right again later. */
    @SuppressWarnings("try") // closing may be interrupted, and is then over as well
    private boolean connectAndFetch() throws InterruptedException {
        try (Connection connection = reading.address().connect(this::event)) {
            StreamContext stream = stream(connection, reading);
            ConsumerContext consumer = begin(stream);
            while (!closed && !place.atEnd()) {
                fetch(stream, consumer);
                if (connection.getStatus() != Connection.Status.CONNECTED) {
                    throw new IOException("the connection was lost");
                }
                inbox.answered();
            }
            inbox.end();
            return false;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // What is closed is an illegal state to the client.
            Exception trouble = reading.failure(e instanceof IllegalStateException ? new IOException(e) : e);
            inbox.trouble(trouble);
            return trouble instanceof UnavailableException;
        }
    }

    private void event(Connection connection, Events event) {
        if (!closed && event == Events.DISCONNECTED) {
            inbox.trouble(reading.failure(new IOException("the connection was lost")));
        }
    }

    /** Returns the stream, of which it is sure that it can be read. */
    static StreamContext stream(Connection connection, Reading reading) throws IOException, JetStreamApiException {
        StreamContext stream = connection.getStreamContext(reading.stream());
        RetentionPolicy retention = stream.getStreamInfo().getConfiguration().getRetentionPolicy();
        if (retention != RetentionPolicy.Limits) {
            throw new NatsAddress.LastingException(
                    reading + " deletes messages that others have acknowledged (retention " + retention
                            + "): give one with retention limits, such as a mirror of it");
        }
        return stream;
    }

    private ConsumerContext begin(StreamContext stream) throws Exception {
        StreamState state = state(stream);
        if (place.known()) {
            requireThere(state);
        } else if (place.kind() == Place.Kind.SEQUENCE && place.number() > state.getLastSequence() + 1) {
            throw new NatsAddress.LastingException(reading + " has no sequence " + place.number()
                    + " yet: its last one is " + state.getLastSequence());
        }
        ConsumerContext consumer = stream.createOrUpdateConsumer(consumer(state));
        delivered = 0;
        if (!place.known()) {
            long before = consumer.getCachedConsumerInfo().getDelivered().getStreamSequence();
            place = place.after(before).until(reading.bounded() ? state.getLastSequence() : Place.NO_END);
            put(new Incoming(place, null));
        }
        return consumer;
    }

    private ConsumerConfiguration consumer(StreamState state) {
        ConsumerConfiguration.Builder consumer = ConsumerConfiguration.builder()
                .ackPolicy(AckPolicy.None)
                .filterSubject(reading.subject())
                .memStorage(true)
                .inactiveThreshold(FORGET_MS);
        return switch (place.kind()) {
            case EARLIEST -> consumer.deliverPolicy(DeliverPolicy.All).build();
            case TIME ->
                consumer.deliverPolicy(DeliverPolicy.ByStartTime)
                        .startTime(Instant.ofEpochMilli(place.number()).atZone(ZoneOffset.UTC))
                        .build();
            case AFTER -> from(consumer, place.number() + 1);
            case SEQUENCE -> from(consumer, Math.max(place.number(), state.getFirstSequence()));
            case LATEST -> from(consumer, state.getLastSequence() + 1);
        };
    }

    private static ConsumerConfiguration from(ConsumerConfiguration.Builder consumer, long sequence) {
        return consumer.deliverPolicy(DeliverPolicy.ByStartSequence)
                .startSequence(sequence)
                .build();
    }

    private static StreamState state(StreamContext stream) throws IOException, JetStreamApiException {
        StreamInfo info = stream.getStreamInfo();
        return info.getStreamState();
    }

    /** Requires that no message behind the place is gone. */
    private void requireThere(StreamState state) throws IOException {
        if (state.getFirstSequence() > place.number() + 1) {
            throw new NatsAddress.LastingException(reading + " cannot be read on behind sequence " + place.number()
                    + ": it now begins with " + state.getFirstSequence()
                    + ", those before were deleted unread. Let the stream keep more "
                    + "(max-age, max-msgs, max-bytes), or begin anew: remove the directory of the job");
        }
        if (state.getLastSequence() < place.number()) {
            throw new NatsAddress.LastingException(reading + " was made anew: its last sequence is "
                    + state.getLastSequence() + ", and the job has read up to " + place.number()
                    + ". Begin anew: remove the directory of the job");
        }
    }

    @SuppressWarnings("try") // as above
    private void fetch(StreamContext stream, ConsumerContext consumer) throws Exception {
        FetchConsumeOptions.Builder options = FetchConsumeOptions.builder().maxMessages(count);
        options = reading.bounded() ? options.noWait() : options.expiresIn(WAIT_MS);
        List<Message> batch = new ArrayList<>();
        int taken = 0;
        try (FetchConsumer fetch = consumer.fetch(options.build())) {
            for (Message next = fetch.nextMessage(); next != null; next = fetch.nextMessage()) {
                requireNext(next.metaData().consumerSequence());
                batch.add(next);
                taken++;
                if (next.metaData().pendingCount() == 0) {
                    put(batch, stream); // the next one may be long in coming
                }
            }
        }
        int asked = count;
        put(batch, stream);
        if (taken < asked) {
            requireNothingOnItsWay(consumer.getConsumerInfo());
        }
    }

    private void requireNext(long number) throws IOException {
        if (number != delivered + 1) {
            throw new IOException("message " + (delivered + 1) + " of the consumer was lost on its way");
        }
        delivered = number;
    }

    /** Makes sure that the server has sent no more than has come, and takes note of the end if there is nothing more to send. */
    private void requireNothingOnItsWay(ConsumerInfo info) throws IOException, InterruptedException {
        if (info.getDelivered().getConsumerSequence() > delivered) {
            throw new IOException("a message was lost on its way");
        }
        if (reading.bounded() && info.getNumPending() == 0) {
            place = place.after(place.end());
            put(new Incoming(place, null));
        }
    }

    /** Puts messages into the inbox and out of the list, once it is sure that nothing is missing before them. */
    private void put(List<Message> batch, StreamContext stream) throws Exception {
        if (batch.isEmpty()) {
            return;
        }
        long last = batch.get(batch.size() - 1).metaData().streamSequence();
        if (last - place.number() > batch.size()) {
            requireThere(state(stream));
        }
        long bytes = 0;
        for (Message message : batch) {
            long sequence = message.metaData().streamSequence();
            if (sequence <= place.end()) {
                place = place.after(sequence);
                put(new Incoming(place, message));
            }
            bytes += message.consumeByteCount();
        }
        count = (int) Math.max(1, Math.min(MOST_COUNT, BATCH_BYTES * batch.size() / Math.max(1, bytes)));
        batch.clear();
    }

    private void put(Incoming read) throws InterruptedException {
        inbox.put(read, read.bytes());
    }
}
