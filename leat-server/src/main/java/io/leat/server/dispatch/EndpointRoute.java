// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.dispatch;

import static java.util.Objects.requireNonNullElse;

import io.leat.server.gate.Limits;
import io.leat.server.route.Answer;
import io.leat.server.route.Endpoint;
import io.leat.server.route.Problem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The route of an endpoint: reads the body, asks the endpoint, writes what it says. */
public final class EndpointRoute implements Route {
    private static final Logger LOG = System.getLogger("io.leat.server");

    private final PathPattern path;
    private final Endpoint endpoint;
    private final Shared shared;

    /** What all endpoints of a server have in common. */
    public static final class Shared {
        private final Limits limits;
        private final AtomicLong bodyBytes = new AtomicLong();
        private final Semaphore answering;

        /** Sets it up. */
        public Shared(Limits limits) {
            this.limits = limits;
            this.answering = new Semaphore(limits.requests());
        }
    }

    /** Sets up a route. */
    public EndpointRoute(PathPattern path, Endpoint endpoint, Shared shared) {
        this.path = path;
        this.endpoint = endpoint;
        this.shared = shared;
    }

    @Override
    public void handle(Request request, Response response, Callback callback) throws Problem {
        BodyReader.read(request, shared.limits, shared.bodyBytes, new BodyReader.Then() {
            @Override
            public void read(byte[] body) {
                Answers.write(answer(request, body), response, callback);
            }

            @Override
            public void refused(Problem problem) {
                Answers.refuse(problem, response, callback);
            }
        });
    }

    private io.leat.server.route.Request.Address address(Request request) throws Problem {
        String given = Request.getPathInContext(request);
        return new io.leat.server.route.Request.Address(
                given, requireNonNullElse(path.match(given), Map.of()), Query.of(request));
    }

    private Answer answer(Request request, byte[] body) {
        if (!shared.answering.tryAcquire()) {
            return new Problem(429, "too many requests are being answered: send fewer at the same time")
                    .retryAfterSeconds(1)
                    .answer();
        }
        try {
            byte[] plain = Decompressed.of(body, request.getHeaders().get(HttpHeader.CONTENT_ENCODING), shared.limits);
            return endpoint.answer(
                    new io.leat.server.route.Request(address(request), request.getHeaders()::get, plain));
        } catch (Problem problem) {
            return problem.answer();
        } catch (Exception e) {
            String what = request.getMethod() + " " + Request.getPathInContext(request);
            LOG.log(Level.ERROR, what + " could not be answered", e);
            return new Problem(500, "the server could not answer; its log says why").answer();
        } finally {
            shared.answering.release();
        }
    }
}
