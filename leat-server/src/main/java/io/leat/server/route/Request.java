// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.route;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A request that has been let in, with its whole body, decompressed. */
public final class Request {
    private final Address address;
    private final UnaryOperator<@Nullable String> headers;
    private final byte[] body;

    /**
     * Where a request goes to.
     *
     * @param path with escapes
     * @param segments what the path has in place of the names in braces of its route, decoded
     * @param parameters what comes after the question mark, by name; of several with one name the first
     */
    public record Address(String path, Map<String, String> segments, Map<String, String> parameters) {
        public Address {
            segments = Map.copyOf(segments);
            parameters = Map.copyOf(parameters);
        }
    }

    /**
     * Makes one.
     *
     * @param headers gives the first value of a header, null if it is not there
     * @param body not copied
     */
    public Request(Address address, UnaryOperator<@Nullable String> headers, byte[] body) {
        this.address = address;
        this.headers = headers;
        this.body = body;
    }

    /** Returns the path. */
    public String path() {
        return address.path;
    }

    /**
     * Returns what the path has in place of a name in braces, decoded.
     *
     * @param name such as {@code job} for a route {@code /jobs/{job}}
     * @throws IllegalArgumentException if the route has no such name
     */
    public String segment(String name) {
        String segment = address.segments.get(name);
        if (segment == null) {
            throw new IllegalArgumentException(
                    "the route of " + path() + " has no {" + name + "}, only " + address.segments.keySet());
        }
        return segment;
    }

    /** Returns a parameter that comes after the question mark, decoded; null if it is not there, or empty. */
    public @Nullable String parameter(String name) {
        String value = address.parameters.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Returns the names of all parameters that come after the question mark, also of empty ones. */
    public Set<String> parameterNames() {
        return address.parameters.keySet();
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
