// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server that is a program of the operating system, with one port; what all of these have in common. Not thread-safe. */
final class InstalledServer {
    private static final long START_MS = 20_000;
    private static final long STOP_SECONDS = 20;
    private static final long POLL_MS = 10;

    private final List<String> command;
    private final Path directory;
    private final int port;
    private @Nullable Process process;

    /**
     * Makes one that does not run yet.
     *
     * @param command the name of the program first
     */
    InstalledServer(List<String> command, Path directory, int port) {
        this.command = command;
        this.directory = directory;
        this.port = port;
    }

    /** Returns a port that was free a moment ago. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Looks for a program where the system's path says, and where Debian puts servers. */
    static Optional<Path> find(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(java.io.File.pathSeparator)), Stream.of("/usr/sbin", "/usr/bin"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it, unless it runs, and waits until it accepts connections. */
    void start() throws IOException, InterruptedException {
        if (process != null) {
            return;
        }
        Process started = launch();
        process = started;
        long end = System.nanoTime() + START_MS * 1_000_000;
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() - end > 0) {
                kill();
                throw new IOException("'" + String.join(" ", command) + "' does not answer at port " + port
                        + "; it said:\n" + Files.readString(log()));
            }
            Thread.sleep(POLL_MS);
        }
    }

    private Process launch() throws IOException {
        String program = command.get(0);
        Path file = find(program)
                .orElseThrow(
                        () -> new IOException(program + " is not installed. With Debian: apt-get install " + program));
        Process launched = new ProcessBuilder(command)
                .command(Stream.concat(
                                Stream.of(file.toString()), command.stream().skip(1))
                        .toList())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(launched::destroyForcibly));
        return launched;
    }

    private Path log() {
        return directory.resolve("server.log");
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks it to end, and waits until it has. */
    void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
            kill();
        }
    }

    /** Ends it by SIGKILL. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
            process = null;
        }
    }

    /** Kills it, also in a thread that is interrupted. */
    void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it has been sent the signal
        }
    }
}
