// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The numbers of {@link io.leat.metric.JobMetrics} as meters of Micrometer, for a registry of the program's own or for that of the server.
 *
 * <p>{@link io.leat.server.metric.LeatMeters} is the way in. To be read in this order: {@code Definition} is a number with its name and
 * unit, {@code Definitions} lists all of them, {@code Snapshot} is what they are read from, {@code JobMeters} registers those of a job, {@code
 * Binding} those of all jobs of an engine.
 */
@NullMarked
package io.leat.server.metric;

import org.jspecify.annotations.NullMarked;
