// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;

/** Something that pages look at: its latest message, made once for all of them. */
final class Topic {
    private static final Logger LOG = System.getLogger("io.leat.server");

    private final String event;
    private final Live.Composer composer;
    private final long everyNs;

    private int readers;
    private long composedNs;
    private byte[] data = new byte[0];

    /** What is sent. */
    static final class Message {
        final long version;
        final byte[] bytes;

        private Message(long version, byte[] bytes) {
            this.version = version;
            this.bytes = bytes;
        }
    }

    private volatile Message message = new Message(0, data);

    /** @param event what its messages are called */
    Topic(String event, Live.Composer composer, long everyMs) {
        this.event = event;
        this.composer = composer;
        this.everyNs = everyMs * 1_000_000;
        this.composedNs = System.nanoTime() - everyNs;
    }

    /** Adds a reader, or takes one away; guarded by those who do so. */
    boolean count(int change) {
        readers += change;
        return readers > 0;
    }

    /** Makes a message if it is time for one and something has changed. */
    void compose(long nowNs) {
        if (nowNs - composedNs < everyNs) {
            return;
        }
        composedNs = nowNs;
        try {
            byte[] now = composer.compose();
            if (!Arrays.equals(now, data)) {
                data = now;
                message = new Message(message.version + 1, event(now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // tried again next time: the job may be held up, or may have just been forgotten
            LOG.log(Level.DEBUG, "no message for " + event, e);
        }
    }

    private byte[] event(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length + 64);
        bytes.writeBytes(("event: " + event + "\ndata: ").getBytes(UTF_8));
        bytes.writeBytes(json);
        bytes.writeBytes("\n\n".getBytes(UTF_8));
        return bytes.toByteArray();
    }

    Message message() {
        return message;
    }
}
