// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.dispatch;

import io.leat.server.route.Answer;
import io.leat.server.route.Problem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** How answers are written. */
public final class Answers {
    private Answers() {}

    static void write(Answer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        HttpFields.Mutable headers = response.getHeaders();
        answer.headers().forEach(headers::put);
        addSafe(headers);
        headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    /** Writes what is wrong before the body was read: it is not read any more, so the connection ends with the answer. */
    static void refuse(Problem problem, Response response, Callback callback) {
        write(problem.answer().with("Connection", "close"), response, callback);
    }

    /** Adds the headers that every answer has: nobody guesses another type of content, and nobody keeps it. */
    public static void addSafe(HttpFields.Mutable headers) {
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
    }
}
