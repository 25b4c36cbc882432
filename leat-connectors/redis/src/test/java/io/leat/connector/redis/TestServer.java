// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leat.servers.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.resps.StreamEntry;

/** The one server of the tests of this module, and what tests do with it by the bare client. */
final class TestServer {
    private static final AtomicInteger STREAMS = new AtomicInteger();
    private static RedisServer server;

    private TestServer() {}

    /** Returns the server, running; where the program is not there, the test is skipped. */
    static synchronized RedisServer get() throws Exception {
        assumeTrue(RedisServer.isInstalled(), "redis-server is not installed: apt-get install redis-server");
        if (server == null) {
            server = RedisServer.start(Files.createTempDirectory(Path.of("target"), "redis"));
        }
        server.start(); // if a test has left it dead
        return server;
    }

    static String url() throws Exception {
        return get().url();
    }

    /** Returns the name of a stream that no other test has. */
    static String stream() {
        return "stream" + STREAMS.incrementAndGet();
    }

    static void with(Consumer<Jedis> action) throws Exception {
        try (Jedis jedis = new Jedis(url())) {
            jedis.connect();
            while (!answers(jedis)) {
                Thread.onSpinWait();
            }
            action.accept(jedis);
        }
    }

    /** A server that was started again may still be loading. */
    private static boolean answers(Jedis jedis) {
        try {
            return "PONG".equals(jedis.ping());
        } catch (JedisDataException e) {
            return false;
        }
    }

    static void add(String stream, List<byte[]> values) throws Exception {
        with(jedis -> {
            Transaction transaction = jedis.multi(); // brought to the disk once
            for (byte[] value : values) {
                transaction.xadd(stream.getBytes(UTF_8), new XAddParams(), Map.of("value".getBytes(UTF_8), value));
            }
            transaction.exec();
        });
    }

    static void addText(String stream, String... values) throws Exception {
        List<byte[]> bytes = new ArrayList<>();
        for (String value : values) {
            bytes.add(value.getBytes(UTF_8));
        }
        add(stream, bytes);
    }

    static List<String> values(String stream) throws Exception {
        List<String> values = new ArrayList<>();
        with(jedis -> {
            for (StreamEntry entry : jedis.xrange(stream, "-", "+")) {
                values.add(entry.getFields().get("value"));
            }
        });
        return values;
    }
}
