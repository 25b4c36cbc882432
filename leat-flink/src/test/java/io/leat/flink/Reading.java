// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

/**
 * An event of the cases.
 *
 * @param id unique in its source
 * @param time event time in milliseconds
 */
public record Reading(String key, long time, long id) {}
