// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Noticing that something does <em>not</em> happen, with logic of one's own.
 *
 * <p>{@link io.leat.examples.silence.Silence} is the logic, one value of state and one timer per event;
 * {@link io.leat.examples.silence.SilentInstances} is a pipeline around it.
 */
@NullMarked
package io.leat.examples.silence;

import org.jspecify.annotations.NullMarked;
