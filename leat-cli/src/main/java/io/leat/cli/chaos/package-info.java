// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A job that is killed again and again, as the whole process that it is: what {@code leat chaos} and {@code leat soak} do.
 *
 * <p>Begin with {@link io.leat.cli.chaos.Chaos}. It makes input ({@code ChaosInput}), lets an undisturbed {@code ChaosPipeline} tell what is
 * to come out, starts the same pipeline in a process of its own ({@code Life}, {@code ChaosChild}) and kills that at a {@code Moment}
 * of chance. A {@code Witness} reads the results all the while, as anybody might.
 */
@NullMarked
package io.leat.cli.chaos;

import org.jspecify.annotations.NullMarked;
