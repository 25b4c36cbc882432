// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The {@code leat} command: {@link io.leat.cli.LeatCommand} and one class a subcommand.
 *
 * <p>Exit statuses: 0 when all was done, 1 when a job failed, 2 when what was asked for makes no sense. Mistakes are told in
 * a line or two by {@code ShortErrors}; Ctrl-C is handled in {@link io.leat.cli.process}.
 */
@NullMarked
package io.leat.cli;

import org.jspecify.annotations.NullMarked;
