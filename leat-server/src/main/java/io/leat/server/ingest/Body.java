// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.ingest;

import io.leat.connector.Format;
import io.leat.connector.UnreadableException;
import io.leat.server.route.Problem;
import java.util.ArrayList;
import java.util.List;

/** The values in the body of a request. */
final class Body<T> {
    /** Many small values take more memory than their bytes. */
    private static final int MOST_VALUES = 100_000;

    private final byte[] bytes;
    private final Format<T> format;
    private final List<T> values = new ArrayList<>();

    private Body(byte[] bytes, Format<T> format) {
        this.bytes = bytes;
        this.format = format;
    }

    /**
     * Reads all values of a body.
     *
     * @throws Problem if one of them cannot be read, or the body is of another type
     */
    static <T> List<T> read(String mediaType, byte[] bytes, Format<T> format) throws Problem {
        Body<T> body = new Body<>(bytes, format);
        switch (mediaType) {
            case "application/json" -> body.readJson();
            case "application/x-ndjson", "application/jsonl" -> body.readLines();
            case "application/octet-stream" -> body.readValue(0, bytes.length, "value", 1);
            default ->
                throw new Problem(
                        415,
                        (mediaType.isEmpty() ? "a body without Content-Type" : "a body of " + mediaType)
                                + ": send application/json (one value, or an array of them), application/x-ndjson (a value a line) "
                                + "or application/octet-stream (one value)");
        }
        return body.values;
    }

    private void readJson() throws Problem {
        JsonArray array = new JsonArray(bytes);
        if (array.begin() == array.end()) {
            throw new Problem(400, "the body is empty: send one JSON value, or an array of them");
        }
        if (!array.isThere()) {
            readValue(array.begin(), array.end(), "value", 1);
            return;
        }
        while (array.next()) {
            readValue(array.from(), array.to(), "value", values.size() + 1);
        }
    }

    private void readLines() throws Problem {
        int line = 1;
        for (int from = 0; from < bytes.length; line++) {
            int end = from;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            int to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
            if (to > from) {
                readValue(from, to, "line", line);
            }
            from = end + 1;
        }
    }

    private void readValue(int from, int to, String what, int number) throws Problem {
        if (values.size() == MOST_VALUES) {
            throw new Problem(
                    413,
                    "more than " + MOST_VALUES
                            + " values: send them in several requests; nothing of this one was taken");
        }
        try {
            values.add(format.read(bytes, from, to - from));
        } catch (UnreadableException e) {
            throw new Problem(
                            400,
                            what + " " + number + ", from byte " + (from + 1) + " of the body on: " + e.reason()
                                    + "; nothing of this request was taken")
                    .with(what, number)
                    .with("from", from + 1L);
        }
    }
}
