// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import io.leat.connector.Sink;
import io.leat.connector.SinkContext;
import io.leat.connector.SinkWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A job as a sink sees it: it writes the numbers from 0 on, seals epochs, dies where it is told, and goes on from what it has sealed.
 *
 * <p>When it dies the sink is not closed, and what was not forced to disk is torn: cut, followed by garbage, or not there.
 */
final class PlayedJob {
    /** That the job dies here. */
    static final class Death extends Exception {
        private static final long serialVersionUID = 1;

        Death(String where) {
            super(where);
        }
    }

    /** Looks at what can be read, while the job has sealed so many rows. */
    interface Reader {
        void read(int sealedRows) throws Exception;
    }

    private final Sink<Row> sink;
    private final Path directory;
    private final Reader reader;
    private final Random random;
    private final int rows;
    private final int rowsPerEpoch;

    private int dieAt = Integer.MAX_VALUE;
    private int points;

    private long sealedEpoch;
    private @Nullable String sealedState;
    private int sealedRows;
    private int written;
    private boolean complete;
    /** The bytes of each open file that have been forced. */
    private Map<Path, Long> forced = Map.of();

    /** A row with more than one byte a character, quotes and a line break. */
    record Row(int n, String text) {
        static Row of(int n) {
            return new Row(n, "é\"" + "€\n".repeat(n % 4));
        }
    }

    PlayedJob(Sink<Row> sink, Path directory, Reader reader, Random random, int rows, int rowsPerEpoch) {
        this.sink = sink;
        this.directory = directory;
        this.reader = reader;
        this.random = random;
        this.rows = rows;
        this.rowsPerEpoch = rowsPerEpoch;
    }

    /** Lets the next life end at its point of this number, from 1. */
    PlayedJob dyingAt(int point) {
        dieAt = point;
        return this;
    }

    boolean isComplete() {
        return complete;
    }

    @Nullable
    String sealedState() {
        return sealedState;
    }

    /** Runs from where the job has got to until it ends or dies. Returns whether it ended. */
    boolean live() throws Exception {
        points = 0;
        try {
            run();
            return true;
        } catch (Death e) {
            tear();
            return false;
        } finally {
            dieAt = Integer.MAX_VALUE;
        }
    }

    private SinkContext context() {
        return new SinkContext("job", "out", "run", true, sealedState);
    }

    private void run() throws Exception {
        SinkWriter<Row> writer = sink.open(context());
        written = sealedRows;
        point("opened");
        while (!complete) {
            epoch(writer);
        }
        writer.close();
        point("closed");
    }

    private void epoch(SinkWriter<Row> writer) throws Exception {
        int to = Math.max(written, Math.min(rows, sealedRows + (random.nextInt(5) == 0 ? 0 : rowsPerEpoch)));
        write(writer, to);
        if (random.nextBoolean()) {
            writer.flush();
        }
        boolean ends = to == rows && random.nextBoolean();
        if (ends) {
            writer.finish();
            point("finished");
        }
        long epoch = sealedEpoch + 1 + random.nextInt(2);
        String state = writer.checkpoint(epoch);
        Map<Path, Long> lengths = lengths();
        point("epoch " + epoch + " taken");
        write(writer, Math.min(rows, to + random.nextInt(3))); // the next epoch has begun
        if (sealedEpoch > 0 && random.nextInt(3) == 0) {
            commit(writer);
        }
        writer.force(epoch);
        forced = lengths;
        point("epoch " + epoch + " forced");
        sealedEpoch = epoch;
        sealedState = state;
        sealedRows = to;
        complete = ends;
        point("epoch " + epoch + " sealed");
        if (complete || random.nextInt(3) == 0) {
            commit(writer);
        }
    }

    private void write(SinkWriter<Row> writer, int to) throws Exception {
        for (; written < to; written++) {
            writer.write(Row.of(written), written);
        }
        point("written");
    }

    private void commit(SinkWriter<Row> writer) throws Exception {
        List<Path> before = files(false);
        writer.committed(sealedEpoch);
        List<Path> renamed = files(false);
        renamed.removeAll(before);
        if (++points == dieAt) {
            renamed.subList(0, random.nextInt(renamed.size() + 1)).clear();
            for (Path path : renamed) { // these were not yet
                Files.move(path, path.resolveSibling(path.getFileName() + ".open"));
            }
            throw new Death("in the middle of committed");
        }
        point("epoch " + sealedEpoch + " committed");
    }

    private void point(String where) throws Exception {
        reader.read(sealedRows);
        if (++points == dieAt) {
            throw new Death(where);
        }
    }

    private Map<Path, Long> lengths() throws IOException {
        Map<Path, Long> lengths = new HashMap<>();
        for (Path open : files(true)) {
            lengths.put(open, Files.size(open));
        }
        return lengths;
    }

    private void tear() throws IOException {
        for (Path open : files(true)) {
            if (!forced.containsKey(open) && random.nextInt(3) == 0) {
                Files.delete(open);
                continue;
            }
            byte[] content = Files.readAllBytes(open);
            long certain = Math.min(forced.getOrDefault(open, 0L), content.length);
            int length = (int) (certain + random.nextInt((int) (content.length - certain) + 5));
            byte[] torn = new byte[length];
            random.nextBytes(torn);
            System.arraycopy(content, 0, torn, 0, (int) Math.min(certain, length));
            Files.write(open, torn);
        }
    }

    private List<Path> files(boolean open) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return new ArrayList<>(
                    files.filter(file -> file.getFileName().toString().endsWith(".open") == open)
                            .sorted()
                            .toList());
        }
    }
}
