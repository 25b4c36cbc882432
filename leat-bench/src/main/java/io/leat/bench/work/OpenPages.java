// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** Pages that are open: each reads its stream of updates as they come, as a browser does, and throws them away. */
final class OpenPages implements AutoCloseable {
    private final URI server;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final LongAdder messages = new LongAdder();

    OpenPages(URI server) {
        this.server = server;
    }

    /** Opens so many, each of which has been answered when this returns. */
    void open(int pages, String job, String topics) {
        for (int i = 0; i < pages; i++) {
            try {
                open("/api/live?job=" + job + "&topics=" + topics);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void open(String path) throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        open.add(socket);
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        String status = lines.readLine();
        if (status == null || !status.contains(" 200 ")) {
            throw new IOException("GET " + path + ": " + status);
        }
        Thread reader = new Thread(() -> read(lines), "leat-bench-page");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(BufferedReader lines) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:")) {
                    messages.increment();
                }
            }
        } catch (IOException e) {
            // the page was closed
        }
    }

    /** Returns how many updates all pages have got. */
    long messages() {
        return messages.sum();
    }

    @Override
    public void close() throws IOException {
        for (Socket each : open) {
            each.close();
        }
    }
}
