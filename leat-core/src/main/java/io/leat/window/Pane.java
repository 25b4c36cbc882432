// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.window;

/** Why a window gave a result. */
public enum Pane {
    /** The watermark has passed the end of the window: its first result. */
    ON_TIME,
    /** A late event, within the allowed lateness, has changed the result of a complete window. */
    LATE
}
