// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Events in: {@link io.leat.server.ingest.Ingest} gives the events of a request to a {@code Push}, all or none. {@link
 * io.leat.server.ingest.Body} finds them in it, {@link io.leat.server.ingest.KnownKeys} knows requests that come again.
 */
@NullMarked
package io.leat.server.ingest;

import org.jspecify.annotations.NullMarked;
