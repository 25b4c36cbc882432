// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.file.input.FileReader;
import io.leat.connector.file.input.LineReader;
import io.leat.format.value.JsonForm;
import io.leat.format.value.JsonInput;
import io.leat.format.value.Unreadable;
import java.io.IOException;

/** A reader of JSON lines. */
final class JsonReader<T> implements FileReader<T> {
    private final LineReader lines;
    private final JsonForm<T> form;

    JsonReader(LineReader lines, JsonForm<T> form) {
        this.lines = lines;
        this.form = form;
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

    private void readLine(Records<? super T> out) {
        T value;
        try {
            lines.requireNotTooLong();
            if (lines.isBlank()) {
                return;
            }
            lines.requireUtf8();
            value = new JsonInput(lines.buffer(), lines.start(), lines.length()).read(form, lines.line());
        } catch (Unreadable e) {
            lines.unreadable(out, "field", e);
            return;
        }
        form.add(value, out);
    }

    @Override
    public void finish() {
        lines.finish();
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
