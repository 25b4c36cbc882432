// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The file system as the engine sees it. {@link io.leat.engine.disk.Disk} is a directory, {@link io.leat.engine.disk.DiskOutput}
 * a file that is appended to, {@link io.leat.engine.disk.DiskInput} one that is read anywhere. Nothing else in the engine touches
 * a file: so a simulated disk can tear writes, lose what was not forced, and fail at any call.
 */
@NullMarked
package io.leat.engine.disk;

import org.jspecify.annotations.NullMarked;
