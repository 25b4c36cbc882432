// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.page;

import io.leat.Leat;
import io.leat.server.LeatServer;
import io.leat.server.ServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts the server of the page of a command's jobs. */
public final class PageServer {
    /** The port that people know; a command takes it unless another was asked for. */
    public static final int PORT = 8080;

    private PageServer() {}

    /**
     * Starts a server for the jobs of an engine.
     *
     * @param port 0 for any that is free; null for {@link #PORT}, or any that is free if that is taken
     * @param choose whatever else there is to choose
     * @throws IllegalArgumentException if what was chosen makes no sense, or the port is taken; the message names the option
     */
    public static LeatServer start(Leat leat, @Nullable Integer port, Consumer<? super ServerOptions> choose) {
        try {
            return at(leat, port == null ? PORT : port, choose);
        } catch (IOException e) {
            if (port == null && e.getCause() instanceof IOException cause && isTaken(cause)) {
                return start(leat, 0, choose);
            }
            throw new IllegalArgumentException(
                    "--port: " + e.getMessage() + ": give another, or 0 for any that is free", e);
        }
    }

    private static boolean isTaken(IOException e) {
        return e instanceof BindException || e.getCause() instanceof BindException;
    }

    private static LeatServer at(Leat leat, int port, Consumer<? super ServerOptions> choose) throws IOException {
        return LeatServer.start(leat, options -> {
            try {
                options.port(port);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("--port: " + e.getMessage(), e);
            }
            choose.accept(options);
        });
    }
}
