// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;

/** A range of bytes that is one JSON object, and nothing else. */
public final class JsonInput {
    private static final int SHOWN_BEFORE_ERROR = 20;
    /** Values are read by recursion: at the library's 1,000 levels a thread's stack of 1 MB can overflow. */
    private static final int MAX_LEVELS = 200;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_LEVELS).build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final byte[] bytes;
    private final int start;
    private final int length;

    /** @param bytes are well-formed UTF-8 in this range */
    public JsonInput(byte[] bytes, int start, int length) {
        this.bytes = bytes;
        this.start = start;
        this.length = length;
    }

    /**
     * Reads the object.
     *
     * @param number of the record; negative for one without
     * @throws Unreadable if it is none, with the place where it goes wrong, or not of this form
     */
    public <T> T read(JsonForm<T> form, long number) throws Unreadable {
        requireNoZero();
        try (JsonParser in = JSON.createParser(bytes, start, length)) {
            requireObject(in);
            T value = form.read(in, number);
            if (in.nextToken() != null) {
                throw new Unreadable("there is more behind the JSON object: " + Unreadable.quoted(in.getText()));
            }
            return value;
        } catch (JacksonException e) {
            throw new Unreadable(malformed(e), e);
        } catch (IOException e) {
            throw new AssertionError("the input is in memory", e);
        }
    }

    private static void requireObject(JsonParser in) throws IOException, Unreadable {
        JsonToken first = in.nextToken();
        if (first == null) {
            throw new Unreadable("not a JSON object: it is empty");
        }
        if (first != JsonToken.START_OBJECT) {
            throw new Unreadable("not a JSON object: it begins with " + Unreadable.quoted(in.getText()));
        }
    }

    /** A zero among the first four bytes would make the parser take the text for UTF-16 or UTF-32. */
    private void requireNoZero() throws Unreadable {
        int end = start + Math.min(4, length);
        for (int i = start; i < end; i++) {
            if (bytes[i] == 0) {
                throw new Unreadable("not JSON: byte " + (i - start + 1) + " is zero");
            }
        }
    }

    private String malformed(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return "nested deeper than " + MAX_LEVELS + " levels, or with a number or name of an unreasonable length";
        }
        int at = (int) Math.max(0, e.getLocation().getByteOffset());
        if (at >= length) {
            return "not JSON: it ends in the middle, behind " + Unreadable.quoted(before(length));
        }
        return "not JSON: it goes wrong at byte " + (at + 1) + ", behind " + Unreadable.quoted(before(at));
    }

    private String before(int at) {
        int from = Math.max(0, at - SHOWN_BEFORE_ERROR);
        return new String(bytes, start + from, at - from, UTF_8);
    }
}
