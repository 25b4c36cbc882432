// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.observe;

import io.leat.window.WindowResult;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A result of a window, and why it came when it came.
 *
 * @param number counts the results of this step that were taken note of, from 0
 * @param at when, by the job's clock
 * @param result with its key, window and pane
 * @param watermark of the step when the window gave the result: it has reached the window's end, unless the pane is an early one;
 *     null when all input had ended, which closes every window
 * @param sources where the sources stood then, whose watermarks that one is merged of
 */
public record Fired(
        long number,
        Instant at,
        WindowResult<?, ?> result,
        @Nullable Instant watermark,
        List<Progress> sources) {
    public Fired {
        sources = List.copyOf(sources);
    }
}
