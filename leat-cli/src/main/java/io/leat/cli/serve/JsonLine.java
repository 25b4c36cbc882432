// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.leat.cli.serve.ServiceLog.About;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * An entry of a log as a JSON object in a line: {@code time}, {@code level}, {@code logger}, {@code message}; {@code pipeline} and {@code
 * event} if it is about a pipeline; {@code exception} with its stack if there was one.
 */
final class JsonLine extends Formatter {
    private static final JsonFactory FACTORY = new JsonFactory();

    @Override
    public String format(LogRecord entry) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("time", entry.getInstant().toString());
            json.writeStringField("level", entry.getLevel().getName().toLowerCase(Locale.ROOT));
            json.writeStringField("logger", String.valueOf(entry.getLoggerName()));
            writeAbout(entry.getParameters(), json);
            json.writeStringField("message", formatMessage(entry));
            if (entry.getThrown() != null) {
                json.writeStringField("exception", stack(entry.getThrown()));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text takes all that is written", e);
        }
        return line.toString();
    }

    private static void writeAbout(Object[] parameters, JsonGenerator json) throws IOException {
        if (parameters != null && parameters.length == 1 && parameters[0] instanceof About about) {
            json.writeStringField("event", about.event());
            if (!about.pipeline().isEmpty()) {
                json.writeStringField("pipeline", about.pipeline());
            }
        }
    }

    private static String stack(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
