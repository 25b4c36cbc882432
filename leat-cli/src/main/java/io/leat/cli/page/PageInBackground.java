// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.page;

import io.leat.Leat;
import io.leat.observe.Observation;
import io.leat.server.LeatServer;
import java.net.URI;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A page that is being opened while its jobs run already: a server takes longer to start than a job. */
public final class PageInBackground implements AutoCloseable {
    private final CompletableFuture<@Nullable LeatServer> server;
    /** Those of jobs that were started before the page was open, so that it has what they did meanwhile. */
    private final Queue<Observation> observations = new ConcurrentLinkedQueue<>();

    /** Null if nothing is observed. */
    private Leat.@Nullable OnStart starts;

    private PageInBackground(CompletableFuture<@Nullable LeatServer> server) {
        this.server = server;
    }

    /** Begins to open the page of an engine, as {@link PageServer#start} does. */
    public static PageInBackground open(Leat leat, @Nullable Integer port) {
        PageInBackground page = new PageInBackground(
                CompletableFuture.supplyAsync(() -> PageServer.start(leat, port, options -> {}), task -> {
                    Thread thread = new Thread(task, "leat-page");
                    thread.setDaemon(true);
                    thread.start();
                }));
        page.starts = leat.onStart(job -> page.observations.add(job.observe()));
        return page;
    }

    /** Returns one that is never there. */
    public static PageInBackground none() {
        return new PageInBackground(CompletableFuture.completedFuture(null));
    }

    /**
     * Returns where the page is; empty if it is not open yet.
     *
     * @throws IllegalArgumentException if it cannot be opened; the message names the option
     */
    public Optional<URI> address() {
        return address(() -> server.getNow(null));
    }

    /**
     * Waits until the page is open, and returns where; empty if it never is.
     *
     * @throws IllegalArgumentException if it cannot be opened; the message names the option
     */
    public Optional<URI> awaitAddress() {
        return address(server::join);
    }

    private static Optional<URI> address(Supplier<@Nullable LeatServer> server) {
        try {
            return Optional.ofNullable(server.get()).map(LeatServer::uri);
        } catch (CompletionException e) {
            if (e.getCause() instanceof IllegalArgumentException mistake) {
                throw mistake;
            }
            throw e;
        }
    }

    /** Closes the page, when it is open. */
    @Override
    public void close() {
        try {
            LeatServer open = server.join();
            if (open != null) {
                open.close();
            }
        } catch (CompletionException e) {
            // it has never been open
        }
        if (starts != null) {
            starts.close();
        }
        observations.forEach(Observation::close);
    }
}
