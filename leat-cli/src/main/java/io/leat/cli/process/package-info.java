// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Processes of Java. Those that are started to be killed are {@link io.leat.cli.process.Life} as their parent sees them and {@link
 * io.leat.cli.process.Lifeline} for themselves; {@link io.leat.cli.process.EndRequests} takes what this one is asked by its system, and {@link
 * io.leat.cli.process.GracefulStop} and {@link io.leat.cli.process.GracefulSuspend} do that with a job.
 */
@NullMarked
package io.leat.cli.process;

import org.jspecify.annotations.NullMarked;
