// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A command in a process of its own, which can be sent signals. What it prints is in a file. */
final class RunningCommand implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

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

    /** Sends a signal; skips the test where the tests were started with that signal ignored, as by nohup: processes inherit it. */
    void signal(String name) throws IOException, InterruptedException {
        assumeFalse(isIgnored(name), "this process was started with SIG" + name + " ignored, and so was the command");
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Asks the system about this process; where that cannot be asked, nothing is taken for ignored. */
    private static boolean isIgnored(String name) throws IOException {
        Path status = Path.of("/proc/self/status");
        long ignored = Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .mapToLong(line -> Long.parseUnsignedLong(
                                line.substring(line.indexOf(':') + 1).trim(), 16))
                        .sum()
                : 0;
        Integer number = NUMBERS.get(name);
        return number != null && (ignored >> (number - 1) & 1) != 0;
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
