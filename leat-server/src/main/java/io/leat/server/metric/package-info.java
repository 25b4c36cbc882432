// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What jobs do, for those who watch many programs: the numbers of {@link io.leat.metric.JobMetrics} as meters of Micrometer, and whether
 * all is well.
 *
 * <p>{@link io.leat.server.metric.LeatMeters} is the way in, for a registry of the program's own or for that of the server. To be read in this order:
 * {@code Definition} is a number with its name and unit, {@code Definitions} lists all of them, {@code Snapshot} is what they are read
 * from, {@code JobMeters} registers those of a job. {@code Scrape} and {@code Health} answer requests.
 */
@NullMarked
package io.leat.server.metric;

import org.jspecify.annotations.NullMarked;
