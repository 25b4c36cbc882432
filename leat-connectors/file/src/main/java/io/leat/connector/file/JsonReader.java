// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.SourceReader;
import java.io.IOException;

/** A reader of JSON lines. */
final class JsonReader<T> implements SourceReader<T> {
    /** What is made of an object. */
    interface Form<T> {
        /** Reads a value; the parser stands at the start of an object, and then at its end. */
        T read(JsonParser in, long line) throws IOException, Unreadable;

        /** Hands it out, with its time if that is known. */
        default void add(T value, Records<? super T> out) {
            out.add(value);
        }
    }

    private static final int SHOWN_BEFORE_ERROR = 20;
    /** Values are read by recursion: at the library's 1,000 levels a thread's stack of 1 MB can overflow. */
    private static final int MAX_LEVELS = 200;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_LEVELS).build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final LineReader lines;
    private final Form<T> form;

    JsonReader(LineReader lines, Form<T> form) {
        this.lines = lines;
        this.form = form;
    }

    static <T> Form<T> records(RecordShape<T> shape) {
        return (in, line) -> shape.ofJson(in);
    }

    @Override
    public Status read(Records<? super T> out, int atMost) throws IOException {
        for (int i = 0; i < atMost; i++) {
            if (!lines.next()) {
                return Status.END;
            }
            readLine(out);
        }
        return Status.MORE;
    }

    private void readLine(Records<? super T> out) throws IOException {
        T value;
        try {
            lines.requireNotTooLong();
            if (lines.isBlank()) {
                return;
            }
            value = parse();
        } catch (Unreadable e) {
            unreadable(e.reason("field"), e, out);
            return;
        } catch (JacksonException e) {
            unreadable(malformed(e), e, out);
            return;
        }
        form.add(value, out);
    }

    private void unreadable(String reason, Exception cause, Records<? super T> out) {
        out.unreadable(lines.file().origin(lines.line()), lines.raw(), reason, cause);
    }

    private T parse() throws IOException, Unreadable {
        lines.requireUtf8();
        requireNoZero();
        try (JsonParser in = JSON.createParser(lines.buffer(), lines.start(), lines.length())) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("not a JSON object: it begins with " + Unreadable.quoted(in.getText()));
            }
            T value = form.read(in, lines.line());
            if (in.nextToken() != null) {
                throw new Unreadable(
                        "there is more on the line behind the JSON object: " + Unreadable.quoted(in.getText()));
            }
            return value;
        }
    }

    /** A zero among the first four bytes would make the parser take the line for UTF-16 or UTF-32. */
    private void requireNoZero() throws Unreadable {
        int end = lines.start() + Math.min(4, lines.length());
        for (int i = lines.start(); i < end; i++) {
            if (lines.buffer()[i] == 0) {
                throw new Unreadable("not JSON: byte " + (i - lines.start() + 1) + " is zero");
            }
        }
    }

    private String malformed(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return "nested deeper than " + MAX_LEVELS + " levels, or with a number or name of an unreasonable length";
        }
        int at = Math.max(0, e.getLocation().getColumnNr() - 1);
        if (at >= lines.length()) {
            return "not JSON: it ends in the middle, behind " + Unreadable.quoted(before(lines.length()));
        }
        return "not JSON: it goes wrong at byte " + (at + 1) + ", behind " + Unreadable.quoted(before(at));
    }

    private String before(int at) {
        return lines.text(Math.max(0, at - SHOWN_BEFORE_ERROR), at);
    }

    @Override
    public Position position() {
        return lines.position();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
