// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** An alert when events come in a certain order: some slow calls, and then an error. */
@NullMarked
package io.leat.examples.pattern;

import org.jspecify.annotations.NullMarked;
