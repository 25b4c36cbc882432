// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.reference;

/** How time is cut. All in milliseconds. */
public sealed interface Shape {
    /** Every window {@code [k * slide + offset, k * slide + offset + size)} for a whole number {@code k}. */
    record Grid(long size, long slide, long offset) implements Shape {}

    /** Every window {@code [k * max, k * max + j * step)} for a whole number {@code k} and {@code 1 <= j <= max / step}. */
    record Growing(long step, long max) implements Shape {}

    /** The connected components, by strict overlap, of the events of a key, each being {@code [time, time + gap)}. */
    record Sessions(long gap) implements Shape {}
}
