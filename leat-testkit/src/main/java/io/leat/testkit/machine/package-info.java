// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Machines that break, in memory and by a seed.
 *
 * <p>A {@link io.leat.testkit.machine.Machine} has a disk, of which the engine sees only {@code engine.disk.Disk}. It counts the operations
 * that change the disk, can be stopped before or after any of them, and fails some of them if its
 * {@link io.leat.testkit.machine.Faults} say so. What a killed process or a loss of power leaves is another machine:
 * {@link io.leat.testkit.machine.Machine#kill} and {@link io.leat.testkit.machine.Machine#crash}. Behind it {@code SimulatedFile} knows what of a
 * file is certain, and {@code Folder} what of its names. {@link io.leat.testkit.machine.Disturbance} lets something go wrong at random.
 */
@NullMarked
package io.leat.testkit.machine;

import org.jspecify.annotations.NullMarked;
