// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A reader of server-sent events. */
final class EventReader extends Reader {
    private final Channel channel;
    private final Response response;
    private final Callback callback;

    EventReader(Channel channel, long at, Response response, Callback callback) {
        super(channel, at);
        this.channel = channel;
        this.response = response;
        this.callback = callback;
    }

    /** Begins to write; other writes follow when this one is done. */
    void start() {
        begin(at()); // so that nothing else is written before this
        channel.add(this);
        write("retry: 1000\n\n".getBytes(UTF_8));
    }

    @Override
    void write(List<Message> messages) {
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        messages.forEach(message -> events.writeBytes(message.event()));
        write(events.toByteArray());
    }

    @Override
    void tell(String event, String data) {
        write(event(event, data));
    }

    @Override
    void beat() {
        write(":\n\n".getBytes(UTF_8));
    }

    @Override
    void end(String reason) {
        response.write(true, ByteBuffer.wrap(event("end", reason)), callback);
    }

    private static byte[] event(String event, String data) {
        return ("event: " + event + "\ndata: " + data + "\n\n").getBytes(UTF_8);
    }

    private void write(byte[] bytes) {
        response.write(false, ByteBuffer.wrap(bytes), Callback.from(this::written, failure -> {
            leave();
            callback.failed(failure);
        }));
    }
}
