// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.leat.server.text.JsonText;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/** A reader at the other end of a WebSocket. What it says itself is ignored. */
final class SocketReader extends Reader implements FrameHandler {
    /** A policy has been violated: the reader was too slow, or the server ends. */
    private static final int POLICY = 1008;

    private static final int LONGEST_REASON = 120;

    private final Channel channel;
    private @Nullable CoreSession session;

    SocketReader(Channel channel, long at) {
        super(channel, at);
        this.channel = channel;
    }

    // ---- what comes -----------------------------------------------------------------------------------------------

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        callback.succeeded();
        opened.demand();
        channel.add(this);
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        if (frame.getOpCode() == OpCode.PING) {
            Frame pong = new Frame(OpCode.PONG, true, ByteBuffer.wrap(bytes(frame.getPayload())));
            open().sendFrame(pong, Callback.NOOP, false);
        }
        callback.succeeded();
        if (frame.getOpCode() != OpCode.CLOSE) {
            open().demand();
        }
    }

    private static byte[] bytes(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        leave();
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        leave();
        callback.succeeded();
    }

    // ---- what goes ------------------------------------------------------------------------------------------------

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
        for (int i = 0; i < messages.size(); i++) {
            Frame text =
                    new Frame(OpCode.TEXT, true, ByteBuffer.wrap(messages.get(i).json()));
            open().sendFrame(text, one, i < messages.size() - 1);
        }
    }

    @Override
    void tell(String event, String data) {
        String json = "{\"event\":" + JsonText.quote(event) + ",\"data\":" + JsonText.quote(data) + "}";
        send(new Frame(OpCode.TEXT, true, ByteBuffer.wrap(json.getBytes(UTF_8))));
    }

    @Override
    void beat() {
        send(new Frame(OpCode.PING, true, ByteBuffer.allocate(0)));
    }

    private void send(Frame frame) {
        open().sendFrame(frame, Callback.from(this::written, failure -> leave()), false);
    }

    @Override
    void end(String reason) {
        open().close(POLICY, reason.substring(0, Math.min(reason.length(), LONGEST_REASON)), Callback.NOOP);
    }

    private CoreSession open() {
        return requireNonNull(session, "a reader is served only when its socket is open");
    }
}
