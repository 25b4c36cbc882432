// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What is behind a route: an {@link io.leat.server.route.Endpoint} gets a {@link io.leat.server.route.Request} with its whole body and
 * returns an {@link io.leat.server.route.Answer}, or throws the {@link io.leat.server.route.Problem} that the client is told instead. All
 * that keeps a request out has been checked before. {@link io.leat.server.route.Intake} is the way from there into a source.
 * {@link io.leat.server.route.Keeper} is asked before a job is taken for one that stays ended.
 */
@NullMarked
package io.leat.server.route;

import org.jspecify.annotations.NullMarked;
