// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.letter;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.DynamicCodec;
import io.leat.engine.disk.Disk;
import io.leat.engine.log.Cursor;
import io.leat.engine.log.EventLog;
import io.leat.engine.log.LogOptions;
import io.leat.engine.log.NewEvent;
import io.leat.engine.log.segment.LoggedEvent;
import io.leat.engine.log.segment.Retention;
import io.leat.failure.DeadLetter;
import io.leat.failure.StoredLetter;
import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The dead letters of a job in its directory, those of sealed epochs, each once: a log, of which every element says of which epoch it is,
 * which of its letters, and of how many. So what arrived of an epoch before a crash is not written again. Beyond 256 MB the oldest go.
 */
public final class LetterStore implements Closeable {
    /** The name of the directory in that of the job. */
    public static final String NAME = "dead-letters";

    private static final Retention RETENTION = new Retention(Long.MAX_VALUE, 256L << 20);

    private final EventLog log;

    private LetterStore(EventLog log) {
        this.log = log;
    }

    /** Opens the store of a job. */
    public static LetterStore open(Disk job, InstantSource clock) throws IOException {
        LogOptions options = LogOptions.of(NAME).with(RETENTION).with(clock).withSegmentBytes(16L << 20);
        return new LetterStore(EventLog.open(job.directory(NAME), options));
    }

    /** Which epoch a letter is of, and which of its letters. */
    private record Place(long epoch, int index, int of) {
        static Place read(BinaryReader in) {
            return new Place(in.readLong(), in.readInt(), in.readInt());
        }

        void write(BinaryWriter out) {
            out.writeLong(epoch);
            out.writeInt(index);
            out.writeInt(of);
        }

        boolean isLast() {
            return index + 1 == of;
        }
    }

    /** Returns the last epoch of which all letters are here; 0 if there is none. */
    public long committed() throws IOException {
        Place last = last();
        return last.isLast() ? last.epoch : last.epoch - 1;
    }

    private Place last() throws IOException {
        List<LoggedEvent> last = log.recent(1);
        return last.isEmpty()
                ? new Place(0, 0, 1)
                : Place.read(new BinaryReader(last.get(0).bytes()));
    }

    /** Adds the letters of an epoch, as boxes gave them, those that are here already left out. */
    public void commit(long epoch, byte[] letters, long nowMs) throws IOException {
        Place last = last();
        int here = last.epoch == epoch ? last.index + 1 : 0;
        List<byte[]> all = split(letters);
        List<NewEvent> missing = new ArrayList<>();
        for (int i = here; i < all.size(); i++) {
            BinaryWriter out = new BinaryWriter();
            new Place(epoch, i, all.size()).write(out);
            out.writeRaw(all.get(i));
            missing.add(new NewEvent(out.toByteArray(), EventLog.BY_ARRIVAL));
        }
        if (!missing.isEmpty()) {
            log.append(missing, nowMs);
        }
    }

    private static List<byte[]> split(byte[] letters) {
        List<byte[]> all = new ArrayList<>();
        BinaryReader in = new BinaryReader(letters);
        while (in.remaining() > 0) {
            all.add(in.readBytes());
        }
        return all;
    }

    /** Returns the latest letters, oldest first. */
    public List<DeadLetter> latest(int atMost, DynamicCodec types) throws IOException {
        List<DeadLetter> letters = new ArrayList<>();
        for (LoggedEvent event : log.recent(atMost)) {
            letters.add(LetterForm.show(record(event.bytes()), types));
        }
        return letters;
    }

    /** Returns all letters, oldest first. */
    public List<StoredLetter> list() throws IOException {
        List<StoredLetter> letters = new ArrayList<>();
        try (Cursor cursor = log.from(log.firstIndex())) {
            while (cursor.next()) {
                letters.add(LetterForm.read(cursor.index(), record(cursor.bytes())));
            }
        }
        return letters;
    }

    /** Returns letters by their numbers, those left out that are there no more. */
    public List<DeadLetter> get(List<Long> numbers, DynamicCodec types) throws IOException {
        List<DeadLetter> letters = new ArrayList<>();
        for (long number : numbers) {
            if (number >= log.firstIndex() && number < log.endIndex()) {
                try (Cursor cursor = log.from(number)) {
                    if (cursor.next()) {
                        letters.add(LetterForm.read(record(cursor.bytes()), types));
                    }
                }
            }
        }
        return letters;
    }

    private static BinaryReader record(byte[] bytes) {
        BinaryReader in = new BinaryReader(bytes);
        Place.read(in);
        return in;
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
