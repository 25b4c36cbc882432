// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.observe;

import java.time.Instant;

/**
 * A window: from its first instant to the first after it.
 *
 * @param start belongs to it
 * @param end does not
 */
public record Span(Instant start, Instant end) {}
