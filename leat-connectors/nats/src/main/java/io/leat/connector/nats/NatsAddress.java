// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import io.leat.connector.UnavailableException;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamApiException;
import io.nats.client.Options;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where servers are, and how to log in there. As text it is without the password.
 *
 * @param servers without what it takes to log in
 * @param login user and password with a colon between them, or a token; null for none
 */
record NatsAddress(List<URI> servers, @Nullable String login) {
    static final Duration ANSWER = Duration.ofSeconds(5);

    /** Checks the address where the user gives it. */
    static NatsAddress of(String url) {
        List<URI> servers = new ArrayList<>();
        String login = null;
        for (String each : url.split(",", -1)) {
            URI uri = parse(each.strip());
            login = servers.isEmpty() ? uri.getUserInfo() : login;
            servers.add(URI.create(
                    uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())));
        }
        return new NatsAddress(servers, login);
    }

    private static URI parse(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() != null && Set.of("nats", "tls").contains(String.valueOf(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // said below: its message may have the password in it
        }
        throw new IllegalArgumentException(
                "the address of NATS is not of the form nats://user:password@host:port, such as "
                        + "nats://localhost:4222; with TLS, tls://");
    }

    /** Connects once, to a connection that ends when the server goes away. */
    Connection connect(ConnectionListener listener) throws IOException, InterruptedException {
        Options.Builder options = new Options.Builder()
                .servers(servers.stream().map(URI::toString).toArray(String[]::new))
                .connectionName("leat")
                .connectionTimeout(Duration.ofSeconds(2))
                .pingInterval(Duration.ofSeconds(1))
                .maxPingsOut(2)
                .noReconnect()
                .connectionListener(listener)
                .errorListener(new ErrorListener() {});
        if (login != null) {
            int colon = login.indexOf(':');
            if (colon < 0) {
                options.token(login.toCharArray());
            } else {
                options.userInfo(
                        login.substring(0, colon).toCharArray(),
                        login.substring(colon + 1).toCharArray());
            }
        }
        return io.nats.client.Nats.connect(options.build());
    }

    /**
     * Returns what to throw for an exception of the client.
     *
     * @param doing such as {@code stream 'calls' cannot be read}
     */
    Exception failure(Throwable thrown, String doing) {
        Throwable cause = cause(thrown);
        String message = doing + " at " + this + ": " + cause.getMessage();
        if (cause instanceof UnavailableException || cause instanceof LastingException) {
            return (IOException) cause;
        }
        if (cause instanceof JetStreamApiException refused) {
            return refused.getErrorCode() == 503
                    ? new UnavailableException(message, cause)
                    : new IOException(message, cause);
        }
        if (cause instanceof AuthenticationException) {
            return new IOException(
                    message + ". Give the user and the password in the address, and see to the user's rights", cause);
        }
        if (cause instanceof IOException
                || cause instanceof TimeoutException
                || cause instanceof CancellationException) {
            return new UnavailableException(message, cause);
        }
        return thrown instanceof Exception exception ? exception : new IOException(message, thrown);
    }

    /** Returns what is behind exceptions that say no more than that there is another one. */
    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null
                && (cause instanceof ExecutionException || cause.getClass() == RuntimeException.class)) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** A failure that does not go away by waiting, unlike most of what the client throws. */
    static final class LastingException extends IOException {
        private static final long serialVersionUID = 1L;

        LastingException(String message) {
            super(message);
        }
    }

    @Override
    public String toString() {
        return servers.stream().map(URI::getAuthority).collect(Collectors.joining(","));
    }
}
