// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.dispatch;

import io.leat.server.gate.ConnectionWatch;
import io.leat.server.route.Problem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What is wrong with requests that the server below does not understand, in the form of all other problems. */
public final class ProblemPages extends ErrorHandler {
    private static final Logger LOG = System.getLogger("io.leat.server");

    private final ConnectionWatch watch;

    /** {@code watch}: knows which requests come too slowly. */
    public ProblemPages(ConnectionWatch watch) {
        this.watch = watch;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Answers.refuse(problem(request, response.getStatus()), response, callback);
        return true;
    }

    private Problem problem(Request request, int status) {
        if (watch.isLate(request)) {
            return new Problem(408, "the headers of the request took longer than " + watch.headersMs() + " ms");
        }
        if (request.getAttribute(ERROR_EXCEPTION) instanceof EofException) {
            return new Problem(400, "the connection ends in the headers of the request");
        }
        if (status < 400 || HttpStatus.isServerError(status)) {
            log(request);
            return new Problem(Math.max(500, status), "the server has failed; its log says why");
        }
        return new Problem(
                status,
                switch (status) {
                    case 431 -> "the line and the headers of the request are too long: give fewer or shorter ones";
                    case 414 -> "the address is too long";
                    default -> "this is no request that the server understands";
                });
    }

    private static void log(Request request) {
        String what = request.getMethod() + " " + Request.getPathInContext(request) + " could not be answered";
        LOG.log(Level.ERROR, what, (Throwable) request.getAttribute(ERROR_EXCEPTION));
    }
}
