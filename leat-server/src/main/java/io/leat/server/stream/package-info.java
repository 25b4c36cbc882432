// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Results out: a {@link io.leat.server.stream.Channel} keeps the latest ones in a {@link io.leat.server.stream.Ring}, and each {@link
 * io.leat.server.stream.Reader} has no more than its place in there and one write that is on its way. The job only puts results into the
 * ring; one thread, {@link io.leat.server.stream.Pump}, starts the writes of all readers.
 */
@NullMarked
package io.leat.server.stream;

import org.jspecify.annotations.NullMarked;
