// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What {@code leat demo} shows. The pipeline writes to a {@link io.leat.cli.screen.Board}; a
 * {@link io.leat.cli.screen.DemoFrame} makes lines of it, with a {@link io.leat.cli.screen.FigureTable} in their middle; a
 * {@link io.leat.cli.screen.LiveScreen} draws them in place. Where there is no {@link io.leat.cli.screen.Terminal}, a
 * {@link io.leat.cli.screen.PlainView} prints lines instead.
 */
@NullMarked
package io.leat.cli.screen;

import org.jspecify.annotations.NullMarked;
