// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.serve;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a service has to say, a line each. While it is open, what the process logs otherwise goes there too: the engine's warnings, and
 * results that pipelines log.
 */
public final class ServiceLog implements AutoCloseable {
    /** The forms that lines can have. */
    public enum Form {
        TEXT,
        JSON
    }

    private static final String NAME = "io.leat.serve";

    private final Logger root = Logger.getLogger("");
    private final List<Handler> handlersBefore = List.copyOf(Arrays.asList(root.getHandlers()));
    private final Handler handler;

    private ServiceLog(Handler handler) {
        this.handler = handler;
        handlersBefore.forEach(root::removeHandler);
        root.addHandler(handler);
    }

    /** Opens a log. */
    public static ServiceLog to(PrintWriter out, Form form) {
        return new ServiceLog(new Lines(out, form == Form.JSON ? new JsonLine() : new TextLine()));
    }

    /**
     * Says that something has happened.
     *
     * @param message for people, with the reason if something has failed
     * @param thrown whose stack is for those who mend it; null if nothing was
     */
    void say(Level level, About about, String message, @Nullable Throwable thrown) {
        LogRecord entry = new LogRecord(level, message);
        entry.setLoggerName(NAME);
        entry.setParameters(new Object[] {about});
        entry.setThrown(thrown);
        handler.publish(entry);
    }

    /**
     * Says that something has happened to the service.
     *
     * @param event in a word
     */
    public void say(String event, String message) {
        say(Level.INFO, new About("", event), message, null);
    }

    /** Gives the process its log back. */
    @Override
    public void close() {
        root.removeHandler(handler);
        handlersBefore.forEach(root::addHandler);
    }

    /** What an entry is about: a pipeline, empty for the service itself, and what has happened to it, in a word. */
    record About(String pipeline, String event) {}

    private static final class Lines extends Handler {
        private final PrintWriter out;

        Lines(PrintWriter out, Formatter form) {
            this.out = out;
            setFormatter(form);
            setLevel(Level.INFO);
        }

        @Override
        public synchronized void publish(LogRecord entry) {
            if (isLoggable(entry)) {
                out.println(getFormatter().format(entry));
                out.flush();
            }
        }

        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
