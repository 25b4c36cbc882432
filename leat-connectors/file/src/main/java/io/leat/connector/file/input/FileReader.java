// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.SourceReader;
import java.io.IOException;

/**
 * A reader of the records of one file. Where the file {@linkplain InputFile#growing may grow}, {@code END} means that there is no
 * complete record now; and an incomplete one at the end is not read before it is complete or the file is {@linkplain #finish finished}.
 */
public interface FileReader<T> extends SourceReader<T> {
    /** Takes a file for complete that was growing: what is at its end without a line end is its last line. */
    void finish();

    @Override
    Status read(Records<? super T> out, int atMost) throws IOException;

    @Override
    Position position();
}
