// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Kafka in and out, each by a job of Leat and by a loop around Kafka's own client that does the same: the same bytes made from or into
 * the same values, the same properties, the same transactions. Each {@link io.leat.bench.topic.Side} is one of the two.
 */
@NullMarked
package io.leat.bench.topic;

import org.jspecify.annotations.NullMarked;
