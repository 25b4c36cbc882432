// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Rows into a table: by a job, and by JDBC alone. */
@NullMarked
package io.leat.bench.jdbc;

import org.jspecify.annotations.NullMarked;
