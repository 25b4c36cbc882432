// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.letter;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.engine.disk.Disk;
import io.leat.engine.log.Cursor;
import io.leat.engine.log.EventLog;
import io.leat.engine.log.LogOptions;
import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Which dead letters of a job are to be tried again when it runs next: a log of requests, each with the numbers of letters. How many of
 * them are done is part of an epoch.
 */
public final class ReplayRequests implements Closeable {
    /** The name of the directory of the log. */
    public static final String NAME = "replays";

    private final EventLog log;

    private ReplayRequests(EventLog log) {
        this.log = log;
    }

    /** Opens the requests of a job. */
    public static ReplayRequests open(Disk job, InstantSource clock) throws IOException {
        return new ReplayRequests(
                EventLog.open(job.directory(NAME), LogOptions.of(NAME).with(clock)));
    }

    /** Asks for letters, by their numbers. */
    public void add(List<Long> numbers, long nowMs) throws IOException {
        BinaryWriter out = new BinaryWriter();
        numbers.forEach(out::writeLong);
        log.append(out.toByteArray(), EventLog.BY_ARRIVAL, nowMs);
    }

    /** How many requests there are. */
    public long count() {
        return log.endIndex();
    }

    /** Returns the numbers that were asked for behind the first so many requests. */
    public List<Long> behind(long done) throws IOException {
        List<Long> numbers = new ArrayList<>();
        try (Cursor cursor = log.from(done)) {
            while (cursor.next()) {
                BinaryReader in = new BinaryReader(cursor.bytes());
                while (in.remaining() > 0) {
                    numbers.add(in.readLong());
                }
            }
        }
        return numbers;
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
