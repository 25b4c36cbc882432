// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.window;

/** Why a window gave a result, or that it takes one back. */
public enum Pane {
    /** A result before its time: the window is not complete yet. When these come depends on more than the events. */
    EARLY,
    /** The window is complete: its first result of that kind. */
    ON_TIME,
    /** A late event, within the allowed lateness, has changed the result of a complete window. */
    LATE,
    /**
     * Takes back a result that was given: an event has joined the session to another or made it longer, so that there is no
     * window with these bounds any more. The value and the index are those of the result that is taken back.
     */
    RETRACTION
}
