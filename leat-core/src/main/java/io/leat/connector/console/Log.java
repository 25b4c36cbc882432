// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.console;

import io.leat.connector.Sink;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Sinks that log results through {@link System.Logger}, each at least once; so they go where the program's own logging goes that is
 * behind it, {@code java.util.logging} unless something else is on the class path.
 */
public final class Log {
    private Log() {}

    /** Returns a sink that logs each result for information, as its {@code toString} says. */
    public static <T> Sink<T> to(String logger) {
        return to(logger, Level.INFO);
    }

    /** Returns a sink that logs each result at a level, as its {@code toString} says. */
    public static <T> Sink<T> to(String logger, Level level) {
        Logger log = System.getLogger(logger);
        return Sink.of(value -> log.log(level, () -> String.valueOf(value)));
    }
}
