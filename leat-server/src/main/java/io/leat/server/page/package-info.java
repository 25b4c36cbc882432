// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The files of the page that shows what jobs do. {@link io.leat.server.page.Page} is the table of them, and there is nothing else: a path is in
 * it or is not found, so none leads elsewhere. A {@link io.leat.server.page.PageFile} is read once, and {@link io.leat.server.page.FileRoute}
 * answers with it.
 *
 * <p>The files hold no data of anybody's, so they need no token. What they show they ask of {@code /api}, as any client does. They are served as
 * they are written: next to this package among the resources, an ES module for each view, and two libraries from WebJars.
 */
@NullMarked
package io.leat.server.page;

import org.jspecify.annotations.NullMarked;
