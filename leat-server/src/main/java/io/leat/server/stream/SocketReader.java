// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.stream;

import io.leat.server.text.JsonText;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** A reader at the other end of a WebSocket. What it says itself is ignored. */
final class SocketReader extends Reader implements Session.Listener.AutoDemanding {
    /** A policy has been violated: the reader was too slow, or the server ends. */
    private static final int POLICY = 1008;

    private static final int LONGEST_REASON = 120;

    private final Channel channel;
    private @Nullable Session session;

    SocketReader(Channel channel, long at) {
        super(channel, at);
        this.channel = channel;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        channel.add(this);
    }

    @Override
    public void onWebSocketClose(int status, @Nullable String reason, Callback callback) {
        leave();
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        leave();
    }

    @Override
    void write(List<Message> messages) {
        AtomicInteger left = new AtomicInteger(messages.size());
        Callback one = Callback.from(
                () -> {
                    if (left.decrementAndGet() == 0) {
                        written();
                    }
                },
                failure -> leave());
        messages.forEach(message -> open().sendText(message.json(), one));
    }

    @Override
    void tell(String event, String data) {
        String json = "{\"event\":" + JsonText.quote(event) + ",\"data\":" + JsonText.quote(data) + "}";
        open().sendText(json, Callback.from(this::written, failure -> leave()));
    }

    @Override
    void beat() {
        open().sendPing(ByteBuffer.allocate(0), Callback.from(this::written, failure -> leave()));
    }

    @Override
    void end(String reason) {
        open().close(POLICY, reason.substring(0, Math.min(reason.length(), LONGEST_REASON)), Callback.NOOP);
    }

    private Session open() {
        if (session == null) {
            throw new IllegalStateException("a reader is served before its socket is open");
        }
        return session;
    }
}
