// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.file.input.FileReader;
import io.leat.connector.file.input.LineReader;
import io.leat.format.value.Unreadable;
import java.io.IOException;

/** A reader of lines as they are. */
final class TextReader implements FileReader<String> {
    private final LineReader lines;

    TextReader(LineReader lines) {
        this.lines = lines;
    }

    @Override
    public Status read(Records<? super String> out, int atMost) throws IOException {
        for (int i = 0; i < atMost; i++) {
            if (!lines.next()) {
                return Status.END;
            }
            readLine(out);
        }
        return Status.MORE;
    }

    private void readLine(Records<? super String> out) {
        String text;
        try {
            lines.requireNotTooLong();
            lines.requireUtf8();
            text = lines.text();
        } catch (Unreadable e) {
            lines.unreadable(out, "part", e);
            return;
        }
        out.add(text);
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
