// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.route;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A request that has been let in, with its whole body, decompressed. */
public final class Request {
    private final String path;
    private final UnaryOperator<@Nullable String> headers;
    private final byte[] body;

    /**
     * Makes one.
     *
     * @param headers gives the first value of a header, null if it is not there
     * @param body not copied
     */
    public Request(String path, UnaryOperator<@Nullable String> headers, byte[] body) {
        this.path = path;
        this.headers = headers;
        this.body = body;
    }

    /** Returns the path, decoded. */
    public String path() {
        return path;
    }

    /** Returns the first value of a header, whose name may be in any case; null if there is none. */
    public @Nullable String header(String name) {
        return headers.apply(name);
    }

    /** Returns what the body is said to be, in lower case and without parameters; empty if nothing is said. */
    public String mediaType() {
        String type = header("Content-Type");
        if (type == null) {
            return "";
        }
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Returns the body; empty if there is none. Not a copy. */
    public byte[] body() {
        return body;
    }
}
