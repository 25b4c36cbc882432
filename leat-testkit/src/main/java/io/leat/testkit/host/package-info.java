// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Ways to run a case, and what makes the runs repeatable and hard.
 *
 * <p>A {@link io.leat.testkit.host.Trial} is a case: what goes in, the pipeline, what must come out. A
 * {@link io.leat.testkit.host.Schedule} says how it is run: with how many workers, thrown away and restored after which events,
 * with sinks that refuse. A {@link io.leat.testkit.host.Host} runs it. Between the two stands the
 * {@link io.leat.testkit.host.Probe}: its sources hand out events as the {@code Arrival} allows, so that a run can be stopped
 * between any two; its {@link io.leat.testkit.host.Recorder}s know what belongs to which epoch, so that what a crash would take
 * back can be taken back.
 *
 * <p>A new host, such as one inside another engine, implements {@code Host} here and joins {@code Host.all()}.
 */
@NullMarked
package io.leat.testkit.host;

import org.jspecify.annotations.NullMarked;
