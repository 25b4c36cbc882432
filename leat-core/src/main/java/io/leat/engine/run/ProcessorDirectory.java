// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.codec.Codec;
import io.leat.engine.disk.Disk;
import io.leat.engine.disk.LocalDisk;
import io.leat.engine.log.Cursor;
import io.leat.engine.log.Durability;
import io.leat.engine.log.EventLog;
import io.leat.engine.log.LogOptions;
import io.leat.engine.log.LoggedEvents;
import io.leat.engine.log.segment.LoggedEvent;
import io.leat.engine.log.segment.Retention;
import io.leat.processor.InlineEngine.Keeping;
import io.leat.processor.InlineEngine.KeptEvents;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The directory of a processor: a log of its events. It is written to the operating system at once, and forced when asked to settle. */
public final class ProcessorDirectory<T> implements KeptEvents<T> {
    private static final String NAME = "events";

    private final Keeping keeping;
    private final InstantSource clock;
    private final Codec<T> codec;
    private final Disk disk;
    private final Closeable lock;
    private volatile EventLog log;

    private ProcessorDirectory(Keeping keeping, InstantSource clock, Codec<T> codec) throws IOException {
        this.keeping = keeping;
        this.clock = clock;
        this.codec = codec;
        Files.createDirectories(keeping.directory());
        this.disk = new LocalDisk(keeping.directory());
        this.lock = disk.lock();
        try {
            this.log = openLog();
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Opens the directory of a processor, and locks it.
     *
     * @throws UncheckedIOException if it cannot be opened, or is in use
     */
    public static <T> ProcessorDirectory<T> open(Keeping keeping, InstantSource clock, Class<T> type) {
        try {
            return new ProcessorDirectory<>(keeping, clock, Codec.of(type));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the directory " + keeping.directory() + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private EventLog openLog() throws IOException {
        return EventLog.open(
                disk.directory(NAME),
                LogOptions.of(NAME)
                        .with(Durability.BUFFERED)
                        .with(new Retention(keeping.ageMs(), keeping.bytes()))
                        .with(clock));
    }

    @Override
    public void add(T event, long timeMs, long arrivalMs) {
        attempt(() -> log.append(codec.encode(event), timeMs, arrivalMs));
    }

    @Override
    public void settle() {
        if (keeping.durable()) {
            attempt(() -> {
                log.force();
                return true;
            });
        }
    }

    @Override
    public List<T> latest(int atMost) {
        return attempt(() -> decoded(log.recent(atMost)));
    }

    private List<T> decoded(List<LoggedEvent> events) {
        return events.stream().map(event -> codec.decode(event.bytes())).toList();
    }

    @Override
    public List<T> between(long fromMs, long toMs) {
        return attempt(() -> {
            List<T> found = new ArrayList<>();
            try (LoggedEvents events = log.range(fromMs, toMs)) {
                for (LoggedEvent event; (event = events.next()) != null; ) {
                    found.add(codec.decode(event.bytes()));
                }
            }
            return found;
        });
    }

    @Override
    public void visitLatest(int atMost, Visitor<T> visitor) {
        attempt(() -> {
            long first = Math.max(log.firstIndex(), log.endIndex() - atMost);
            try (Cursor cursor = log.from(first)) {
                while (cursor.next()) {
                    visitor.visit(codec.decode(cursor.bytes()), cursor.arrivalMs());
                }
            }
            return true;
        });
    }

    @Override
    public void clear() {
        attempt(() -> {
            log.close();
            Disk events = disk.directory(NAME);
            for (String file : events.files()) {
                events.delete(file);
            }
            events.sync();
            log = openLog();
            return true;
        });
    }

    @Override
    public void close() {
        attempt(() -> {
            log.close();
            lock.close();
            return true;
        });
    }

    @FunctionalInterface
    private interface Work<R> {
        R run() throws IOException;
    }

    private <R> R attempt(Work<R> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the events in " + keeping.directory() + " cannot be read or written: " + e.getMessage(), e);
        }
    }
}
