// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Alerts by thresholds that change while the job runs, and whom to tell asked from elsewhere without waiting. */
@NullMarked
package io.leat.examples.limits;

import org.jspecify.annotations.NullMarked;
