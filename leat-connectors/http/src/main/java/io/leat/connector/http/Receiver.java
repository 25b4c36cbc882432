// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.connector.UnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The other end of a webhook. Used by one thread at a time. */
final class Receiver {
    private static final Set<Integer> FOR_NOW = Set.of(408, 425, 429);
    private static final int SHOWN_BYTES = 500;
    private static final long LONGEST_RETRY_S = 3_600;

    private final URI address;
    private final Webhook.Settings settings;
    private final String name;
    private final HttpClient client;
    /** Before that it does not want to hear of us. */
    private long notBeforeNs = System.nanoTime();

    Receiver(URI address, Webhook.Settings settings, String name) {
        this.address = address;
        this.settings = settings;
        this.name = name;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout())
                .build();
    }

    /** What came back, with the beginning of its body. */
    private record Reply(HttpResponse<Void> response, String text) {
        int status() {
            return response.statusCode();
        }

        Optional<String> header(String header) {
            return response.headers().firstValue(header);
        }
    }

    /**
     * Posts a body, and returns when the receiver has it.
     *
     * @throws UnavailableException if that may be otherwise later
     * @throws IOException if it does not want it
     */
    void post(byte[] body, String key) throws IOException, InterruptedException {
        long waitNs = notBeforeNs - System.nanoTime();
        if (waitNs > 0) {
            throw new UnavailableException(
                    name + " asks to be left alone for " + (1 + waitNs / 1_000_000_000) + " s more", null);
        }
        judge(send(request(body, key)));
    }

    private HttpRequest request(byte[] body, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", settings.mediaType())
                .POST(BodyPublishers.ofByteArray(body));
        settings.headers().forEach(request::setHeader);
        return request.setHeader("Idempotency-Key", key).build();
    }

    private Reply send(HttpRequest request) throws IOException, InterruptedException {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<Void>> reply = client.sendAsync(
                request, BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> keep(bytes, shown))));
        try {
            HttpResponse<Void> response = reply.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(response, shown.toString(UTF_8));
        } catch (TimeoutException e) {
            throw new UnavailableException(name + " has not answered within " + settings.timeout(), e);
        } catch (ExecutionException e) {
            throw new UnavailableException(name + " cannot be reached: " + e.getCause(), e.getCause());
        } finally {
            reply.cancel(true);
        }
    }

    private static void keep(byte[] bytes, ByteArrayOutputStream shown) {
        shown.write(bytes, 0, Math.min(bytes.length, SHOWN_BYTES - shown.size()));
    }

    private void judge(Reply reply) throws IOException {
        int status = reply.status();
        if (status >= 200 && status < 300) {
            return;
        }
        Optional<String> retryAfter = reply.header("Retry-After");
        String said = name + " has answered " + status + ": " + withoutSecrets(reply.text());
        if (FOR_NOW.contains(status) || status >= 500 || (status == 409 && retryAfter.isPresent())) {
            retryAfter.ifPresent(this::leaveAlone);
            throw new UnavailableException(said, null);
        }
        if (status >= 300 && status < 400) {
            throw new IOException(said + " (redirects are not followed: give the address that it leads to)");
        }
        throw new IOException(said);
    }

    /** Returns a text on one line, without what was sent in headers: a receiver may repeat it. */
    private String withoutSecrets(String text) {
        String shown = text;
        for (String value : settings.headers().values()) {
            shown = shown.replace(value, "…");
        }
        return shown.replaceAll("\\p{Cntrl}+", " ");
    }

    /** Takes note of a {@code Retry-After} in seconds; a date is left to the pauses of the engine. */
    private void leaveAlone(String retryAfter) {
        if (retryAfter.matches("\\d{1,9}")) {
            long seconds = Math.min(Long.parseLong(retryAfter), LONGEST_RETRY_S);
            notBeforeNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        }
    }
}
