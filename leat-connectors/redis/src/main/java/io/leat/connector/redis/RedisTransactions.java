// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.connector.Result;
import io.leat.connector.SinkContext;
import io.leat.connector.Transactions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The transactions of a sink: one {@code MULTI … EXEC} for each epoch.
 *
 * <p>To connect means to write this owner into the marker, a hash. Each transaction watches the marker from before it looks for the owner: when another
 * one has connected meanwhile, or an answer that was thought lost has come true, the server does not execute it. Whatever fails, the
 * connection is thrown away, and the next call makes another.
 */
final class RedisTransactions<T> implements Transactions<T> {
    private static final int ANSWER_MS = 30_000;

    /**
     * Moves the marker, unless the stream is none: Redis executes the rest of a transaction also if adding an entry fails, for which that is
     * the reason.
     */
    private static final byte[] ADVANCE = """
            if redis.call('TYPE', KEYS[2]).ok ~= 'stream' then return 0 end
            redis.call('HSET', KEYS[1], 'run', ARGV[1], 'epoch', ARGV[2])
            return 1
            """.getBytes(UTF_8);

    private final RedisAddress address;
    private final Entries<T> entries;
    private final String run;
    private final String marker;
    private final String owner = UUID.randomUUID().toString();

    private @Nullable Jedis connection;

    RedisTransactions(RedisAddress address, Entries<T> entries, SinkContext context) {
        this.address = address;
        this.entries = entries;
        this.run = context.run();
        this.marker = "leat:epoch:" + context.job() + "/" + context.step();
    }

    private interface Call<R> {
        R by(Jedis jedis) throws IOException;
    }

    /** Does something with the connection, made anew if need be, and throws that away if anything goes wrong. */
    private <R> R call(Call<R> call) throws Exception {
        boolean done = false;
        try {
            Jedis jedis = connection == null ? address.connect(ANSWER_MS) : connection;
            connection = jedis;
            R result = call.by(jedis);
            done = true;
            return result;
        } catch (RuntimeException e) {
            throw address.failure(e, "cannot be written");
        } finally {
            if (!done) {
                close();
            }
        }
    }

    /** Puts any other one out of work that writes for this job and step. */
    void takeOver() throws Exception {
        call(jedis -> {
            address.requireStream(jedis);
            return jedis.hset(marker, "owner", owner);
        });
    }

    @Override
    public long committed() throws Exception {
        return call(this::epoch);
    }

    /** Returns the epoch of the marker, if that is still of this owner. */
    private long epoch(Jedis jedis) throws IOException {
        Map<String, String> fields = jedis.hgetAll(marker);
        if (!owner.equals(fields.get("owner"))) {
            throw new IOException("another process has taken over " + address + ", or the marker '" + marker
                    + "' was deleted: this one adds nothing any more. Run the job once, and give jobs different names");
        }
        return run.equals(fields.get("run")) ? Long.parseLong(fields.getOrDefault("epoch", "0")) : 0;
    }

    @Override
    public void commit(long epoch, Iterable<Result<T>> results) throws Exception {
        call(jedis -> {
            jedis.watch(marker);
            if (epoch(jedis) >= epoch) {
                throw new IOException("epoch " + epoch + " of '" + marker + "' was committed already");
            }
            address.requireStream(jedis);
            execute(jedis, epoch, results);
            return epoch;
        });
    }

    private void execute(Jedis jedis, long epoch, Iterable<Result<T>> results) throws IOException {
        Transaction transaction = jedis.multi();
        for (Result<T> result : results) {
            entries.add(transaction, address.key(), result.value());
        }
        transaction.eval(ADVANCE, List.of(marker.getBytes(UTF_8), address.key()), arguments(epoch));
        List<Object> answers = transaction.exec();
        if (answers == null) {
            throw new IOException("the marker '" + marker + "' has changed while epoch " + epoch + " was added");
        }
        for (Object answer : answers) {
            if (answer instanceof JedisDataException refusal) {
                throw refusal;
            }
        }
    }

    private List<byte[]> arguments(long epoch) {
        return List.of(run.getBytes(UTF_8), Long.toString(epoch).getBytes(UTF_8));
    }

    /** Ends the connection; what it has not executed the server forgets. */
    @Override
    public void close() {
        Jedis closing = connection;
        connection = null;
        if (closing != null) {
            closing.close();
        }
    }
}
