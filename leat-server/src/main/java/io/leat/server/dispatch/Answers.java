// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.dispatch;

import io.leat.server.route.Answer;
import io.leat.server.route.Problem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
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

    /**
     * Begins to answer with server-sent events, and returns whether they are to follow: whoever asks for the head gets that, and it is over.
     */
    public static boolean beginEvents(Request request, Response response, Callback callback) {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        response.getHeaders().put(HttpHeader.CONNECTION, "close"); // a stream ends with its connection
        addSafe(response.getHeaders());
        boolean follow = !HttpMethod.HEAD.is(request.getMethod());
        if (!follow) {
            callback.succeeded();
        }
        return follow;
    }

    /** Adds the headers that every answer has: nobody guesses another type of content, and nobody keeps it. */
    public static void addSafe(HttpFields.Mutable headers) {
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
    }
}
