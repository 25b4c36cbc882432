// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Jobs over HTTP: {@link io.leat.server.api.JobApi} has the table of all endpoints, {@link io.leat.server.api.Topics} what open pages are sent.
 * What they answer is shown as {@code io.leat.server.view} says.
 */
@NullMarked
package io.leat.server.api;

import org.jspecify.annotations.NullMarked;
