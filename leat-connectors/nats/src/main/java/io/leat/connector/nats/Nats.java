// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import io.leat.connector.Format;

/**
 * NATS JetStream: where reading and writing streams begins.
 *
 * <pre>{@code
 * p.from("calls", Nats.from("nats://localhost:4222", "CALLS", Json.of(Call.class)), Watermarks.outOfOrder(ofSeconds(5)))
 *  …
 *  .to("alerts", Nats.to("nats://localhost:4222", "alerts.model", Json.of(Alert.class)));
 * }</pre>
 *
 * <p>A server is given as {@code nats://user:password@host:port}, or {@code tls://}; a token takes the place of user and password. Several servers of a
 * cluster have commas between them, and the user of the first. Streams are made by whoever runs the server; Leat makes none.
 */
public final class Nats {
    private Nats() {}

    /**
     * Returns a source of the values of the messages of a stream.
     *
     * @throws IllegalArgumentException if the address is none
     */
    public static <T> NatsSource<T> from(String url, String stream, Format<T> values) {
        return new NatsSource<>(Reading.of(NatsAddress.of(url), stream), new Form.Values<>(values));
    }

    /**
     * Returns a source of the messages of a stream, with their subjects and headers.
     *
     * @throws IllegalArgumentException if the address is none
     */
    public static <T> NatsSource<NatsMessage<T>> messages(String url, String stream, Format<T> values) {
        return new NatsSource<>(Reading.of(NatsAddress.of(url), stream), new Form.Whole<>(values));
    }

    /**
     * Returns a sink that publishes each result on a subject, which must be one of a stream.
     *
     * @throws IllegalArgumentException if the address or the subject is none
     */
    public static <T> NatsSink<T> to(String url, String subject, Format<? super T> values) {
        if (!subject.matches("[^\\s*>]+")) {
            throw new IllegalArgumentException("'" + subject
                    + "' is no subject to publish on: give one without blanks and wildcards, such as alerts.model");
        }
        return new NatsSink<>(NatsAddress.of(url), new Outgoing<>(subject, values), false);
    }
}
