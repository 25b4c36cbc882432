// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import io.leat.failure.FailurePolicy;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What is chosen when a flow is made.
 *
 * @param name of the flow, in messages
 * @param maxEvents how many events are kept at most
 * @param ageMs how long an event is kept at most
 * @param maxSkewMs how far an event may be ahead of the clock; {@code Long.MAX_VALUE} for any
 * @param policy what becomes of an event on which a filter or map throws
 * @param keeping how events are kept on disk; null if they are not
 */
public record Settings(
        String name,
        InstantSource clock,
        int maxEvents,
        long ageMs,
        long maxSkewMs,
        FailurePolicy policy,
        InlineEngine.@Nullable Keeping keeping) {}
