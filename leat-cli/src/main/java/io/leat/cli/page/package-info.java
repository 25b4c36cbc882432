// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The page of a command's jobs: {@link io.leat.cli.page.PageServer} says where it is, {@link io.leat.cli.page.Visitors} who may come, and
 * {@link io.leat.cli.page.PageInBackground} opens it beside a job that does not wait for it.
 */
@NullMarked
package io.leat.cli.page;

import org.jspecify.annotations.NullMarked;
