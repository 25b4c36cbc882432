// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection that publishes messages without waiting for each: only so many are without the server's answer at a time. Whatever fails, it is
 * thrown away, and the next call makes another.
 */
final class Publisher<T> {
    private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);
    private static final int MOST_PENDING = 1_000;
    private static final long MOST_PENDING_BYTES = 4 << 20;

    private final NatsAddress address;
    private final Outgoing<T> messages;
    private final boolean onlyWriter;
    private final Queue<Pending> pending = new ArrayDeque<>();

    private @Nullable Connection connection;
    private String stream = "";
    private long pendingBytes;

    /**
     * Makes one that is not connected yet.
     *
     * @param onlyWriter whether no message is published that is there already; else the stream has to know for a minute at least what
     *     it has got
     */
    Publisher(NatsAddress address, Outgoing<T> messages, boolean onlyWriter) {
        this.address = address;
        this.messages = messages;
        this.onlyWriter = onlyWriter;
    }

    /** A message that the server has not confirmed yet. */
    private record Pending(CompletableFuture<PublishAck> answer, long bytes) {}

    /** Connects, unless it is, and makes sure that the subject is one of a stream that drops what comes again. */
    Connection connect() throws IOException, InterruptedException, JetStreamApiException {
        Connection open = connection;
        if (open == null) {
            open = address.connect((c, event) -> {});
            connection = open;
            stream = stream(open.jetStreamManagement());
        }
        return open;
    }

    private String stream(JetStreamManagement management) throws IOException, JetStreamApiException {
        List<String> names = management.getStreamNames(messages.subject());
        if (names.isEmpty()) {
            throw new NatsAddress.LastingException("no stream at " + address + " takes messages on subject '"
                    + messages.subject() + "': make one first, nats stream add --subjects " + messages.subject());
        }
        String name = names.get(0);
        StreamConfiguration configuration = management.getStreamInfo(name).getConfiguration();
        if (onlyWriter && configuration.getRetentionPolicy() != RetentionPolicy.Limits) {
            throw new NatsAddress.LastingException("stream '" + name + "' at " + address
                    + " deletes messages that were acknowledged, also the last one, which tells how far the job has come: give it retention "
                    + "limits, or leave out .onlyWriter()");
        }
        Duration window = configuration.getDuplicateWindow();
        if (!onlyWriter && window.compareTo(SHORTEST_WINDOW) < 0) {
            throw new NatsAddress.LastingException(
                    "stream '" + name + "' at " + address + " drops what comes again only within " + window
                            + ", so that results could be there twice: give it a minute or more, nats stream edit --dupe-window 2m "
                            + name);
        }
        return name;
    }

    /** Returns the name of the stream that it is connected to. */
    String stream() {
        return stream;
    }

    /** Publishes a result, and waits while too many messages are without an answer. */
    void publish(T result, Headers headers, PublishOptions.Builder options) throws Exception {
        JetStream jetStream = connect().jetStream();
        byte[] value = messages.values().write(result);
        messages.addHeaders(result, headers);
        pending.add(new Pending(
                publish(
                        jetStream,
                        headers,
                        value,
                        options.expectedStream(stream).build()),
                value.length));
        pendingBytes += value.length;
        while (pending.size() >= MOST_PENDING || pendingBytes >= MOST_PENDING_BYTES) {
            awaitOldest();
        }
    }

    private CompletableFuture<PublishAck> publish(
            JetStream jetStream, Headers headers, byte[] value, PublishOptions options) throws IOException {
        try {
            return jetStream.publishAsync(messages.subject(), headers, value, options);
        } catch (IllegalStateException e) { // closed
            throw new IOException("the connection was lost", e);
        }
    }

    /** Waits until all that was published is in the stream. */
    void await() throws Exception {
        while (!pending.isEmpty()) {
            awaitOldest();
        }
    }

    private void awaitOldest() throws Exception {
        Pending oldest = pending.remove();
        pendingBytes -= oldest.bytes();
        PublishAck answer = oldest.answer().get(NatsAddress.ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        if (onlyWriter && answer.isDuplicate()) {
            throw new NatsAddress.LastingException("message " + answer.getSeqno() + " of stream '" + stream + "' at "
                    + address + " was published by another process of this job. Run the job once");
        }
    }

    /** Throws the connection away, and returns what to throw. */
    Exception failed(Exception thrown) {
        close();
        return thrown instanceof InterruptedException
                ? thrown
                : address.failure(thrown, "subject '" + messages.subject() + "' cannot be written");
    }

    void close() {
        Connection closing = connection;
        connection = null;
        pending.clear();
        pendingBytes = 0;
        if (closing != null) {
            try {
                closing.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
