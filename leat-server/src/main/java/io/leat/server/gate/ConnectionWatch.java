// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.gate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections that have not brought the headers of a request in time, since they were opened or since the last answer. One that brings
 * a byte now and then is not idle, so an idle timeout alone does not see it.
 */
public final class ConnectionWatch implements Connection.Listener {
    private final long headersMs;
    private final Scheduler scheduler;
    private final Map<Connection, Waiting> connections = new ConcurrentHashMap<>();

    /** Since when a connection has had no request. */
    private static final class Waiting {
        volatile boolean answering;
        volatile boolean late;
        volatile long sinceNs = System.nanoTime();
    }

    /**
     * Sets up a watch.
     *
     * @param headersMs at least 1
     * @param scheduler runs when the server does
     */
    public ConnectionWatch(long headersMs, Scheduler scheduler) {
        this.headersMs = headersMs;
        this.scheduler = scheduler;
    }

    /** Looks at the connections from now on, as long as the scheduler runs. */
    public void start() {
        scheduler.schedule(this::look, Math.max(1, Math.min(1_000, headersMs / 4)), TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        connections.forEach((connection, waiting) -> {
            if (!waiting.answering && now - waiting.sinceNs > headersMs * 1_000_000) {
                waiting.late = true;
                connection.close(); // one that has brought the line of a request is answered before that
            }
        });
        start();
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof ConnectionMetaData) { // of HTTP; a WebSocket has its own pulse
            connections.put(connection, new Waiting());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        connections.remove(connection);
    }

    /** Returns whether the headers of a request have taken too long. */
    public boolean isLate(Request request) {
        Waiting waiting = connections.get(request.getConnectionMetaData().getConnection());
        return waiting != null && waiting.late;
    }

    /** Returns how long the headers of a request may take, in milliseconds. */
    public long headersMs() {
        return headersMs;
    }

    /** Takes note that the headers of a request are there. */
    public void began(Request request) {
        Waiting waiting = connections.get(request.getConnectionMetaData().getConnection());
        if (waiting != null) {
            waiting.answering = true;
            Request.addCompletionListener(request, failure -> {
                waiting.sinceNs = System.nanoTime();
                waiting.answering = false;
            });
        }
    }
}
