// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import org.jspecify.annotations.Nullable;

/**
 * What a sink is told when it is opened.
 *
 * @param job the name of the pipeline
 * @param step the name of the sink's step in it
 * @param run which life of the job this is: the same until its directory is made anew; another for each start of a job without one
 * @param durable whether the job has a directory, so that it may go on after it was killed; without one {@code state} is always null
 * @param state what {@link SinkWriter#checkpoint} returned for the epoch that the job goes on from; null if it begins. That epoch is
 *     sealed, whether or not {@link SinkWriter#committed} was called for it
 */
public record SinkContext(
        String job,
        String step,
        String run,
        boolean durable,
        @Nullable String state) {}
