// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** The same for a job's directory alone, and for an event log alone, beside a model of what each has to hold. */
@NullMarked
package io.leat.testkit.simulate.store;

import org.jspecify.annotations.NullMarked;
