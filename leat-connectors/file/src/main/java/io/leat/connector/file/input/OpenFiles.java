// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The files of a source that are partitions of it, of which only some are open: a file is opened when it is read first, and the one
 * that was not read for the longest time is closed where it stands, and opened there again.
 */
final class OpenFiles<T> {
    static final int MOST_OPEN = 64;

    private final LineFormat<T> format;
    private final @Nullable Charset encoding;
    /** Those that are open, the one that was not read for the longest time first. */
    private final Set<Reader> open = new LinkedHashSet<>();

    OpenFiles(LineFormat<T> format, @Nullable Charset encoding) {
        this.format = format;
        this.encoding = encoding;
    }

    /** Returns a file as a partition. */
    SourcePartition<T> partition(Path path) {
        return new SourcePartition<>() {
            @Override
            public String name() {
                return path.toString();
            }

            @Override
            public SourceReader<T> open(@Nullable Position from) {
                return new Reader(path, from);
            }
        };
    }

    private void use(Reader reader) throws IOException {
        Reader eldest = null;
        synchronized (open) {
            open.remove(reader);
            if (open.size() >= MOST_OPEN) {
                eldest = open.iterator().next();
                open.remove(eldest);
            }
            open.add(reader);
        }
        if (eldest != null && !eldest.suspend()) {
            synchronized (open) {
                open.add(eldest); // it is being read
            }
        }
    }

    private void drop(Reader reader) {
        synchronized (open) {
            open.remove(reader);
        }
    }

    private final class Reader implements SourceReader<T> {
        private final Path path;
        /** Held while the file is read or closed, by the thread that reads it or one that closes it for another file. */
        private final ReentrantLock lock = new ReentrantLock();

        private @Nullable Position position;
        private @Nullable FileReader<T> reader;
        private boolean ended;

        Reader(Path path, @Nullable Position from) {
            this.path = path;
            this.position = from;
        }

        @Override
        public Status read(Records<? super T> out, int atMost) throws IOException {
            if (ended) {
                return Status.END;
            }
            lock.lock();
            try {
                use(this);
                FileReader<T> in = opened();
                ended = in.read(out, atMost) == Status.END;
                return ended ? Status.END : Status.MORE;
            } finally {
                if (ended) {
                    release();
                }
                lock.unlock();
            }
        }

        private FileReader<T> opened() throws IOException {
            FileReader<T> in = reader;
            if (in == null) {
                in = format.open(InputFile.of(path, encoding), position);
                reader = in;
            }
            return in;
        }

        /** Closes the file until it is read again. Returns false if it is being read. */
        boolean suspend() throws IOException {
            if (!lock.tryLock()) {
                return false;
            }
            try {
                release();
                return true;
            } finally {
                lock.unlock();
            }
        }

        private void release() throws IOException {
            drop(this);
            FileReader<T> in = reader;
            if (in != null) {
                position = in.position();
                reader = null;
                in.close();
            }
        }

        @Override
        public Position position() {
            lock.lock();
            try {
                FileReader<T> in = reader;
                if (in != null) {
                    return in.position();
                }
                return position == null ? new Position(Mark.BEGINNING.text()) : position;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() throws IOException {
            lock.lock();
            try {
                release();
            } finally {
                lock.unlock();
            }
        }
    }
}
