// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import io.leat.connector.Result;
import io.leat.connector.SinkContext;
import io.leat.connector.Transactions;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
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
 * Publishes epochs: without waiting for each message, but for all of an epoch at its end. Whatever fails, the connection is thrown away, and
 * the next call makes another; what was published before comes again with the same ids.
 */
final class NatsTransactions<T> implements Transactions<T> {
    private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);
    private static final int MOST_PENDING = 1_000;
    private static final long MOST_PENDING_BYTES = 4 << 20;

    private final NatsAddress address;
    private final Outgoing<T> messages;
    private final String id;

    private @Nullable Connection connection;
    private String stream = "";

    NatsTransactions(NatsAddress address, Outgoing<T> messages, SinkContext context) {
        this.address = address;
        this.messages = messages;
        this.id = context.job() + "/" + context.step() + "/" + context.run() + "/";
    }

    /** A message that the server has not confirmed yet. */
    private record Pending(CompletableFuture<PublishAck> answer, long bytes) {}

    /** Connects, unless it is, and makes sure that the subject is one of a stream that drops what comes again. */
    JetStream connect() throws Exception {
        try {
            Connection open = connection;
            if (open == null) {
                open = address.connect((c, event) -> {});
                connection = open;
                stream = stream(open.jetStreamManagement());
            }
            return open.jetStream();
        } catch (Exception e) {
            throw disconnected(e);
        }
    }

    private String stream(JetStreamManagement management) throws IOException, JetStreamApiException {
        List<String> names = management.getStreamNames(messages.subject());
        if (names.isEmpty()) {
            throw new NatsAddress.LossException("no stream at " + address + " takes messages on subject '"
                    + messages.subject() + "': make one first, nats stream add --subjects " + messages.subject());
        }
        String name = names.get(0);
        Duration window = management.getStreamInfo(name).getConfiguration().getDuplicateWindow();
        if (window.compareTo(SHORTEST_WINDOW) < 0) {
            throw new NatsAddress.LossException(
                    "stream '" + name + "' at " + address + " drops what comes again only within " + window
                            + ", so that results could be there twice: give it a minute or more, nats stream edit --dupe-window 2m "
                            + name);
        }
        return name;
    }

    /** Returns 0: the server keeps no marker, but knows the messages that it has got. */
    @Override
    public long committed() {
        return 0;
    }

    @Override
    public void commit(long epoch, Iterable<Result<T>> results) throws Exception {
        JetStream jetStream = connect();
        try {
            publish(jetStream, id + epoch + "/", results);
        } catch (Exception e) {
            throw disconnected(e);
        }
    }

    private void publish(JetStream jetStream, String prefix, Iterable<Result<T>> results) throws Exception {
        Queue<Pending> pending = new ArrayDeque<>();
        long bytes = 0;
        long index = 0;
        for (Result<T> result : results) {
            byte[] value = messages.values().write(result.value());
            PublishOptions options = PublishOptions.builder()
                    .expectedStream(stream)
                    .messageId(prefix + index++)
                    .build();
            pending.add(
                    new Pending(publish(jetStream, messages.headers(result.value()), value, options), value.length));
            bytes += value.length;
            while (pending.size() >= MOST_PENDING || bytes >= MOST_PENDING_BYTES) {
                bytes -= confirmed(pending.remove());
            }
        }
        for (Pending each : pending) {
            confirmed(each);
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

    /** Waits until a message is in the stream, and returns its size. */
    private static long confirmed(Pending each) throws Exception {
        each.answer().get(NatsAddress.ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        return each.bytes();
    }

    private Exception disconnected(Exception thrown) {
        close();
        return thrown instanceof InterruptedException
                ? thrown
                : address.failure(thrown, "subject '" + messages.subject() + "' cannot be written");
    }

    @Override
    public void close() {
        Connection closing = connection;
        connection = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
