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
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Finds what handles a request, by its method and its path: first a route of exactly that path, then one with a {@link PathPattern} that it
 * matches. Where there is a route for {@code GET}, {@code HEAD} is answered by it. Routes may be added while it runs.
 */
public final class Router extends Handler.Abstract {
    private final Gate gate;
    private final ConnectionWatch watch;
    /** By path; names in braces come after all letters. */
    private final ConcurrentSkipListMap<String, Place> places = new ConcurrentSkipListMap<>();

    /**
     * What there is at a path.
     *
     * @param open whether it needs no token
     * @param routes by method
     */
    private record Place(PathPattern path, boolean open, Map<String, Route> routes) {}

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
    public void add(String method, String path, Route route) {
        add(method, path, route, false);
    }

    /**
     * Adds a route that needs no token: for what tells nothing that is not in the program's public files.
     *
     * @throws IllegalArgumentException if the path has another form or is a pattern, or has a route already
     */
    public void addOpen(String method, String path, Route route) {
        add(method, path, route, true);
    }

    private synchronized void add(String method, String path, Route route, boolean open) {
        PathPattern pattern = PathPattern.of(path);
        Place there = places.getOrDefault(path, new Place(pattern, open, Map.of()));
        Map<String, Route> routes = new TreeMap<>(there.routes);
        if (there.open != open || (open && !pattern.isExact()) || routes.putIfAbsent(method, route) != null) {
            throw new IllegalArgumentException(
                    method + " " + path + " is there already: give it another path, or start another server");
        }
        places.put(path, new Place(pattern, open, routes));
    }

    /** Returns the routes, such as {@code POST /events/calls}, by path. A copy. */
    public List<String> routes() {
        return routes(place -> true);
    }

    /** Returns those of the routes that need no token. A copy. */
    public List<String> openRoutes() {
        return routes(Place::open);
    }

    private List<String> routes(Predicate<Place> which) {
        return places.values().stream()
                .filter(which)
                .flatMap(place -> place.routes.keySet().stream().map(method -> method + " " + place.path))
                .toList();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        watch.began(request);
        try {
            Place place = find(Request.getPathInContext(request));
            gate.check(request, place != null && place.open);
            route(place, request).handle(request, response, callback);
        } catch (Problem problem) {
            Answers.refuse(problem, response, callback);
        }
        return true;
    }

    private @Nullable Place find(String path) {
        Place exact = places.get(path);
        if (exact != null && exact.path.isExact()) {
            return exact;
        }
        return places.values().stream()
                .filter(place -> !place.path.isExact() && place.path.match(path) != null)
                .findFirst()
                .orElse(null);
    }

    private static Route route(@Nullable Place place, Request request) throws Problem {
        String path = Request.getPathInContext(request);
        if (place == null) {
            throw new Problem(404, "there is nothing at " + path);
        }
        Route route = place.routes.get(request.getMethod());
        if (route == null && HttpMethod.HEAD.is(request.getMethod())) {
            route = place.routes.get("GET"); // the server below leaves the body out
        }
        if (route == null) {
            String allowed =
                    String.join(", ", place.routes.keySet()) + (place.routes.containsKey("GET") ? ", HEAD" : "");
            throw new Problem(405, request.getMethod() + " is not for " + path + ": use " + allowed)
                    .header("Allow", allowed);
        }
        return route;
    }
}
