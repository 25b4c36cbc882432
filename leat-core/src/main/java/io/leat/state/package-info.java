// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * State of the user's own: a {@link io.leat.state.KeyedProcess} declares it in its fields, and gets it key by key.
 *
 * <p>{@link io.leat.state.ProcessDriver} is the other side of that contract, for hosts only.
 */
@NullMarked
package io.leat.state;

import org.jspecify.annotations.NullMarked;
