// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.gate;

import io.leat.server.route.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Decides whether a request is looked at any further. Whatever its route is, it comes through here. */
public final class Gate {
    private final HostNames hosts;
    private final Set<String> origins;
    private final @Nullable Token token;

    /**
     * Sets up a gate.
     *
     * @param origins pages of other servers that may send requests, such as {@code https://fleet.example.org}
     * @param token null if none is asked for
     */
    public Gate(HostNames hosts, Set<String> origins, @Nullable Token token) {
        this.hosts = hosts;
        this.origins = Set.copyOf(origins);
        this.token = token;
    }

    /**
     * Lets a request through.
     *
     * @param open whether it needs no token
     * @throws Problem if not
     */
    public void check(Request request, boolean open) throws Problem {
        String host = checkHost(request);
        if (!open) {
            checkToken(request.getHeaders());
        }
        checkOrigin(request.getHeaders(), host);
    }

    private String checkHost(Request request) throws Problem {
        List<String> given = request.getHeaders().getValuesList(HttpHeader.HOST);
        if (given.size() != 1) {
            throw new Problem(400, given.size() + " headers Host: give one");
        }
        HttpURI uri = request.getHttpURI();
        String host = given.get(0);
        if (!hosts.allow(host) || (uri.getHost() != null && !hosts.allow(uri.getHost()))) {
            throw new Problem(
                    403,
                    "this server is not called '" + host + "' but " + hosts
                            + "; a name more is allowed by hosts(…) where it is started, or --host NAME");
        }
        return host;
    }

    private void checkToken(HttpFields headers) throws Problem {
        String given = headers.get(HttpHeader.AUTHORIZATION);
        if (token != null && !token.isIn(given)) {
            String detail = Token.isGiven(given)
                    ? "the token in the header Authorization is not that of this server: give the one with which it was"
                            + " started"
                    : "this server asks for its token, and none was given: send it in a header 'Authorization: Bearer"
                            + " …', nothing else counts";
            throw new Problem(401, detail).header("WWW-Authenticate", "Bearer");
        }
    }

    /** A browser says which page sends, unless that only leads here; what is no browser says nothing. */
    private void checkOrigin(HttpFields headers, String host) throws Problem {
        for (String origin : headers.getValuesList(HttpHeader.ORIGIN)) {
            if (!isSame(origin, host) && !origins.contains(origin)) {
                throw new Problem(
                        403,
                        "a page of '" + origin
                                + "' may not send this; it is allowed by origins(…) where the server is started");
            }
        }
    }

    private static boolean isSame(String origin, String host) {
        String page = origin.toLowerCase(Locale.ROOT);
        String here = host.toLowerCase(Locale.ROOT);
        return page.equals("http://" + here) || page.equals("https://" + here);
    }
}
