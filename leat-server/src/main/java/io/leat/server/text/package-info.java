// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** How JSON is written where a library would be too much: one string. */
@NullMarked
package io.leat.server.text;

import org.jspecify.annotations.NullMarked;
