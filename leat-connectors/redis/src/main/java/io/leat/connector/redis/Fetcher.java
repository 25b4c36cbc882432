// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.redis;

import io.leat.connector.UnavailableException;
import io.leat.connector.inbox.Inbox;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntryBinary;

/**
 * The thread that asks for the entries of a stream, and connects anew when the server was away.
 *
 * <p>Each time it asks for two things in one transaction: how the stream is, and the next entries. So it can tell whether entries
 * were trimmed between what it has read and what it gets.
 */
final class Fetcher implements Runnable {
    private static final int ANSWER_MS = 2_500;
    private static final int BLOCK_MS = 200;
    private static final int PAUSE_MS = 100;
    private static final int FIRST_COUNT = 16;
    private static final int MOST_COUNT = 1_000;
    private static final long BATCH_BYTES = 1 << 20;

    private final RedisAddress address;
    private final boolean bounded;
    private final Inbox<Entry> inbox;
    private final Thread thread;

    private Place place;
    private int count = FIRST_COUNT;
    private volatile boolean closed;

    private Fetcher(RedisAddress address, boolean bounded, Inbox<Entry> inbox, Place from) {
        this.address = address;
        this.bounded = bounded;
        this.inbox = inbox;
        this.place = from;
        this.thread = new Thread(this, "leat-" + address.stream());
        thread.setDaemon(true);
    }

    static Fetcher start(RedisAddress address, boolean bounded, Inbox<Entry> inbox, Place from) {
        Fetcher fetcher = new Fetcher(address, bounded, inbox, from);
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
    private boolean connectAndFetch() throws InterruptedException {
        try (Jedis jedis = address.connect(ANSWER_MS)) {
            while (!closed) {
                if (place.atEnd()) {
                    inbox.end();
                    return false;
                }
                fetch(jedis);
            }
            return false;
        } catch (IOException e) {
            inbox.trouble(e);
            return false;
        } catch (RuntimeException e) {
            Exception trouble = address.failure(e, "cannot be read");
            inbox.trouble(trouble);
            return trouble instanceof UnavailableException;
        }
    }

    private void fetch(Jedis jedis) throws IOException, InterruptedException {
        if (!place.known() && !begin(jedis)) {
            inbox.answered();
            Thread.sleep(BLOCK_MS);
            return;
        }
        List<StreamEntryBinary> entries = next(jedis);
        inbox.answered();
        if (!entries.isEmpty()) {
            put(entries);
        } else if (!place.atEnd()) {
            jedis.xreadBinary(new XReadParams().block(BLOCK_MS).count(1), here()); // asked for again, with the state
        }
    }

    /** Finds out where to begin, and returns whether that is known. */
    private boolean begin(Jedis jedis) throws IOException, InterruptedException {
        address.requireStream(jedis);
        StreamState state =
                jedis.exists(address.key()) ? StreamState.of(jedis.xinfoStream(address.key())) : StreamState.NONE;
        moveTo(state.begin(place, bounded));
        return place.known();
    }

    /** Returns the entries behind the place, none if there are none, and makes sure that nothing is missing before them. */
    private List<StreamEntryBinary> next(Jedis jedis) throws IOException, InterruptedException {
        try (Transaction transaction = jedis.multi()) {
            Response<Boolean> there = transaction.exists(address.key());
            Response<Object> info = transaction.xinfoStream(address.key());
            Response<List<Map.Entry<byte[], List<StreamEntryBinary>>>> read =
                    transaction.xreadBinary(new XReadParams().count(count), here());
            transaction.exec();
            StreamState state = there.get() ? StreamState.of(info.get()) : StreamState.NONE;
            String missing = state.missing(place);
            if (missing != null) {
                throw new IOException(address + " cannot be read on: " + missing
                        + ". Let the stream keep more, or begin anew: remove the directory of the job");
            }
            List<Map.Entry<byte[], List<StreamEntryBinary>>> streams = read.get();
            if (streams != null && !streams.isEmpty()) {
                return streams.get(0).getValue();
            }
            if (place.count() != state.added()) {
                moveTo(place.at(Objects.requireNonNull(place.after()), state.added())); // all that there was is read
            }
            return List.of();
        }
    }

    private Map<byte[], StreamEntryID> here() {
        return Map.of(address.key(), Objects.requireNonNull(place.after()));
    }

    private void moveTo(Place other) throws InterruptedException {
        if (!other.equals(place)) {
            place = other;
            put(new Entry(place, null));
        }
    }

    private void put(List<StreamEntryBinary> entries) throws InterruptedException {
        long bytes = 0;
        for (StreamEntryBinary each : entries) {
            if (place.atEnd()) {
                return;
            }
            place = place.at(each.getID(), place.count() == Place.UNKNOWN ? Place.UNKNOWN : place.count() + 1);
            Entry entry = new Entry(place, each.getFields());
            bytes += entry.bytes();
            put(entry);
        }
        long each = Math.max(1, bytes / entries.size());
        count = (int) Math.max(1, Math.min(MOST_COUNT, BATCH_BYTES / each));
    }

    private void put(Entry read) throws InterruptedException {
        inbox.put(read, read.bytes());
    }
}
