// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What commands say of the jobs they run: {@link io.leat.cli.report.JobReport} while one runs and at its end, with a {@code RunSummary} of
 * what it has done, and {@link io.leat.cli.report.Causes} when something went wrong.
 */
@NullMarked
package io.leat.cli.report;

import org.jspecify.annotations.NullMarked;
