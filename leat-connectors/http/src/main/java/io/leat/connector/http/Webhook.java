// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.http;

import io.leat.connector.Format;
import io.leat.connector.Guarantee;
import io.leat.connector.SinkContext;
import io.leat.connector.TransactionalSink;
import io.leat.connector.Transactions;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A sink that posts results to a web address, in their order, one request at a time.
 *
 * <p>Results are posted when their epoch is sealed. Each request has a header {@code Idempotency-Key} that stays the same when the request comes
 * again, also from a job that was killed and goes on: so a receiver that takes each key once has each result once. Answers 2xx are good. After
 * 408, 425, 429, any 5xx, a 409 with {@code Retry-After}, or when no answer comes, the request is sent again, for as long as the job has patience,
 * and not before {@code Retry-After}. Any other answer stops the job; redirects are not followed, since a secret would go with them.
 *
 * <p>Headers and what is behind the name of the host are shown nowhere: they may be secrets. Immutable.
 */
public final class Webhook<T> extends TransactionalSink<T> {
    private static final int MOST_RESULTS = 10_000;

    private final URI address;
    private final Format<T> format;
    private final Settings settings;

    /**
     * How it posts.
     *
     * @param batch how many results a request has at most; 0 for one, which is not in an array then
     */
    record Settings(String mediaType, Map<String, String> headers, int batch, Duration timeout) {}

    private Webhook(URI address, Format<T> format, Settings settings) {
        this.address = address;
        this.format = format;
        this.settings = settings;
    }

    /**
     * Returns a sink that posts each result in a request of its own, as {@code application/json}.
     *
     * @param address http or https, with a host
     */
    public static <T> Webhook<T> to(URI address, Format<T> format) {
        boolean isWeb = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
        if (!isWeb || address.getHost() == null || address.getUserInfo() != null) {
            throw new IllegalArgumentException("the address of a webhook with the scheme '" + address.getScheme()
                    + "' and the host '" + address.getHost()
                    + "': give http or https, and a host without user and password, which go into header(…)");
        }
        return new Webhook<>(address, format, new Settings("application/json", Map.of(), 0, Duration.ofSeconds(10)));
    }

    /** Returns a sink whose requests say that the body is something else than {@code application/json}. */
    public Webhook<T> mediaType(String type) {
        return with(new Settings(type, settings.headers, settings.batch, settings.timeout));
    }

    /**
     * Returns a sink whose requests have one more header, such as {@code Authorization}.
     *
     * @throws IllegalArgumentException if it is none, or one that only the client itself sets; the message does not show the value
     */
    public Webhook<T> header(String name, String value) {
        try {
            HttpRequest.newBuilder(address).header(name, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the header '" + name.replaceAll("[^!-~]", "?")
                    + "', or its value, cannot be sent: give another one, in ASCII"); // the cause might show the value
        }
        Map<String, String> more = new LinkedHashMap<>(settings.headers);
        more.put(name, value);
        return with(new Settings(settings.mediaType, more, settings.batch, settings.timeout));
    }

    /**
     * Returns a sink that posts several results of an epoch together, as an array; the format has to write JSON. Change the number only when
     * nothing is on its way: results that come again in other requests have other keys.
     *
     * @param results how many a request has at most, from 1 to 10,000
     */
    public Webhook<T> batches(int results) {
        if (results < 1 || results > MOST_RESULTS) {
            throw new IllegalArgumentException("batches of " + results + " results: give 1 to 10,000");
        }
        return with(new Settings(settings.mediaType, settings.headers, results, settings.timeout));
    }

    /**
     * Returns a sink that waits so long for an answer; 10 s unless set.
     *
     * @param atMost from a millisecond to an hour
     */
    public Webhook<T> timeout(Duration atMost) {
        if (atMost.toMillis() < 1 || atMost.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("a timeout of " + atMost + ": give a millisecond to an hour");
        }
        return with(new Settings(settings.mediaType, settings.headers, settings.batch, atMost));
    }

    private Webhook<T> with(Settings changed) {
        return new Webhook<>(address, format, changed);
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.IDEMPOTENT;
    }

    @Override
    public Transactions<T> connect(SinkContext context) {
        return new Posts<>(new Receiver(address, settings, toString()), format, settings.batch, Keys.of(context));
    }

    /** Returns the scheme, host and port: the rest of the address may be a secret. */
    @Override
    public String toString() {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return "webhook " + address.getScheme() + "://" + address.getHost() + port;
    }
}
