// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * How jobs are shown: records, such as {@link io.leat.server.view.JobView}, whose components are the names of the fields; {@link
 * io.leat.server.view.Documents} writes them as JSON. Times are milliseconds since 1970, values of the user's are JSON of whatever class, cut
 * where they are large; {@link io.leat.server.view.Editing} is the way back, for a value that is mended.
 */
@NullMarked
package io.leat.server.view;

import org.jspecify.annotations.NullMarked;
