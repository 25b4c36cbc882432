// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process of Java from its start to its end, which may come with SIGKILL. It says {@code started MS} when it has begun its work. */
public final class Life implements AutoCloseable {
    private final Process process;
    private final Consumer<String> hearer;
    private final long begunNanos = System.nanoTime();
    private final Thread reader;
    private final CountDownLatch said = new CountDownLatch(1);
    private volatile long startedNanos;
    private volatile long ownStartMs;

    private Life(Process process, Consumer<String> hearer) {
        this.process = process;
        this.hearer = hearer;
        this.reader = new Thread(this::read, "life-reader");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a class of this class path.
     *
     * @param options of Java, besides a small heap
     * @param scratch a directory for what libraries unpack
     * @param log what it prints as errors is added to this file
     * @param hearer gets the other lines that it prints; the last one may be cut
     */
    public static Life start(
            List<String> options, Class<?> main, List<String> args, Path scratch, Path log, Consumer<String> hearer)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dorg.sqlite.tmpdir=" + scratch,
                "-cp",
                System.getProperty("java.class.path")));
        words.addAll(options);
        words.add(main.getName());
        words.addAll(args);
        return new Life(
                new ProcessBuilder(words)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start(),
                hearer);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("started ")) {
                    startedNanos = System.nanoTime();
                    ownStartMs = Long.parseLong(line.substring("started ".length()));
                    said.countDown();
                } else {
                    hearer.accept(line);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // it was killed
        }
        said.countDown();
    }

    /** Waits until it has begun its work; returns false if it has ended without, or takes longer. */
    public boolean awaitStart(Duration atMost) throws InterruptedException {
        return said.await(atMost.toNanos(), TimeUnit.NANOSECONDS) && startedNanos != 0;
    }

    /** Waits for its end; returns false if it takes longer. */
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        return process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    public boolean isOver() {
        return !process.isAlive();
    }

    /** Returns the exit status of one that is over. */
    public int status() {
        return process.exitValue();
    }

    /** Returns whether it has begun its work. */
    public boolean hasStarted() {
        return startedNanos != 0;
    }

    /** Returns how long it took to begin, the start of Java included, in milliseconds. */
    public long startMs() {
        return (startedNanos - begunNanos) / 1_000_000;
    }

    /** Returns how long it took to begin once Java ran, in milliseconds. */
    public long ownStartMs() {
        return ownStartMs;
    }

    /** Kills it; returns false if it had ended by itself. */
    public boolean kill() throws InterruptedException {
        process.destroyForcibly();
        int status = process.waitFor();
        reader.join();
        return status == KILLED;
    }

    /** The exit status of what was killed with SIGKILL. */
    private static final int KILLED = 128 + 9;

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
