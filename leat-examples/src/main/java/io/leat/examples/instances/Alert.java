// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import java.time.Instant;

/**
 * Something that somebody should look at.
 *
 * @param instance where
 * @param at when, in event time
 * @param what in words
 */
public record Alert(String instance, Instant at, String what) {}
