// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.written;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Every form there is, by the first word of its line, with who reads the others. A new one is a class and a line here. */
final class Forms {
    private static final Map<String, Function<Words, Form>> ALL =
            new TreeMap<>(Map.of("window", WindowForm::read, "join", JoinForm::read, "timers", TimersForm::read));

    private Forms() {}

    /**
     * Reads a form from its line.
     *
     * @throws IllegalArgumentException if it makes no sense
     */
    static Form read(String word, String line) {
        Function<Words, Form> reader = ALL.get(word);
        if (reader == null) {
            throw new IllegalArgumentException("there is no '" + word + "': there are " + ALL.keySet());
        }
        Words words = new Words(line);
        Form form = reader.apply(words);
        words.requireEnd();
        return form;
    }
}
