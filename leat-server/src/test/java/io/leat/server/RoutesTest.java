// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.memory.Push;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every route that a server with a job has, taken from its own list, against those who should not get in and what should not. */
@Timeout(120)
class RoutesTest {
    private static final String TOKEN = LeatServer.randomToken();

    private final Push<String> texts = Push.of(String.class);
    private Leat leat;
    private LeatServer server;
    private Job job;

    @BeforeEach
    void start() throws Exception {
        leat = Leat.inMemory();
        server = LeatServer.start(leat, options -> options.token(TOKEN).bodyBytes(1_000));
        job = leat.start(Pipeline.of("texts", p -> p.from("in", texts).to("out", Sink.of(x -> {}))));
    }

    @AfterEach
    void stop() {
        server.close();
        leat.close();
    }

    /** Returns the routes with a job and a step that there are. */
    private List<String> routes() {
        List<String> routes = server.routes().stream()
                .map(route ->
                        route.replace("{job}", "texts").replace("{step}", "in").replace("{id}", "0"))
                .toList();
        assertThat(routes)
                .contains("GET /api/jobs", "GET /api/jobs/texts/steps/in/windows", "GET /api/live")
                .contains("POST /api/jobs/texts/cancel", "POST /api/jobs/texts/letters/0/retry")
                .noneMatch(route -> route.contains("{"));
        return routes;
    }

    /** Routes that end the job come last. */
    private List<String> harmlessRoutes() {
        return routes().stream()
                .filter(route -> !route.startsWith("POST /api/jobs/texts/") || route.contains("retry"))
                .toList();
    }

    /** Sends a request, and returns the status of the answer. */
    private int status(String request) throws IOException {
        return Integer.parseInt(answer(request).substring(9, 12));
    }

    /** Returns the headers of the answer, and its body if it has an end. */
    private String answer(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                assertThat(next).as(answer + " ends").isNotNegative();
                answer.append((char) next);
            }
            boolean endless = answer.indexOf("text/event-stream") >= 0;
            return answer + (endless ? "" : new String(in.readAllBytes(), UTF_8));
        }
    }

    private static String request(String route, String... headers) {
        return route + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + String.join("", headers) + "\r\n";
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    @Test
    void whenTokenIsMissingOrWrong_thenNoRouteAnswersAndTheRightOneOpensAll() throws Exception {
        for (String route : routes()) {
            boolean open = server.openRoutes().contains(route);
            assertThat(status(request(route))).as(route).isEqualTo(open ? 200 : 401);
            assertThat(status(request(route, bearer(LeatServer.randomToken()))))
                    .as(route)
                    .isEqualTo(open ? 200 : 401);
            assertThat(status(request(route + "?token=" + TOKEN))).as(route).isEqualTo(open ? 200 : 401);
        }
        assertThat(job.status()).as("nobody could end it").isEqualTo(Job.Status.RUNNING);
        for (String route : harmlessRoutes()) {
            assertThat(status(request(route, bearer(TOKEN)))).as(route).isIn(200, 400, 404, 409);
        }
        assertThat(server.openRoutes()).noneMatch(route -> route.matches("[A-Z]+ /(api/|metrics|openapi|health/).*"));
    }

    @Test
    void whenPathsLeadElsewhere_thenNothingIsToldButWhatIsAtARoute() throws Exception {
        List<String> steps = List.of(
                "..",
                "%2e%2e",
                ".%2e",
                "%2E.",
                "..%2f",
                "..%5c",
                "..\\",
                "..;",
                "..;/",
                "%252e%252e",
                "%c0%ae%c0%ae",
                ".",
                "%2e",
                "....//",
                "%00",
                "..%00",
                "%uff0e%uff0e",
                "etc",
                "passwd",
                "WEB-INF",
                "META-INF",
                "module-info.class");
        List<String> routes = harmlessRoutes();
        Random random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            String route = routes.get(i % routes.size());
            List<String> parts = new ArrayList<>(List.of(route.split("/", -1)));
            for (int j = 0; j <= random.nextInt(6); j++) {
                parts.add(1 + random.nextInt(parts.size()), steps.get(random.nextInt(steps.size())));
            }
            String path = String.join("/", parts);
            String answer = answer(request(path, bearer(TOKEN)));
            assertThat(Integer.parseInt(answer.substring(9, 12))).as(path).isIn(200, 400, 404, 405, 409);
            assertThat(answer)
                    .as(path)
                    .doesNotContain("root:x:")
                    .doesNotContain("\tat ")
                    .doesNotContain("Exception");
        }
        assertThat(job.status()).isEqualTo(Job.Status.RUNNING);
    }

    @Test
    void whenHeadersOrBodiesAreTooLarge_thenTheyAreRefused() throws Exception {
        for (String route : harmlessRoutes()) {
            assertThat(status(request(route, bearer(TOKEN), "X-Large: " + "x".repeat(9_000) + "\r\n")))
                    .as(route)
                    .isEqualTo(431);
            assertThat(status(request(route + "?text=" + "x".repeat(9_000), bearer(TOKEN))))
                    .as(route)
                    .isIn(414, 431);
            if (route.startsWith("POST")) {
                assertThat(status(request(route, bearer(TOKEN), "Content-Length: 1001\r\n")))
                        .as(route)
                        .isEqualTo(413);
            }
        }
        assertThat(job.status()).isEqualTo(Job.Status.RUNNING);
    }

    @Test
    void whenNumbersAreOutOfRange_thenItSaysSo() throws Exception {
        for (String wrong : List.of("-1", "99999999999", "9999999999999999999999", "1.5", "x", "%00")) {
            for (String path : List.of(
                    "history?seconds=",
                    "steps/in?limit=",
                    "steps/in/state?limit=",
                    "events?limit=",
                    "events?output=",
                    "letters?limit=")) {
                String answer = answer(request("GET /api/jobs/texts/" + path + wrong, bearer(TOKEN)));
                assertThat(answer).as(path + wrong).startsWith("HTTP/1.1 400").contains("give a ");
            }
        }
    }
}
