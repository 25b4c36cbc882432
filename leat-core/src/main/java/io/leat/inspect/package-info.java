// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What a directory keeps of its jobs, for people and programs that look at it: {@link io.leat.inspect.KeptJob} is all there is of one
 * as of its last epoch, and {@code io.leat.Leat.inspect} finds it. Immutable records; nothing here reads a file.
 */
@NullMarked
package io.leat.inspect;

import org.jspecify.annotations.NullMarked;
