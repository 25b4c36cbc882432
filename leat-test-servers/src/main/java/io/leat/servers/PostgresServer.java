// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server with one superuser, {@code postgres}, who needs no password. It listens on 127.0.0.1 only and forces its log to
 * the disk at each commit, as a real one does. Not thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final int port;
    private @Nullable EmbeddedPostgres running;

    private PostgresServer(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /**
     * Starts a server on a free port.
     *
     * @param directory where its data is; made if it is not there, and kept when the server is closed
     * @throws IOException if it does not answer within a minute
     */
    public static PostgresServer start(Path directory) throws IOException {
        PostgresServer server = new PostgresServer(directory.toAbsolutePath(), freePort());
        server.start();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns the address of the database {@code postgres}, with the user's name in it. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    /**
     * Starts it again, on the same port and data.
     *
     * @throws IllegalStateException if it runs
     * @throws IOException if it does not answer within a minute
     */
    public void start() throws IOException {
        if (running != null) {
            throw new IllegalStateException("the server at " + url() + " runs already: stop or kill it first");
        }
        running = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(PATIENCE)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on") // which, like the next, is off here unless asked for
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "50")
                .start();
    }

    /** Stops it: transactions are rolled back, connections closed. Does nothing if it does not run. */
    public void stop() throws IOException {
        EmbeddedPostgres server = running;
        running = null;
        if (server != null) {
            server.close();
        }
    }

    /**
     * Kills all of its processes (SIGKILL) and returns when they are gone.
     *
     * @throws IllegalStateException if it does not run
     */
    public void kill() throws IOException {
        if (running == null) {
            throw new IllegalStateException("the server at " + url() + " does not run: start it first");
        }
        Path pidFile = directory.resolve("postmaster.pid");
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(PostgresServer::awaitEnd);
        Files.deleteIfExists(pidFile); // or a process that gets the same number would keep it from starting
        stop();
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("process " + process.pid() + " of the server has not ended", e);
        }
    }

    /** Stops it. The data stays. */
    @Override
    public void close() {
        try {
            stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
