// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Files read and written by Leat's connector, beside the libraries it uses: {@code FileWork} measures what a {@code Form} does with {@code Row}s. */
@NullMarked
package io.leat.bench.file;

import org.jspecify.annotations.NullMarked;
