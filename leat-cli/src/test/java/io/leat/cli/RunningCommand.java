// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A command in a process of its own, which can be sent signals. What it prints is in a file. */
final class RunningCommand implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Process process;
    private final Path printed;

    private RunningCommand(Process process, Path printed) {
        this.process = process;
        this.printed = printed;
    }

    static RunningCommand start(Path directory, String... args) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LeatCommand.class.getName()));
        words.addAll(List.of(args));
        Path printed = Files.createTempFile(directory, "printed", ".txt");
        return new RunningCommand(
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile())
                        .start(),
                printed);
    }

    void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Waits until something has come about, while the process lives. */
    void await(Callable<Boolean> condition) throws IOException {
        Awaitility.await().atMost(LONG).until(() -> condition.call() || !process.isAlive());
        assertThat(process.isAlive()).as(printed()).isTrue();
    }

    String printed() throws IOException {
        return Files.readString(printed);
    }

    /** Waits for its end, and returns the exit status. */
    int status() throws InterruptedException {
        assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
