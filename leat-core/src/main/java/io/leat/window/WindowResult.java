// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.window;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A result with the window that it belongs to.
 *
 * @param key the key; null for a window over all events
 * @param start the first instant of the window
 * @param end the first instant after the window
 * @param value the result; it accumulates: a later pane contains the earlier ones
 * @param pane why it was given
 * @param index how many results this window gave before
 */
public record WindowResult<K extends @Nullable Object, R extends @Nullable Object>(
        K key, Instant start, Instant end, R value, Pane pane, int index) {}
