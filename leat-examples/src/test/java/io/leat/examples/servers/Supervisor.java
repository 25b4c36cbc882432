// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps the process with the job alive, as an operating system's service does: it is started again whenever it ends. */
final class Supervisor implements AutoCloseable {
    private static final long PAUSE_MS = 200;

    private final List<String> args;
    private final Path logs;
    private final Thread thread = new Thread(this::watch, "supervisor");
    private volatile boolean completing;
    private volatile boolean closed;
    private volatile boolean completed;
    private volatile Process process;
    private final AtomicInteger lives = new AtomicInteger();

    Supervisor(List<String> args, Path logs) throws IOException {
        this.args = args;
        this.logs = Files.createDirectories(logs);
        process = start();
        thread.start();
    }

    private Process start() throws IOException {
        lives.incrementAndGet();
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                FleetProcess.class.getName()));
        words.addAll(args);
        if (completing) {
            words.add("until=end");
        }
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private Path log() {
        return logs.resolve("life-" + lives.get() + ".txt");
    }

    /** Waits until the job of the present life, or of a later one, has begun; returns how many there have been. */
    int awaitStart(Duration atMost) throws InterruptedException, IOException {
        long until = System.nanoTime() + atMost.toNanos();
        while (!Files.exists(log()) || !Files.readString(log()).contains(FleetProcess.STARTED)) {
            if (System.nanoTime() > until) {
                throw new AssertionError("the job does not start:\n" + Files.readString(log()));
            }
            Thread.sleep(20);
        }
        return lives.get();
    }

    private void watch() {
        try {
            while (!closed) {
                boolean last = completing;
                if (process.waitFor() == 0 && last) {
                    completed = true;
                    return;
                }
                Thread.sleep(PAUSE_MS);
                process = start();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process by SIGKILL; it is started again. */
    void kill() {
        process.destroyForcibly();
    }

    /** Lets the job read to the end of its topic and complete. */
    void complete(Duration atMost) throws InterruptedException, IOException {
        completing = true;
        kill();
        thread.join(atMost.toMillis());
        if (!completed) {
            String said = Files.readString(log());
            throw new AssertionError("the job has not completed in " + atMost + ", its " + lives + ". life:\n"
                    + said.substring(Math.max(0, said.length() - 10_000)));
        }
    }

    @Override
    public void close() {
        closed = true;
        process.destroyForcibly();
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
