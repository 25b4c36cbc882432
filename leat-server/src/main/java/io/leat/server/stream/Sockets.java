// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.stream;

import io.leat.server.route.Problem;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.Handshaker;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;

/** Makes WebSockets of requests. Without extensions: compressing for each reader apart would cost more than it saves. */
public final class Sockets {
    private static final int LARGEST_FRAME = 64 << 10;

    private final Handshaker handshaker = Handshaker.newInstance();
    private final WebSocketComponents components;
    private final Configuration.ConfigurationCustomizer limits = new Configuration.ConfigurationCustomizer();

    /** Sets it up for a server that has not started. */
    public Sockets(Server server) {
        this.components = WebSocketServerComponents.ensureWebSocketComponents(server);
        limits.setMaxFrameSize(LARGEST_FRAME);
    }

    /** Makes a WebSocket of a request. */
    void upgrade(FrameHandler reader, Request request, Response response, Callback callback) throws Problem {
        WebSocketNegotiator negotiator = (asked, answer, done) -> {
            answer.setExtensions(List.of());
            return reader;
        };
        try {
            if (handshaker.upgradeRequest(negotiator, request, response, callback, components, limits)) {
                return;
            }
        } catch (Exception e) {
            throw new Problem(400, "this request cannot become a WebSocket: " + e.getMessage());
        }
        throw new Problem(400, "this request cannot become a WebSocket: give the headers of version 13");
    }
}
