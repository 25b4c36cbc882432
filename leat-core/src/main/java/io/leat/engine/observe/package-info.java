// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** A look into a running job from outside: {@link io.leat.engine.observe.JobObservation} asks its workers, who answer between two batches. */
@NullMarked
package io.leat.engine.observe;

import org.jspecify.annotations.NullMarked;
