// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

/** When an event that was appended counts as being in the log. */
public enum Durability {
    /** When it is forced to the disk: it survives a loss of power. */
    DURABLE,
    /** When the operating system has it: it survives the end of the process, however sudden, but perhaps no loss of power. */
    BUFFERED
}
