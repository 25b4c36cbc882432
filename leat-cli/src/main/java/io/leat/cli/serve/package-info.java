// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Pipelines as a service: what {@code leat serve} does. A {@link io.leat.cli.serve.ServedPipeline} is a source file with its parameters;
 * {@link io.leat.cli.serve.KeptRunning} starts it again when it has failed, after {@link io.leat.cli.serve.Pauses} that grow; what
 * happens goes to a {@link io.leat.cli.serve.ServiceLog}.
 */
@NullMarked
package io.leat.cli.serve;

import org.jspecify.annotations.NullMarked;
