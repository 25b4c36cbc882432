// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What happens when something goes wrong: by choice for a record, by rule for a job.
 *
 * <p>A record that a user function cannot process follows the {@link io.leat.failure.FailurePolicy} of its step; by default
 * it becomes a {@link io.leat.failure.DeadLetter}. A pipeline that makes no sense is a
 * {@link io.leat.failure.PipelineException} when it is built, one that does not fit the state that it is to go on from an
 * {@link io.leat.failure.IncompatibleStateException} when it is started, and a job that cannot go on ends in a
 * {@link io.leat.failure.JobFailedException}.
 */
@NullMarked
package io.leat.failure;

import org.jspecify.annotations.NullMarked;
