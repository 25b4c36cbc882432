// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Who looks at jobs, so that requests need not: {@link io.leat.server.watch.Watch} asks each {@link io.leat.server.watch.WatchedJob} once a second,
 * in one thread, what it has done. That is a {@link io.leat.server.watch.Moment}; a quarter of an hour of them is its {@link
 * io.leat.server.watch.History}. {@link io.leat.server.watch.Live} sends pages what has changed; each message is made once, however many pages
 * are open.
 */
@NullMarked
package io.leat.server.watch;

import org.jspecify.annotations.NullMarked;
