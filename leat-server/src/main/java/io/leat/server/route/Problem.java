// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.server.text.JsonText;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpStatus;

/** What is wrong with a request, as its client is told: {@code application/problem+json}, RFC 9457. */
public final class Problem extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final TreeMap<String, Long> members = new TreeMap<>();
    private final TreeMap<String, String> headers = new TreeMap<>();

    /**
     * Makes one.
     *
     * @param status from 400 to 599
     * @param detail what was given, what is allowed, the cure
     */
    public Problem(int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    /** Adds a number for programs to read, such as the line that is wrong, and returns this. */
    public Problem with(String member, long value) {
        members.put(member, value);
        return this;
    }

    /** Adds a header, and returns this. */
    public Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Says when it may be tried again, and returns this. */
    public Problem retryAfterSeconds(long seconds) {
        return header("Retry-After", Long.toString(seconds));
    }

    /** Returns the status code. */
    public int status() {
        return status;
    }

    /** Returns what was given, what is allowed, the cure. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** Returns the headers that go with it. */
    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    /** Returns it as an answer. */
    public Answer answer() {
        Answer answer = Answer.of(status, "application/problem+json", json().getBytes(UTF_8));
        for (Map.Entry<String, String> header : headers.entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    private String json() {
        StringBuilder json = new StringBuilder("{\"type\":\"about:blank\",\"title\":")
                .append(JsonText.quote(HttpStatus.getMessage(status)))
                .append(",\"status\":")
                .append(status)
                .append(",\"detail\":")
                .append(JsonText.quote(detail()));
        members.forEach((name, value) ->
                json.append(',').append(JsonText.quote(name)).append(':').append(value));
        return json.append('}').toString();
    }
}
