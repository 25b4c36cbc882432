// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Streams of Redis as a source and as a sink.
 *
 * <p>{@link io.leat.connector.redis.RedisStreams} is the way in. Reading: a {@link io.leat.connector.redis.RedisSource} is a description; when
 * it is opened, a {@code Fetcher} is the thread that asks the {@code RedisAddress} for entries, and looks after each answer whether some
 * were trimmed before it could read them. It puts them into an {@code Inbox}, from which an {@code StreamReader} hands them to the engine by a {@code
 * Form}; where it stands is a {@code Place}. Writing: a {@link io.leat.connector.redis.RedisSink} sends an epoch by {@code RedisTransactions}.
 */
@NullMarked
package io.leat.connector.redis;

import org.jspecify.annotations.NullMarked;
