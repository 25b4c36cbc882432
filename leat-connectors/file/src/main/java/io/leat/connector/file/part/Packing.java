// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.part;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** How a file is packed, by the end of its name. What was packed piece by piece is one file: gzip has members for that, zstd frames. */
enum Packing {
    NONE(""),
    GZIP(".gz"),
    ZSTD(".zst");

    private static final int GZIP_BUFFER = 1 << 13;

    private final String ending;

    Packing(String ending) {
        this.ending = ending;
    }

    /** Returns how a file with this name is packed, or with this one while it is open. */
    static Packing of(Path path) {
        return GZIP.isOf(path) ? GZIP : ZSTD.isOf(path) ? ZSTD : NONE;
    }

    private boolean isOf(Path path) {
        String name = path.toString();
        return name.endsWith(ending) || name.endsWith(ending + Folder.OPEN);
    }

    /** Returns the beginning of a piece; closing it ends the piece and closes {@code to}. */
    OutputStream piece(OutputStream to) throws IOException {
        return switch (this) {
            case NONE -> to;
            case GZIP -> new GZIPOutputStream(to, GZIP_BUFFER);
            case ZSTD -> new ZstdOutputStream(to);
        };
    }

    /** Returns a stream of which all that was written can be read after a flush. */
    OutputStream watched(OutputStream to) throws IOException {
        return switch (this) {
            case NONE -> to;
            case GZIP -> new GZIPOutputStream(to, GZIP_BUFFER, true);
            case ZSTD -> new Frames(to);
        };
    }

    /** Zstd with a frame for what comes between two flushes. */
    private static final class Frames extends OutputStream {
        private final OutputStream to;
        private @Nullable ZstdOutputStream frame;

        Frames(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            ZstdOutputStream open = frame;
            if (open == null) {
                open = new ZstdOutputStream(new Unclosed(to));
                frame = open;
            }
            open.write(bytes, from, length);
        }

        @Override
        public void flush() throws IOException {
            ZstdOutputStream open = frame;
            if (open != null) {
                open.close();
                frame = null;
            }
            to.flush();
        }

        @Override
        public void close() throws IOException {
            try {
                flush();
            } finally {
                to.close();
            }
        }
    }

    /** A stream that stays open. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream to) {
            super(to);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
