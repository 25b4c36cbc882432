// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Sinks for people: {@link io.leat.connector.console.Console} prints results, {@link io.leat.connector.console.Log} logs them. */
@NullMarked
package io.leat.connector.console;

import org.jspecify.annotations.NullMarked;
