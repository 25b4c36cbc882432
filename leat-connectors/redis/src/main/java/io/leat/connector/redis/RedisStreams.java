// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.redis;

import io.leat.Event;
import io.leat.connector.Format;

/**
 * Streams of Redis: where reading and writing them begins.
 *
 * <pre>{@code
 * p.from("calls", RedisStreams.from("redis://localhost:6379", "calls", Json.of(Call.class)), Watermarks.outOfOrder(ofSeconds(5)))
 *  …
 *  .to("alerts", RedisStreams.to("redis://localhost:6379", "alerts", Json.of(Alert.class)));
 * }</pre>
 *
 * <p>A server is given as {@code redis://user:password@host:port/database}, or {@code rediss://} for TLS; all but the host may be left out. It is one server,
 * version 7 or later, of a replicated group the one that is written to; not a cluster.
 */
public final class RedisStreams {
    static final String VALUE = "value";

    private RedisStreams() {}

    /**
     * Returns a source of the values of a stream, from the field {@code value} of its entries unless another is {@linkplain
     * RedisSource#field named}.
     *
     * @throws IllegalArgumentException if the address is none
     */
    public static <T> RedisSource<T> from(String url, String stream, Format<T> format) {
        return new RedisSource<>(RedisAddress.of(url, stream), new Form.Values<>(format, VALUE), Place.EARLIEST, false);
    }

    /**
     * Returns a source of the entries of a stream as events: with the id of the entry, its time, and all its fields as text.
     *
     * @throws IllegalArgumentException if the address is none
     */
    public static RedisSource<Event> events(String url, String stream) {
        return new RedisSource<>(RedisAddress.of(url, stream), new Form.Events(), Place.EARLIEST, false);
    }

    /**
     * Returns a sink that adds each result to a stream, exactly once: in the field {@code value} of an entry unless another is {@linkplain
     * RedisSink#field named}.
     *
     * @throws IllegalArgumentException if the address is none
     */
    public static <T> RedisSink<T> to(String url, String stream, Format<? super T> format) {
        return new RedisSink<>(RedisAddress.of(url, stream), format, VALUE, 0);
    }
}
