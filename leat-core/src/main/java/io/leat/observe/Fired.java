// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.observe;

import io.leat.window.WindowResult;
import java.time.Instant;
import java.util.List;

/**
 * A result of a window, and why it came when it came.
 *
 * @param number counts the results of this step that were taken note of, from 0
 * @param at when, by the job's clock
 * @param result with its key, window and pane
 * @param watermark of the step when the window gave the result: it has reached the window's end, unless the pane is an early one
 * @param sources where the sources stood then, whose watermarks that one is merged of
 */
public record Fired(long number, Instant at, WindowResult<?, ?> result, Instant watermark, List<Progress> sources) {
    public Fired {
        sources = List.copyOf(sources);
    }
}
