// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import io.leat.connector.Position;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How a format reads the lines of a file. */
public interface LineFormat<T> {
    /**
     * Opens a reader on a file, with {@link LineReader#open}.
     *
     * @param from a position of an earlier reader of the same content to go on from; null to begin at the beginning
     * @throws ChangedException if the content is another one
     */
    FileReader<T> open(InputFile file, @Nullable Position from) throws IOException;
}
