// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.serve;

import io.leat.cli.report.Causes;
import io.leat.cli.serve.ServiceLog.About;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** An entry of a log as a line for people: when, what about, what. */
final class TextLine extends Formatter {
    @Override
    public String format(LogRecord entry) {
        String line = time(entry.getInstant()) + "  " + about(entry)
                + (entry.getLevel().intValue() > Level.INFO.intValue() ? entry.getLevel() + ": " : "")
                + formatMessage(entry);
        return entry.getThrown() == null || isOurs(entry) ? line : line + ": " + Causes.text(entry.getThrown());
    }

    private static Instant time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String about(LogRecord entry) {
        String what =
                isOurs(entry) ? ((About) entry.getParameters()[0]).pipeline() : String.valueOf(entry.getLoggerName());
        return what.isEmpty() ? "" : what + "  ";
    }

    /** Our own entries have the reason in their message. */
    private static boolean isOurs(LogRecord entry) {
        Object[] parameters = entry.getParameters();
        return parameters != null && parameters.length == 1 && parameters[0] instanceof About;
    }
}
