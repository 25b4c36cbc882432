// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.dispatch;

import io.leat.server.route.Problem;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What handles the requests of a method and a path, after they have been let in. */
@FunctionalInterface
public interface Route {
    /**
     * Handles a request, and sees to it that the callback is called in the end. It does not wait.
     *
     * @throws Problem if it is to be told to the client; then the callback is not its business any more
     */
    void handle(Request request, Response response, Callback callback) throws Problem;
}
