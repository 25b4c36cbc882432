// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * For sources whose clients wait: a thread of theirs fills an {@link io.leat.connector.inbox.Inbox}, and an {@link
 * io.leat.connector.inbox.InboxReader} empties it.
 */
@NullMarked
package io.leat.connector.inbox;

import org.jspecify.annotations.NullMarked;
