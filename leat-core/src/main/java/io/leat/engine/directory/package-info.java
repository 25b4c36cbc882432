// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What a job keeps in its directory, and how it survives: epochs are sealed by a forced record in the manifest, their changes
 * are compacted in the background, what is torn is cut and what is damaged is detected. Nothing here knows what the bytes mean.
 * The format is described in {@code docs/format.md}.
 */
@NullMarked
package io.leat.engine.directory;

import org.jspecify.annotations.NullMarked;
