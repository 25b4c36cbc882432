// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.route;

/** What answers the requests of a route. Called by many threads at the same time. */
@FunctionalInterface
public interface Endpoint {
    /**
     * Answers a request. It may wait, but one of a bounded number of threads waits with it.
     *
     * @throws Problem if the client is to be told what is wrong
     * @throws Exception if something else went wrong: the client gets a 500 without the reason, the log gets the reason
     */
    Answer answer(Request request) throws Exception;
}
