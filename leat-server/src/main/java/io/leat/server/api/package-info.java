// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Jobs over HTTP, as JSON: {@link io.leat.server.api.JobApi} has the table of all endpoints. What they answer are records, such as {@link
 * io.leat.server.api.JobView}, whose components are the names of the fields; {@link io.leat.server.api.Documents} writes them. Times are
 * milliseconds since 1970, values of the user's are JSON of whatever class, cut where they are large.
 */
@NullMarked
package io.leat.server.api;

import org.jspecify.annotations.NullMarked;
