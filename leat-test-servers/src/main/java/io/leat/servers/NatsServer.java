// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A NATS server with JetStream, whose streams are in files; the program is the Debian package {@code nats-server}.
 * Not thread-safe.
 */
public final class NatsServer implements AutoCloseable {
    private static final String PROGRAM = "nats-server";

    private final InstalledServer server;
    private final int port;

    private NatsServer(Path directory, int port) {
        this.port = port;
        this.server = new InstalledServer(
                List.of(PROGRAM, "-a", "127.0.0.1", "-p", Integer.toString(port), "-js", "-sd", directory.toString()),
                directory,
                port);
    }

    /** Returns whether the program is there; tests skip themselves where it is not. */
    public static boolean isInstalled() {
        return InstalledServer.find(PROGRAM).isPresent();
    }

    /**
     * Starts a new server on a free port, and waits until it answers.
     *
     * @param directory where its data and its log are to be; made if it is not there
     * @throws IOException if it does not come up, with what it said; or is not installed
     */
    public static NatsServer start(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        NatsServer started = new NatsServer(directory.toAbsolutePath(), InstalledServer.freePort());
        started.start();
        return started;
    }

    /** Starts it again, on the same port and with the same data, and waits until it answers. Does nothing if it runs. */
    public void start() throws IOException, InterruptedException {
        server.start();
    }

    /** Asks it to end, and waits until it has. */
    public void stop() throws InterruptedException {
        server.stop();
    }

    /** Ends it by SIGKILL. */
    public void kill() throws InterruptedException {
        server.kill();
    }

    /** Returns its address, which stays the same. */
    public String url() {
        return "nats://127.0.0.1:" + port;
    }

    /** Kills it: whoever closes it needs its data no more. */
    @Override
    public void close() {
        server.close();
    }
}
