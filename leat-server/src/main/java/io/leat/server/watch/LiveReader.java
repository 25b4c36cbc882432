// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A page that is sent what has changed, as server-sent events. One write is on its way at a time; when that is done, the page gets the latest
 * message of each topic, and never sees those in between: so a slow page costs no memory.
 */
final class LiveReader {
    private static final long BEAT_NS = 10_000_000_000L;
    private static final byte[] BEAT = ":\n\n".getBytes(UTF_8);

    private final List<Topic> topics;
    private final long[] seen;
    private final Response response;
    private final Callback callback;
    private volatile boolean writing;
    private volatile boolean ending;
    private volatile boolean gone;
    private volatile long lastNs;

    LiveReader(List<Topic> topics, Response response, Callback callback) {
        this.topics = List.copyOf(topics);
        this.seen = new long[topics.size()];
        this.response = response;
        this.callback = callback;
    }

    /** Begins to write. */
    void start() {
        write("retry: 1000\n\n".getBytes(UTF_8));
    }

    List<Topic> topics() {
        return topics;
    }

    boolean isGone() {
        return gone;
    }

    /** Begins to write what is new, if nothing is being written. */
    void serve(long nowNs) {
        if (writing || gone) {
            return;
        }
        ByteArrayOutputStream news = new ByteArrayOutputStream();
        for (int i = 0; i < seen.length; i++) {
            Topic.Message latest = topics.get(i).message();
            if (latest.version > seen[i]) {
                seen[i] = latest.version;
                news.writeBytes(latest.bytes);
            }
        }
        if (news.size() > 0) {
            write(news.toByteArray());
        } else if (nowNs - lastNs > BEAT_NS) {
            write(BEAT);
        }
    }

    private void write(byte[] bytes) {
        writing = true;
        response.write(false, ByteBuffer.wrap(bytes), Callback.from(this::written, failure -> {
            gone = true;
            callback.failed(failure);
        }));
    }

    private void written() {
        lastNs = System.nanoTime();
        writing = false;
        if (ending) {
            writeEnd();
        }
    }

    /** Tells it that there is no more, as soon as what is being written is. */
    void end() {
        ending = true;
        if (!writing) {
            writeEnd();
        }
    }

    private synchronized void writeEnd() {
        if (!gone) {
            gone = true;
            response.write(true, ByteBuffer.wrap("event: end\ndata: \n\n".getBytes(UTF_8)), callback);
        }
    }
}
