// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.file;

import com.sun.management.OperatingSystemMXBean;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.bench.work.Run;
import io.leat.bench.work.Work;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Reading a file into records, or writing records to one: a whole job of Leat's, start and end with it, beside a loop over the bare library. The
 * processor time is that of the process, whatever its threads do.
 */
public final class FileWork implements Work {
    private static final int ROWS = 400_000;
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Form form;
    private final boolean reads;
    private final Path in;
    private final Path out;
    private final List<Row> rows;
    private long results;
    private long sum;

    private interface Body {
        void run() throws IOException, InterruptedException;
    }

    private FileWork(Form form, boolean reads, Path directory) {
        this.form = form;
        this.reads = reads;
        this.in = directory.resolve("in." + form);
        this.out = directory.resolve("out." + form);
        this.rows = IntStream.range(0, ROWS).mapToObj(Row::of).toList();
        if (reads) {
            unchecked(() -> form.write(in, rows));
        }
    }

    /**
     * Returns reading and writing in each format.
     *
     * @param directory where its files are
     */
    public static List<Work> all(Path directory) {
        return List.of(
                new FileWork(Form.JSON, true, directory),
                new FileWork(Form.CSV, true, directory),
                new FileWork(Form.JSON, false, directory),
                new FileWork(Form.CSV, false, directory));
    }

    @Override
    public String name() {
        return (reads ? "read-" : "write-") + form.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public long events() {
        return ROWS;
    }

    @Override
    public boolean windowed() {
        return false;
    }

    @Override
    public double leastRatio() {
        return 0.7;
    }

    @Override
    public Run leat(long events) {
        Source<Row> source = reads ? form.source(in) : Source.of(rows);
        Sink<Row> sink = reads ? Sink.of(this::add) : form.sink(out);
        return measured(() -> {
            try (Leat leat = Leat.inMemory()) {
                leat.start(Pipeline.of(name(), p -> p.from("in", source).to("out", sink)))
                        .awaitCompletion();
            }
        });
    }

    @Override
    public Run hand(long events) {
        return measured(reads ? () -> form.read(in, this::add) : () -> form.write(out, rows));
    }

    private void add(Row row) {
        results++;
        sum += row.sum();
    }

    private Run measured(Body body) {
        results = 0;
        sum = 0;
        long cpuNanos = -PROCESS.getProcessCpuTime();
        long nanos = -System.nanoTime();
        unchecked(body);
        nanos += System.nanoTime();
        cpuNanos += PROCESS.getProcessCpuTime();
        if (!reads) {
            unchecked(this::sumUpFile);
        }
        return new Run(ROWS, nanos, cpuNanos, 0, results, sum);
    }

    private void sumUpFile() throws IOException {
        CRC32 crc = new CRC32();
        crc.update(Files.readAllBytes(out));
        results = Files.size(out);
        sum = crc.getValue();
    }

    private static void unchecked(Body body) {
        try {
            body.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }
}
