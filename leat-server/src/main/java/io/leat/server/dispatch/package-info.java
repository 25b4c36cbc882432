// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The way of a request: {@link io.leat.server.dispatch.Router} has it checked and finds its {@link io.leat.server.dispatch.Route}; for an
 * endpoint {@link io.leat.server.dispatch.EndpointRoute} reads the body with {@link io.leat.server.dispatch.BodyReader}, bounded in bytes and time,
 * and writes what the endpoint answers. {@link io.leat.server.dispatch.ProblemPages} says what is wrong with what does not get that far.
 */
@NullMarked
package io.leat.server.dispatch;

import org.jspecify.annotations.NullMarked;
