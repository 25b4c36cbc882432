// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Six AI instances, simulated, and the pipeline that watches them: what {@code leat demo} shows.
 *
 * <p>To be read in this order. {@link io.leat.examples.instances.Workload} says what is simulated. {@code Arrivals} makes
 * moments, {@code Sizes} token counts, {@code ModelServer} latencies; {@code Simulation} puts them together into one sequence of
 * requests. {@code Mishaps} has delays and damage, {@code Gateway} passes on what is reported of the requests, and
 * {@link io.leat.examples.instances.InstancesSource} makes sources of it that keep pace with the clock. {@link io.leat.examples.instances.SixInstances} is the pipeline, and
 * {@link io.leat.examples.instances.View} is what whoever watches has to implement. Where the figures come from is told in
 * {@code docs/six-instances.md}.
 */
@NullMarked
package io.leat.examples.instances;

import org.jspecify.annotations.NullMarked;
