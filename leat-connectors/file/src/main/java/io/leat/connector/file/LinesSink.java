// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import io.leat.connector.Guarantee;
import io.leat.connector.Sink;
import io.leat.connector.SinkContext;
import io.leat.connector.SinkWriter;
import io.leat.connector.file.part.OutputFile;
import io.leat.connector.file.part.RowWriter;
import java.io.IOException;

/**
 * A sink into a file of text, one line each; made by {@link Lines#to}. When which file is there is said in {@link JsonLinesSink}. A text
 * with a line break in it is refused, since it would be read back as two.
 */
public final class LinesSink extends Sink<String> {
    private static final String NO_HEADER = "";

    private final OutputFile file;

    LinesSink(OutputFile file) {
        this.file = file;
    }

    /** Returns this sink with its lines in numbered parts, of {@code load.txt} in {@code load-000001.txt} and so on. */
    public LinesSink rolling(Rolling rolling) {
        return new LinesSink(file.inParts(rolling.limits()));
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.EXACTLY_ONCE;
    }

    @Override
    public SinkWriter<String> open() throws IOException {
        return new RowWriter<>(LinesSink::line, file.open(NO_HEADER));
    }

    @Override
    public SinkWriter<String> open(SinkContext context) throws IOException {
        return new RowWriter<>(LinesSink::line, file.open(context, NO_HEADER));
    }

    private static CharSequence line(String text) {
        if (text.indexOf('\n') >= 0 || text.endsWith("\r")) {
            throw new IllegalArgumentException(
                    "a text with a line break cannot be a line: escape it, or write it with JsonLines.to or Csv.to");
        }
        return text + "\n";
    }

    @Override
    public String toString() {
        return "lines " + file;
    }
}
