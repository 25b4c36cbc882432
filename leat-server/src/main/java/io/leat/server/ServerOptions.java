// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import io.leat.server.gate.HostNames;
import io.leat.server.gate.Limits;
import io.leat.server.gate.Token;
import io.leat.time.Millis;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be chosen when a {@link LeatServer} is started. */
public final class ServerOptions {
    int port;
    String address = "127.0.0.1";

    @Nullable
    Token token;

    final Set<String> origins = new HashSet<>();
    Limits limits = Limits.DEFAULT;
    Duration patience = Duration.ofSeconds(1);
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Duration stuckAfter = Duration.ofMinutes(10);
    private final Set<String> hosts = new HashSet<>();

    ServerOptions() {}

    /**
     * Sets the port; a free one unless set.
     *
     * @param number 0 for a free one, at most 65,535
     */
    public ServerOptions port(int number) {
        if (number < 0 || number > 65_535) {
            throw new IllegalArgumentException("port " + number + ": give 1 to 65,535, or 0 for a free one");
        }
        port = number;
        return this;
    }

    /**
     * Sets the address to listen at; 127.0.0.1 unless set, which only this machine reaches. Any that others reach needs a {@link #token}. HTTP
     * is not encrypted, so put something before it that is, or keep it to a network where nobody listens.
     *
     * @param ip such as {@code 0.0.0.0} for all addresses of this machine
     */
    public ServerOptions address(String ip) {
        address = ip;
        return this;
    }

    /**
     * Sets a token that every request has to have, in a header {@code Authorization: Bearer …}. It is not kept, only its digest.
     *
     * @param secret at least 128 random bits in at least 32 characters, such as {@link LeatServer#randomToken}
     */
    public ServerOptions token(String secret) {
        token = Token.of(secret);
        return this;
    }

    /** Adds names by which the server is called besides those of this machine, such as that of a proxy before it; without ports. */
    public ServerOptions hosts(String... names) {
        hosts.addAll(List.of(names));
        return this;
    }

    /**
     * Adds pages of other servers that may open WebSockets and, behind a proxy that changes the name of the host, send requests, such as {@code
     * https://fleet.example.org}.
     */
    public ServerOptions origins(String... pages) {
        origins.addAll(List.of(pages));
        return this;
    }

    /**
     * Sets how long a body may be, as it comes and decompressed; 8 MiB unless set. All together may have eight times as much.
     *
     * @param bytes from 1 to 1 GiB
     */
    public ServerOptions bodyBytes(long bytes) {
        if (bytes < 1 || bytes > 1 << 30) {
            throw new IllegalArgumentException("bodies of " + bytes + " bytes: give 1 to 1,073,741,824");
        }
        Limits l = limits;
        limits = new Limits(bytes, 8 * bytes, l.connections(), l.headersMs(), l.bodyMs(), l.requests());
        return this;
    }

    /**
     * Sets how many connections there may be at the same time, those of readers of streams included; 1,024 unless set. More have to wait.
     *
     * @param atMost at least 1
     */
    public ServerOptions connections(int atMost) {
        if (atMost < 1) {
            throw new IllegalArgumentException(atMost + " connections: give at least 1");
        }
        Limits l = limits;
        limits = new Limits(l.bodyBytes(), l.bodiesBytes(), atMost, l.headersMs(), l.bodyMs(), l.requests());
        return this;
    }

    /** Sets how long a connection may have no request, or take to bring the headers of one, before it is closed; 10 s unless set. */
    public ServerOptions headerTimeout(Duration atMost) {
        long ms = Millis.positive("the time for headers", atMost);
        Limits l = limits;
        limits = new Limits(l.bodyBytes(), l.bodiesBytes(), l.connections(), ms, l.bodyMs(), l.requests());
        return this;
    }

    /** Sets how long the body of a request may take; 30 s unless set. */
    public ServerOptions bodyTimeout(Duration atMost) {
        long ms = Millis.positive("the time for a body", atMost);
        Limits l = limits;
        limits = new Limits(l.bodyBytes(), l.bodiesBytes(), l.connections(), l.headersMs(), ms, l.requests());
        return this;
    }

    /** Sets how long events that come in wait for room in their source before the client is told to try again; a second unless set. */
    public ServerOptions patience(Duration atMost) {
        if (atMost.isNegative()) {
            throw new IllegalArgumentException("a patience of " + atMost + ": give 0 or more");
        }
        patience = atMost;
        return this;
    }

    /**
     * Sets what {@code /metrics} shows: a registry of the program's own, to which the numbers of the jobs are added. Unless set, it is one that has
     * nothing else.
     */
    public ServerOptions meters(PrometheusMeterRegistry registry) {
        meters = registry;
        return this;
    }

    /**
     * Sets how long a job may get nowhere, while a thread of it is held up, before {@code /health/live} says so; ten minutes unless set. To be longer
     * than what the engine waits for a sink that is away, five minutes unless {@code Leat.Options.patience} says otherwise.
     */
    public ServerOptions stuckAfter(Duration atLeast) {
        Millis.positive("the time after which a job is stuck", atLeast);
        stuckAfter = atLeast;
        return this;
    }

    HostNames hostNames() {
        return new HostNames(isLoopback(), hosts);
    }

    void check() {
        if (token == null && !isLoopback()) {
            throw new IllegalArgumentException(
                    "a server at " + address + " can be reached from other machines: give it a token(…), such as "
                            + "LeatServer.randomToken(), or the address 127.0.0.1");
        }
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "'" + address + "' is no address: give one of this machine, such as 127.0.0.1 or 0.0.0.0", e);
        }
    }
}
