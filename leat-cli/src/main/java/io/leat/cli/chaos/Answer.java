// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

/**
 * What a user thought of a call.
 *
 * @param call its id
 * @param time in milliseconds since 1970
 */
record Answer(long call, long time, int stars) {}
