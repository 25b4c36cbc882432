// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.page;

import io.leat.server.dispatch.Route;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers with a file: compressed if the browser likes that, and not at all if it has it. */
final class FileRoute implements Route {
    /** Scripts, styles and data come from this server only, none stands in the document, and no other page shows this one. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final HttpField[] HEADERS = {
        new PreEncodedHttpField("Content-Security-Policy", POLICY),
        new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
        new PreEncodedHttpField("Referrer-Policy", "no-referrer"),
        new PreEncodedHttpField("Cross-Origin-Opener-Policy", "same-origin"),
        new PreEncodedHttpField("Cross-Origin-Resource-Policy", "same-origin"),
        // It may keep the file but has to ask each time: so a new version of the server never meets an old page.
        new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-cache"),
        new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding")
    };

    private final PageFile file;

    FileRoute(PageFile file) {
        this.file = file;
    }

    @Override
    public void handle(Request request, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        for (HttpField header : HEADERS) {
            headers.put(header);
        }
        headers.put(HttpHeader.ETAG, file.tag());
        if (request.getHeaders().contains(HttpHeader.IF_NONE_MATCH, file.tag())) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            callback.succeeded();
            return;
        }
        byte[] body = file.plain();
        if (request.getHeaders().contains(HttpHeader.ACCEPT_ENCODING, "gzip")) {
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
            body = file.gzipped();
        }
        headers.put(HttpHeader.CONTENT_TYPE, file.mediaType());
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
