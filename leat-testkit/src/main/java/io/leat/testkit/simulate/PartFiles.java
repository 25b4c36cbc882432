// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import io.leat.connector.Guarantee;
import io.leat.connector.Sink;
import io.leat.connector.SinkContext;
import io.leat.connector.SinkWriter;
import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskInput;
import io.leat.engine.disk.DiskOutput;
import io.leat.testkit.host.Recorder;
import io.leat.testkit.machine.Machine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A sink that writes parts on the disk of the job: the open part is cut back when another process goes on, a part is published by
 * its new name when an epoch with all of it is sealed, and what is published stays. A result is written as its place in
 * {@link #values}.
 *
 * <p>The state of an epoch is the number of the open part and its length; parts before it are published.
 */
final class PartFiles extends Sink<Object> implements Outside {
    private static final int ROLLS_ONE_OF = 3;
    private static final int MOST_FAILURES_IN_A_ROW = 2;
    private static final String OPEN = "open-";
    private static final String PUBLISHED = "part-";

    private final List<Recorder.Out> values = new ArrayList<>();
    private final Random random;
    private final Supplier<Machine> machine;
    private final String name;

    /**
     * Makes a sink.
     *
     * @param machine that of the process that runs now
     * @param name of the directory in which its parts are
     */
    PartFiles(Random random, Supplier<Machine> machine, String name) {
        this.random = random;
        this.machine = machine;
        this.name = name;
    }

    private Disk place() throws IOException {
        return machine.get().disk().directory("parts").directory(name);
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.EXACTLY_ONCE;
    }

    @Override
    public SinkWriter<Object> open() {
        throw new UnsupportedOperationException("parts are opened with a context");
    }

    @Override
    public SinkWriter<Object> open(SinkContext context) throws IOException {
        return new Writer(place(), context.state());
    }

    private final class Writer implements SinkWriter<Object> {
        private final Disk disk;
        private final TreeMap<Long, Integer> openAfter = new TreeMap<>();
        /** Parts that are complete, and perhaps not forced. */
        private final List<DiskOutput> complete = new ArrayList<>();

        private int part;
        private DiskOutput out;
        /** How much of the open part is rows: behind that may be a piece of one that could not be written. */
        private long length;

        private boolean finished;
        private int failuresInARow;

        Writer(Disk disk, @Nullable String state) throws IOException {
            this.disk = disk;
            String[] fields = (state == null ? "0 0" : state).split(" ", 2);
            this.part = Integer.parseInt(fields[0]);
            this.length = Long.parseLong(fields[1]);
            removeUnsealed();
            publishBelow(part);
            if (length == 0) {
                disk.delete(OPEN + part);
            }
            this.out = length == 0 ? disk.create(OPEN + part) : disk.append(OPEN + part, length);
        }

        /** Removes what epochs have begun that were not sealed. None of that is published. */
        private void removeUnsealed() throws IOException {
            for (String name : disk.files()) {
                if (name.startsWith(PUBLISHED) && number(name) >= part) {
                    throw new AssertionError(name + " is published, though " + part + " is open yet");
                }
                if (name.startsWith(OPEN) && number(name) > part) {
                    disk.delete(name);
                }
            }
        }

        private void publishBelow(int first) throws IOException {
            for (String name : disk.files()) {
                if (name.startsWith(OPEN) && number(name) < first) {
                    disk.rename(name, PUBLISHED + number(name));
                }
            }
            disk.sync();
        }

        @Override
        public void write(Object value, long timestamp) throws IOException {
            attempt(() -> writeRow(value, timestamp));
        }

        private void writeRow(Object value, long timestamp) throws IOException {
            cutBack();
            values.add(new Recorder.Out(value, timestamp));
            byte[] row =
                    ByteBuffer.allocate(Long.BYTES).putLong(values.size() - 1L).array();
            out.write(row, 0, row.length);
            length += row.length;
        }

        /** A failure may be the only one, and is handed on. Another one ends the process: to wait for more of them takes time. */
        private void attempt(Call call) throws IOException {
            try {
                call.run();
                failuresInARow = 0;
            } catch (IOException e) {
                if (++failuresInARow == MOST_FAILURES_IN_A_ROW) {
                    machine.get().stop();
                    disk.files();
                }
                throw e;
            }
        }

        private void cutBack() throws IOException {
            if (out.length() > length) {
                out.close();
                out = disk.append(OPEN + part, length);
            }
        }

        @Override
        public void finish() {
            finished = true;
        }

        @Override
        public String checkpoint(long epoch) throws IOException {
            attempt(() -> {
                cutBack();
                if (length > 0 && (finished || random.nextInt(ROLLS_ONE_OF) == 0)) {
                    roll();
                }
            });
            openAfter.put(epoch, part);
            return part + " " + length;
        }

        private void roll() throws IOException {
            DiskOutput next = disk.create(OPEN + (part + 1));
            complete.add(out);
            out = next;
            part++;
            length = 0;
        }

        @Override
        public void force(long epoch) throws IOException {
            for (DiskOutput each : complete) {
                each.force();
                each.close();
            }
            complete.clear();
            out.force();
            disk.sync();
        }

        @Override
        public void committed(long epoch) throws IOException {
            Integer open = openAfter.get(epoch);
            if (open != null) {
                attempt(() -> publishBelow(open));
            }
            openAfter.headMap(epoch, true).clear();
        }

        @Override
        public void close() throws IOException {
            for (DiskOutput each : complete) {
                each.close();
            }
            out.close();
        }
    }

    private interface Call {
        void run() throws IOException;
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(OPEN.length()));
    }

    @Override
    public Sink<Object> sink() {
        return this;
    }

    /** Returns what is in all parts, the open one too. */
    @Override
    public List<Recorder.Out> results() {
        return rows("");
    }

    /** Returns what readers of published parts see. */
    List<Recorder.Out> published() {
        return rows(PUBLISHED);
    }

    private List<Recorder.Out> rows(String prefix) {
        try {
            Disk disk = place();
            List<String> names = new ArrayList<>(disk.files());
            names.removeIf(name -> !name.startsWith(prefix));
            names.sort(Comparator.comparingInt(PartFiles::number));
            List<Recorder.Out> rows = new ArrayList<>();
            for (String name : names) {
                read(disk, name, rows);
            }
            return rows;
        } catch (IOException e) {
            throw new AssertionError("the parts cannot be read", e);
        }
    }

    private void read(Disk disk, String name, List<Recorder.Out> rows) throws IOException {
        try (DiskInput in = disk.open(name)) {
            byte[] bytes = new byte[Math.toIntExact(in.length())];
            in.read(0, bytes, 0, bytes.length);
            ByteBuffer fields = ByteBuffer.wrap(bytes);
            while (fields.hasRemaining()) {
                rows.add(values.get(Math.toIntExact(fields.getLong())));
            }
        }
    }

    @Override
    public String toString() {
        return "parts published by rename";
    }
}
