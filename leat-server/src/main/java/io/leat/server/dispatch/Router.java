// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.dispatch;

import io.leat.server.gate.ConnectionWatch;
import io.leat.server.gate.Gate;
import io.leat.server.route.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Finds what handles a request, by its method and its exact path. Routes may be added while it runs. */
public final class Router extends Handler.Abstract {
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+|/");

    private final Gate gate;
    private final ConnectionWatch watch;
    /** By path, then by method. */
    private final ConcurrentSkipListMap<String, Map<String, Route>> routes = new ConcurrentSkipListMap<>();

    /** Sets up a router without routes. */
    public Router(Gate gate, ConnectionWatch watch) {
        this.gate = gate;
        this.watch = watch;
    }

    /**
     * Adds a route.
     *
     * @throws IllegalArgumentException if the path has another form, or the route is there already
     */
    public synchronized void add(String method, String path, Route route) {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("the path '" + path + "': give one like /events/calls, of letters, "
                    + "digits and . _ ~ - that are not in need of escapes");
        }
        Map<String, Route> methods = new TreeMap<>(routes.getOrDefault(path, Map.of()));
        if (methods.putIfAbsent(method, route) != null) {
            throw new IllegalArgumentException(
                    method + " " + path + " is there already: give it another path, or start another server");
        }
        routes.put(path, methods);
    }

    /** Returns the routes, such as {@code POST /events/calls}, by path. A copy. */
    public List<String> routes() {
        return routes.entrySet().stream()
                .flatMap(entry -> entry.getValue().keySet().stream().map(method -> method + " " + entry.getKey()))
                .toList();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        watch.began(request);
        try {
            gate.check(request);
            find(request).handle(request, response, callback);
        } catch (Problem problem) {
            Answers.refuse(problem, response, callback);
        }
        return true;
    }

    private Route find(Request request) throws Problem {
        String path = Request.getPathInContext(request);
        Map<String, Route> methods = routes.get(path);
        if (methods == null) {
            throw new Problem(404, "there is nothing at " + path);
        }
        Route route = methods.get(request.getMethod());
        if (route == null) {
            String allowed = String.join(", ", methods.keySet());
            throw new Problem(405, request.getMethod() + " is not for " + path + ": use " + allowed)
                    .header("Allow", allowed);
        }
        return route;
    }
}
