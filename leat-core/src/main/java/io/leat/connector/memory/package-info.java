// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Ends of pipelines inside the process: a {@link io.leat.connector.memory.Push} is fed by the program, a {@link
 * io.leat.connector.memory.Generator} makes events up, a {@link io.leat.connector.memory.Collector} keeps results, and a {@link
 * io.leat.connector.memory.Topic} connects pipelines of one program.
 */
@NullMarked
package io.leat.connector.memory;

import org.jspecify.annotations.NullMarked;
