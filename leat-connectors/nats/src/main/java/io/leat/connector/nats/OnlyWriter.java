// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import io.leat.connector.Result;
import io.leat.connector.Transactions;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.PublishOptions;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamState;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Publishes epochs to a stream that has no other writer, exactly once.
 *
 * <p>Each message names the sequence that it has to follow ({@code Nats-Expected-Last-Sequence}), so that the server takes them one behind the other or
 * not at all: what is there of an epoch is always its beginning. The last message of the stream tells by its id how far that goes, and by a
 * header whether it is the last one of its epoch; so it is the marker. Where publishing was broken off it goes on behind that message, whenever that is. A process that
 * was thought dead and publishes after another one did names a sequence that is not the last one any more.
 */
final class OnlyWriter<T> implements Transactions<T> {
    static final String COMPLETE = "Leat-Epoch-Complete";
    private static final String MESSAGE_ID = "Nats-Msg-Id";

    private final Publisher<T> publisher;
    private final String id;

    /** The end of the stream; null if that has to be looked at. */
    private @Nullable Tail tail;
    /** Whether the end was ever one that this job has written: it then is for good. */
    private boolean written;

    /**
     * Makes one that is not connected yet.
     *
     * @param id of the job, the step and the run; that of a message begins with it
     */
    OnlyWriter(Publisher<T> publisher, String id) {
        this.publisher = publisher;
        this.id = id;
    }

    /**
     * What the last message of a stream says.
     *
     * @param epoch of this run; 0 if none is there
     * @param count how many results of that are there
     */
    private record Tail(long sequence, long epoch, long count, boolean complete) {
        long committed() {
            return complete ? epoch : Math.max(0, epoch - 1);
        }
    }

    @Override
    public long committed() throws Exception {
        try {
            return tail().committed();
        } catch (Exception e) {
            throw failed(e);
        }
    }

    private Tail tail() throws Exception {
        Connection connection = publisher.connect();
        Tail known = tail == null ? look(connection) : tail;
        tail = known;
        written |= known.epoch() > 0;
        return known;
    }

    private Tail look(Connection connection) throws IOException, JetStreamApiException {
        String stream = publisher.stream();
        StreamState state =
                connection.jetStreamManagement().getStreamInfo(stream).getStreamState();
        long last = state.getLastSequence();
        if (state.getMsgCount() == 0) {
            return new Tail(last, 0, 0, false);
        }
        MessageInfo message = connection.jetStreamManagement().getMessage(stream, last);
        Headers headers = message.getHeaders();
        String found = headers == null ? null : headers.getLast(MESSAGE_ID);
        if (found != null && found.startsWith(id)) {
            String[] parts = found.substring(id.length()).split("/", -1);
            boolean complete = headers.containsKey(COMPLETE);
            return new Tail(last, Long.parseLong(parts[0]), Long.parseLong(parts[1]) + 1, complete);
        }
        if (found == null || written) {
            throw new NatsAddress.LastingException("stream '" + stream + "' has another writer: its message " + last
                    + " is not of this job. Give the sink a stream for itself, or leave out .onlyWriter()");
        }
        return new Tail(last, 0, 0, false);
    }

    @Override
    public void commit(long epoch, Iterable<Result<T>> results) throws Exception {
        long size = count(results); // first, so that results that cannot be read to their end leave nothing
        try {
            Tail from = tail();
            if (from.committed() >= epoch) {
                throw new NatsAddress.LastingException("epoch " + epoch + " is in stream '" + publisher.stream()
                        + "' already, by another process. Run the job once");
            }
            tail = null;
            tail = publish(epoch, results, size, from);
            written = true;
        } catch (Exception e) {
            throw failed(e);
        }
    }

    private static long count(Iterable<?> results) {
        long count = 0;
        for (Iterator<?> all = results.iterator(); all.hasNext(); all.next()) {
            count++;
        }
        return count;
    }

    private Tail publish(long epoch, Iterable<Result<T>> results, long size, Tail from) throws Exception {
        long there = from.epoch() == epoch ? from.count() : 0;
        long sequence = from.sequence();
        long index = 0;
        for (Result<T> result : results) {
            if (index >= there) {
                Headers headers = new Headers();
                if (index == size - 1) {
                    headers.add(COMPLETE, "true");
                }
                publisher.publish(
                        result.value(),
                        headers,
                        PublishOptions.builder()
                                .messageId(id + epoch + "/" + index)
                                .expectedLastSequence(sequence++));
            }
            index++;
        }
        publisher.await();
        return new Tail(sequence, epoch, size, true);
    }

    private Exception failed(Exception thrown) {
        tail = null;
        return publisher.failed(thrown);
    }

    @Override
    public void close() {
        publisher.close();
    }
}
