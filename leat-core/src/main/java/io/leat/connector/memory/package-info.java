// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Ends of pipelines inside the process: {@link io.leat.connector.memory.Topic} connects those of one program. */
@NullMarked
package io.leat.connector.memory;

import org.jspecify.annotations.NullMarked;
