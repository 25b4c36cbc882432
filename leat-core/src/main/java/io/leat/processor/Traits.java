// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a flow wants to know of its events.
 *
 * @param type their class
 * @param timeMs their event time in milliseconds
 * @param id their name in messages, and what repeats are told by
 * @param key what sessions go by
 */
public record Traits<T>(
        Class<T> type, ToLongFunction<T> timeMs, Function<T, String> id, Function<T, @Nullable String> key) {}
