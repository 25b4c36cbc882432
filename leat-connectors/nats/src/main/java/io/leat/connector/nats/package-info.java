// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Streams of NATS JetStream as a source and as a sink.
 *
 * <p>{@link io.leat.connector.nats.Nats} is the way in. Reading: a {@link io.leat.connector.nats.NatsSource} is a description; when
 * it is opened, a {@code Fetcher} is the thread that connects to the {@code NatsAddress}, asks for messages a batch at a time, and looks whether
 * some were lost on the way or deleted before it could read them. It puts them into an {@code Inbox}, from which an {@code StreamReader} hands
 * them to the engine by a {@code Form}; where it begins and stands is a {@code Place}. Writing: a {@link io.leat.connector.nats.NatsSink} sends an
 * epoch by {@code NatsTransactions}, or as an {@code OnlyWriter}, through a {@code Publisher}.
 */
@NullMarked
package io.leat.connector.nats;

import org.jspecify.annotations.NullMarked;
