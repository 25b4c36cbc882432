// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.connector.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * Where a stream is: the server, how to log in there, and the key. As text it is without the password.
 *
 * @param url with the password
 */
record RedisAddress(URI url, String stream) {
    private static final int CONNECT_MS = 2_000;
    /** What a server says that will be able to do it later. */
    private static final Set<String> LATER =
            Set.of("LOADING", "READONLY", "MASTERDOWN", "TRYAGAIN", "CLUSTERDOWN", "BUSY");

    /** Checks the address where the user gives it. */
    static RedisAddress of(String url, String stream) {
        if (stream.isEmpty()) {
            throw new IllegalArgumentException("the name of a stream is empty");
        }
        try {
            URI uri = new URI(url);
            boolean redis = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
            if (redis && uri.getHost() != null && uri.getPath().matches("(/[0-9]*)?")) {
                return new RedisAddress(uri, stream);
            }
        } catch (URISyntaxException e) {
            // said below: its message may have the password in it
        }
        throw new IllegalArgumentException("the address of Redis is not of the form "
                + "redis://user:password@host:port/database, such as redis://localhost:6379; with TLS, rediss://");
    }

    byte[] key() {
        return stream.getBytes(UTF_8);
    }

    /** Connects and logs in. */
    Jedis connect(int answerMs) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis(CONNECT_MS)
                .socketTimeoutMillis(answerMs)
                .blockingSocketTimeoutMillis(answerMs)
                .user(JedisURIHelper.getUser(url))
                .password(JedisURIHelper.getPassword(url))
                .database(JedisURIHelper.getDBIndex(url));
        if (JedisURIHelper.isRedisSSLScheme(url)) {
            config.sslOptions(SslOptions.defaults());
        }
        Jedis jedis = new Jedis(JedisURIHelper.getHostAndPort(at()), config.build());
        try {
            jedis.connect();
            return jedis;
        } catch (RuntimeException e) {
            jedis.close();
            throw e;
        }
    }

    /** Returns the address with its port, and without what it takes to log in. */
    private URI at() {
        return URI.create(url.getScheme() + "://" + url.getHost() + ":" + (url.getPort() < 0 ? 6379 : url.getPort()));
    }

    /** Requires that the key is a stream, or not there. */
    void requireStream(Jedis jedis) throws IOException {
        String type = jedis.type(stream);
        if (!type.equals("stream") && !type.equals("none")) {
            throw new IOException(this + " is no stream but a " + type + ": give another name, or delete the key");
        }
    }

    /**
     * Returns what to throw for an exception of the client.
     *
     * @param doing such as {@code cannot be read}
     */
    Exception failure(RuntimeException thrown, String doing) {
        String message = this + " " + doing + ": " + thrown.getMessage();
        for (Throwable cause : causes(thrown)) {
            if (cause instanceof JedisAccessControlException
                    || (cause instanceof JedisDataException && said(cause).matches("(NOAUTH|NOPERM|WRONGPASS) .*"))) {
                return new IOException(
                        message + ". Give the user and the password in the address, and see to the user's rights",
                        thrown);
            }
            if (cause instanceof JedisDataException
                    && LATER.contains(said(cause).split(" ", 2)[0])) {
                return new UnavailableException(message, thrown);
            }
        }
        if (thrown instanceof JedisConnectionException) {
            return new UnavailableException(message, thrown);
        }
        return thrown instanceof JedisDataException ? new IOException(message, thrown) : thrown;
    }

    /** Returns an exception with those behind it, and with what was refused in a transaction that was aborted. */
    private static List<Throwable> causes(Throwable thrown) {
        List<Throwable> all = new ArrayList<>();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            all.add(cause);
            all.addAll(List.of(cause.getSuppressed()));
        }
        return all;
    }

    private static String said(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }

    @Override
    public String toString() {
        return "redis stream '" + stream + "' at " + at().getAuthority();
    }
}
