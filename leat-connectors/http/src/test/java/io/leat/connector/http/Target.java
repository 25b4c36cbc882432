// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A receiver of webhooks on a real socket. It keeps what it got, and answers what it is told: good, if nothing. */
final class Target implements AutoCloseable {
    /** A request that has come. */
    record Posted(
            String key, String body, String type, @Nullable String secret) {}

    /** What to answer: a status, a text, and a header if its name is not empty. */
    record Reply(int status, String text, String header, String value) {
        static Reply of(int status) {
            return new Reply(status, "", "", "");
        }
    }

    final List<Posted> posted = new CopyOnWriteArrayList<>();
    final Deque<Reply> replies = new ConcurrentLinkedDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** Starts one; with port 0 at a free port. */
    Target(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            posted.add(new Posted(
                    headers.getFirst("Idempotency-Key"),
                    body,
                    headers.getFirst("Content-Type"),
                    headers.getFirst("X-Secret")));
            Reply reply = replies.isEmpty() ? Reply.of(204) : replies.poll();
            if (reply.status == 0) {
                return; // never
            }
            if (!reply.header.isEmpty()) {
                exchange.getResponseHeaders().set(reply.header, reply.value);
            }
            byte[] text = reply.text.getBytes(UTF_8);
            exchange.sendResponseHeaders(reply.status, text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port() + "/hooks/s3cr3t-path?q=s3cr3t-query");
    }

    List<String> bodies() {
        return posted.stream().map(Posted::body).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
