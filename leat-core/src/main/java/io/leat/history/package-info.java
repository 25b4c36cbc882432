// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** The past of a job: {@link io.leat.history.AsOf} is how it stood at some time. */
@NullMarked
package io.leat.history;

import org.jspecify.annotations.NullMarked;
