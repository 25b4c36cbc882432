// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A sink that posts results to a web address: {@link io.leat.connector.http.Webhook}. {@link io.leat.connector.http.Posts} is an open one, which
 * cuts the results of an epoch into requests; {@link io.leat.connector.http.Receiver} sends one and judges what comes back.
 */
@NullMarked
package io.leat.connector.http;

import org.jspecify.annotations.NullMarked;
