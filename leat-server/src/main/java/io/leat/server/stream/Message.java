// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.server.text.JsonText;
import org.jspecify.annotations.Nullable;

/** A result as it is sent. Each of its forms is made once, whatever the number of readers. */
final class Message {
    private final String id;
    private final String data;
    private byte @Nullable [] event;
    private byte @Nullable [] json;

    Message(String id, String data) {
        this.id = id;
        this.data = data;
    }

    /** About how many bytes it holds in memory, with one of its forms. */
    long bytes() {
        return 64 + 2L * data.length();
    }

    /** Returns it as a server-sent event. */
    synchronized byte[] event() {
        if (event == null) {
            event = ("id: " + id + "\ndata: "
                            + data.lines().reduce((a, b) -> a + "\ndata: " + b).orElse("") + "\n\n")
                    .getBytes(UTF_8);
        }
        return event;
    }

    /** Returns it as the text of a WebSocket message. */
    synchronized byte[] json() {
        if (json == null) {
            json = ("{\"id\":" + JsonText.quote(id) + ",\"data\":" + JsonText.quote(data) + "}").getBytes(UTF_8);
        }
        return json;
    }
}
