// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.gate;

/**
 * How much of everything is taken.
 *
 * @param bodyBytes of the body of a request, as it comes and decompressed
 * @param bodiesBytes of the bodies of all requests at the same time
 * @param connections at the same time
 * @param headersMs how long a connection may take to bring the headers of a request, or be idle, in milliseconds
 * @param bodyMs how long a request may take to bring its body, in milliseconds
 * @param requests how many are answered at the same time; streams of results are not among them
 */
public record Limits(long bodyBytes, long bodiesBytes, int connections, long headersMs, long bodyMs, int requests) {
    /** How many bytes the line and the headers of a request may have. */
    public static final int HEADER_BYTES = 8 << 10;

    /** What is taken unless something else is said. */
    public static final Limits DEFAULT = new Limits(8 << 20, 64 << 20, 1_024, 10_000, 30_000, 32);
}
