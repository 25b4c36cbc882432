// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.report;

import java.util.LinkedHashSet;
import java.util.Set;

/** What went wrong, in words for people instead of a stack trace. */
public final class Causes {
    private Causes() {}

    /** Returns what happened and why, each thing once. */
    public static String text(Throwable e) {
        Set<String> messages = new LinkedHashSet<>();
        for (Throwable t = e; t != null; t = t.getCause()) {
            String message = String.valueOf(t.getMessage());
            if (messages.stream().noneMatch(before -> before.contains(message))) {
                messages.add(alone(t));
            }
        }
        return String.join(System.lineSeparator() + "  because of ", messages);
    }

    private static String alone(Throwable t) {
        String message = t.getMessage();
        boolean speaksForItself =
                t instanceof IllegalArgumentException || t.getClass().getName().startsWith("io.leat.");
        return speaksForItself && message != null ? message : t.toString();
    }
}
