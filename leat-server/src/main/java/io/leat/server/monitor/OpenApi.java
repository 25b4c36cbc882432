// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.monitor;

import io.leat.server.route.Answer;
import io.leat.server.route.Endpoint;
import io.leat.server.route.Request;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The description of all routes of a server that shows the jobs of an engine, written in {@code openapi.json}. */
public final class OpenApi implements Endpoint {
    private static final String RESOURCE = "/io/leat/server/openapi.json";

    @Override
    public Answer answer(Request request) throws IOException {
        try (InputStream document = Objects.requireNonNull(OpenApi.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return Answer.of(200, "application/json", document.readAllBytes());
        }
    }
}
