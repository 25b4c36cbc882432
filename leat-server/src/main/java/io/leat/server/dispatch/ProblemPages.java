// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.dispatch;

import io.leat.server.route.Problem;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What is wrong with requests that the server below does not understand, in the form of all other problems. */
public final class ProblemPages extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String detail = switch (status) {
            case 431 -> "the line and the headers of the request are too long: give fewer or shorter ones";
            case 414 -> "the address is too long";
            default ->
                HttpStatus.isServerError(status)
                        ? "the server has failed; its log says why"
                        : "this is no request that the server understands";
        };
        Answers.refuse(new Problem(status < 400 ? 500 : status, detail), response, callback);
        return true;
    }
}
