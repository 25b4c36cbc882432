// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.otlp;

import java.util.ArrayList;
import java.util.List;

/** The events of a request, and what of it could not become one. */
final class Taken<T> {
    private final List<T> events = new ArrayList<>();
    private long rejected;
    private String reason = "";

    void add(T event) {
        events.add(event);
    }

    /** Takes note of something that is no event; the first reason is told. */
    void reject(long count, String why) {
        rejected += count;
        if (reason.isEmpty()) {
            reason = why;
        }
    }

    List<T> events() {
        return events;
    }

    long rejected() {
        return rejected;
    }

    String reason() {
        return reason;
    }
}
