// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A job's directory as one file: {@link io.leat.engine.directory.pack.Pack} writes it and makes a directory of it again. The file
 * has the header and the frames of all the others, so it is checked like them; what it packs is nothing to it but bytes.
 */
@NullMarked
package io.leat.engine.directory.pack;

import org.jspecify.annotations.NullMarked;
