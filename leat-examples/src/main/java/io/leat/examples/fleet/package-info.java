// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A fleet of model servers, its calls read from a file: one keyed stream in three kinds of windows, with late events.
 *
 * <p>{@link io.leat.examples.fleet.Fleet} is all there is. It is one self-contained file, so that it can be run as a source.
 */
@NullMarked
package io.leat.examples.fleet;

import org.jspecify.annotations.NullMarked;
