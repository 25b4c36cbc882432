// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.inspect;

import org.jspecify.annotations.Nullable;

/**
 * What is kept for a sink.
 *
 * @param step the name of the sink's step
 * @param kind the name of its class; empty if it is not known
 * @param state what it has to know to go on; null for nothing
 * @param epochsWaiting how many sealed epochs have results that are not known to have arrived
 * @param bytesWaiting how many bytes these results have
 */
public record KeptSink(String step, String kind, @Nullable String state, long epochsWaiting, long bytesWaiting) {}
