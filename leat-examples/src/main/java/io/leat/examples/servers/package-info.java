// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The main job on real servers: what six instances report comes from Kafka, their load goes to a table of Postgres, alerts to a topic and what came
 * too late to a file, each of it exactly once. {@link io.leat.examples.servers.FleetOverServers} is the pipeline.
 */
@NullMarked
package io.leat.examples.servers;

import org.jspecify.annotations.NullMarked;
