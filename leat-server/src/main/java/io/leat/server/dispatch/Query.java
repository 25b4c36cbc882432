// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.dispatch;

import io.leat.server.route.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** What comes after the question mark of an address. */
public final class Query {
    private Query() {}

    /**
     * Returns the parameters of a request by name; of several with one name the first.
     *
     * @throws Problem if they cannot be decoded
     */
    public static Map<String, String> of(Request request) throws Problem {
        Map<String, String> parameters = new LinkedHashMap<>();
        try {
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                parameters.put(field.getName(), field.getValue());
            }
        } catch (RuntimeException e) {
            throw new Problem(400, "what comes after the question mark cannot be decoded: " + e.getMessage());
        }
        return parameters;
    }
}
