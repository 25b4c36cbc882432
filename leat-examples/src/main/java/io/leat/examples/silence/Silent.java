// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.silence;

import java.time.Instant;

/**
 * A key that has fallen silent.
 *
 * @param key which
 * @param since its last event
 */
public record Silent(String key, Instant since) {}
