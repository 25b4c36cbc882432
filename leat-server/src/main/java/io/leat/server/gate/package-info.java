// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Who is let in, and how much of them. {@link io.leat.server.gate.Gate} looks at each request before anything else does: at the {@linkplain
 * io.leat.server.gate.HostNames name} by which the server was called, the {@link io.leat.server.gate.Token}, and the page that sent it. {@link
 * io.leat.server.gate.ConnectionWatch} closes connections on which no request comes, or one comes too slowly. {@link io.leat.server.gate.Limits}
 * are the numbers.
 */
@NullMarked
package io.leat.server.gate;

import org.jspecify.annotations.NullMarked;
