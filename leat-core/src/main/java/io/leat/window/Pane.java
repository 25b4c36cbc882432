// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.window;

/** Why a window gave a result, or that it takes one back. */
public enum Pane {
    /** The watermark has passed the end of the window: its first result. */
    ON_TIME,
    /** A late event, within the allowed lateness, has changed the result of a complete window. */
    LATE,
    /**
     * Takes back a result that was given: a late event has joined the session to another or made it longer, so that there is no
     * window with these bounds any more. The value and the index are those of the result that is taken back.
     */
    RETRACTION
}
