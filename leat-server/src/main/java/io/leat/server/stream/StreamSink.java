// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.connector.Format;
import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import io.leat.server.dispatch.Answers;
import io.leat.server.dispatch.Route;
import io.leat.server.route.SlowReaders;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * The sink whose results are read by HTTP. It shows a result at once, and keeps the latest in memory: what came after the last epoch before a
 * job was killed is shown again, with other ids.
 */
public final class StreamSink<T> extends Sink<T> {
    private final String path;
    private final Format<T> format;
    private final Channel channel;

    /**
     * How a stream is kept.
     *
     * @param results how many of the latest are kept
     * @param bytes how many bytes of memory they may take
     * @param slow what becomes of readers that are further behind
     * @param beatMs after how much silence a sign of life is sent, in milliseconds
     */
    public record Keeping(int results, long bytes, SlowReaders slow, long beatMs) {}

    /** Sets it up. */
    public StreamSink(String path, Format<T> format, Keeping keeping, Pump pump) {
        this.path = path;
        this.format = format;
        String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        Ring ring = new Ring(keeping.results, keeping.bytes, run);
        this.channel = new Channel(ring, keeping.slow, keeping.beatMs, pump);
        pump.add(channel);
    }

    @Override
    public SinkWriter<T> open() {
        return (value, timestamp) -> channel.publish(new String(format.write(value), UTF_8));
    }

    @Override
    public String toString() {
        return "stream " + path;
    }

    /** Returns how many read it now. */
    public int readers() {
        return channel.readers();
    }

    /** Returns the route by which it is read. */
    public Route route(Sockets sockets) {
        return (request, response, callback) -> {
            if (HttpMethod.GET.is(request.getMethod()) && request.getHeaders().contains("Upgrade", "websocket")) {
                sockets.upgrade(new SocketReader(channel, begin(request)), request, response, callback);
            } else {
                answerEvents(request, response, callback);
            }
        };
    }

    private void answerEvents(Request request, Response response, Callback callback) {
        if (Answers.beginEvents(request, response, callback)) {
            new EventReader(channel, begin(request), response, callback).start();
        }
    }

    private long begin(Request request) {
        String after = request.getHeaders().get("Last-Event-ID");
        return channel.begin(after == null ? parameter(request, "after") : after);
    }

    private static @Nullable String parameter(Request request, String name) {
        Fields.Field field = Request.extractQueryParameters(request).get(name);
        return field == null ? null : field.getValue();
    }
}
