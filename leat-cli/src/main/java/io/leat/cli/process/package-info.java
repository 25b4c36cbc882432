// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Processes of Java that are started to be killed: {@link io.leat.cli.process.Life} as their parent sees them, {@link io.leat.cli.process.Lifeline} for themselves. */
@NullMarked
package io.leat.cli.process;

import org.jspecify.annotations.NullMarked;
