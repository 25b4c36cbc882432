// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The easy API, section by section: a stream processor with filters, maps and sinks, windows, aggregates, groups, joins and
 * queries. Each class is one idea, can be run, and prints what it shows.
 *
 * <p>Begin with {@link io.leat.examples.seed.FirstStream}. Where time has to pass, the examples turn a
 * {@link io.leat.time.ManualClock} instead of waiting.
 */
@NullMarked
package io.leat.examples.seed;

import org.jspecify.annotations.NullMarked;
