// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The HTTP server in a program that runs pipelines. {@link io.leat.server.LeatServer} is all there is to know: it starts, lets events {@linkplain
 * io.leat.server.LeatServer#ingest in} and results {@linkplain io.leat.server.LeatServer#stream out}, and takes {@linkplain
 * io.leat.server.LeatServer#handle more routes}.
 *
 * <p>Behind it, imports go only to the right: {@code ingest}, {@code stream} and {@code api} → {@code view} → {@code monitor} → {@code metric} → {@code watch} → {@code page} → {@code chart} → {@code dispatch} → {@code gate} → {@code route} → {@code text}.
 */
@NullMarked
package io.leat.server;

import org.jspecify.annotations.NullMarked;
