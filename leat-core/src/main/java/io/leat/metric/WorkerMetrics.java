// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.metric;

import java.time.Duration;

/**
 * What a thread of a job has done with its time since the job was started. What is left of it, the thread had nothing to do.
 *
 * @param number from 0
 * @param busy how long it worked, or was held up by a sink that it waited for
 * @param blocked how long it had something to do, records to read or results to give, and could not, since those after it were full
 */
public record WorkerMetrics(int number, Duration busy, Duration blocked) {}
