// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connector.Format;
import io.leat.connector.memory.Push;
import io.leat.server.route.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps requests out, whatever their route is. */
@Timeout(60)
class SafetyTest {
    private static final String TOKEN = LeatServer.randomToken();

    private final Push<String> push = Push.of(String.class);
    private LeatServer server;
    private Client client;

    private void start(Consumer<ServerOptions> choose) throws IOException {
        server = LeatServer.start(choose);
        client = new Client(server);
        server.ingest("/events/texts", push, Format.text());
        server.stream("/streams/texts", Format.text());
        server.handle("GET", "/", request -> Answer.json(200, "{}"));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void whenNothingIsSaid_thenOnlyThisMachineReachesIt() throws Exception {
        start(options -> {});
        assertThat(server.uri()).hasHost("127.0.0.1");
        assertThat(client.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void whenOthersCouldReachItWithoutToken_thenItDoesNotStart() {
        assertThatThrownBy(() -> LeatServer.start(options -> options.address("0.0.0.0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a server at 0.0.0.0 can be reached from other machines: give it a token(…), such as "
                        + "LeatServer.randomToken(), or the address 127.0.0.1");
        assertThatThrownBy(() -> LeatServer.start(options -> options.address("::")))
                .hasMessageContaining("can be reached from other machines");
    }

    @Test
    void whenTokenCanBeGuessed_thenRefusedWithoutShowingIt() {
        ServerOptions options = new ServerOptions();
        for (String weak : List.of("secret-of-mine", "a".repeat(64), "1234567".repeat(5))) {
            assertThatThrownBy(() -> options.token(weak))
                    .hasMessageContaining("can be guessed")
                    .hasMessageContaining("openssl rand -hex 16")
                    .extracting(Throwable::getMessage)
                    .asString()
                    .doesNotContain(weak);
        }
        assertThat(LeatServer.randomToken()).hasSize(43).isNotEqualTo(LeatServer.randomToken());
    }

    @Test
    void whenTokenIsWrong_thenItSaysHow() {
        ServerOptions options = new ServerOptions();
        assertThatThrownBy(() -> options.token("a".repeat(40)))
                .hasMessageStartingWith("a token of 40 characters, all the same, can be guessed: ");
        assertThatThrownBy(() -> options.token("secret-of-mine"))
                .hasMessageStartingWith("a token of 14 characters can be guessed: ");
        assertThatThrownBy(() -> options.token("1234567".repeat(5)))
                .hasMessageStartingWith("a token of 35 characters, only 7 of them different, can be guessed: ");
        assertThatThrownBy(() -> options.token(TOKEN + "\n" + TOKEN))
                .hasMessageStartingWith("character 44 of the token is a line break: give one line");
        assertThatThrownBy(() -> options.token(TOKEN + " é"))
                .hasMessageStartingWith("character 44 of the token is a space");
    }

    @Test
    void whenNoTokenIsGiven_thenItSaysHowToSendIt() throws Exception {
        start(options -> options.token(TOKEN));
        assertThat(client.get("/").body()).contains("none was given: send it in a header 'Authorization: Bearer …'");
        assertThat(client.send(client.request("/").header("Authorization", "Bearer x"))
                        .body())
                .contains("the token in the header Authorization is not that of this server")
                .doesNotContain(TOKEN);
    }

    @Test
    void whenThereIsAToken_thenEveryRouteAsksForIt() throws Exception {
        start(options -> options.address("0.0.0.0").token(TOKEN));
        List<String> wrong = List.of(
                "",
                "Bearer",
                "Bearer ",
                "Bearer x",
                "Basic " + TOKEN,
                "Bearer " + TOKEN + "x",
                "Bearer " + TOKEN.substring(1),
                TOKEN);
        assertThat(server.routes()).containsExactly("GET /", "POST /events/texts", "GET /streams/texts");
        for (String route : server.routes()) {
            String method = route.substring(0, route.indexOf(' '));
            String path = route.substring(route.indexOf(' ') + 1);
            for (String header : wrong) {
                HttpResponse<String> answer = client.send(client.request(path + "?token=" + TOKEN)
                        .method(method, BodyPublishers.noBody())
                        .header("Authorization", header));
                assertThat(answer.statusCode())
                        .as("%s with '%s'", route, header)
                        .isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
                assertThat(answer.body()).contains("\"status\":401").doesNotContain(TOKEN);
            }
        }
        assertThat(client.get("/nowhere").statusCode())
                .as("not even what there is")
                .isEqualTo(401);
        assertThat(client.send(client.request("/").header("Authorization", "Bearer " + TOKEN))
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.post("/events/texts", "application/json", "1", "Authorization", "bearer " + TOKEN)
                        .statusCode())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:80",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "10.0.0.1",
                "evil@127.0.0.1"
            })
    void whenCalledByAnotherName_thenRefused(String host) throws Exception {
        start(options -> {});
        for (String route : server.routes()) {
            String answer = client.raw(route + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\n\r\n");
            assertThat(answer).as(route).matches("(?s)HTTP/1.1 40[03] .*application/problem\\+json.*");
        }
    }

    @Test
    void whenHostIsMissingOrTwice_thenRefused() throws Exception {
        start(options -> {});
        assertThat(client.raw("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(client.raw("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(client.raw("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(client.raw("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .matches("(?s)HTTP/1.1 40[03] .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "[::1]:99", "fleet.example.org"})
    void whenCalledByItsName_thenAnswered(String host) throws Exception {
        start(options -> options.hosts("fleet.example.org"));
        assertThat(client.raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void whenAPageOfAnotherServerSends_thenRefused() throws Exception {
        start(options -> options.origins("https://fleet.example.org"));
        for (String origin :
                List.of("http://evil.example", "null", "http://127.0.0.1:1", "http://localhost:" + server.port())) {
            assertThat(client.post("/events/texts", "application/json", "1", "Origin", origin)
                            .statusCode())
                    .as(origin)
                    .isEqualTo(403);
            assertThat(client.send(client.request("/").header("Origin", origin)).statusCode())
                    .as(origin)
                    .isEqualTo(403);
            String socket = client.raw(
                    "GET /streams/texts HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\nOrigin: " + origin
                            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            assertThat(socket).as(origin).startsWith("HTTP/1.1 403 ");
        }
        for (String origin : List.of("https://fleet.example.org", server.uri().toString())) {
            HttpResponse<String> answer = client.post("/events/texts", "application/json", "1", "Origin", origin);
            assertThat(answer.statusCode()).as(origin).isEqualTo(202);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    void whenAnswered_thenNothingIsKeptOrGuessedAndTheServerIsNotNamed() throws Exception {
        start(options -> {});
        for (HttpResponse<String> answer : List.of(client.get("/"), client.get("/nowhere"))) {
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/streams/../events/texts",
                "/streams/%2e%2e/events/texts",
                "/streams/..%2fevents/texts",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/../../etc/passwd",
                "//",
                "/events//texts",
                "/streams/texts%00",
                "/streams\\texts",
                "/streams/texts/",
                "/STREAMS/texts"
            })
    void whenPathIsNotExactlyThatOfARoute_thenNotFoundOrNoRequest(String path) throws Exception {
        start(options -> {});
        assertThat(client.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1.1 (400|404|405) .*");
    }

    @Test
    void whenMethodIsNotForThePath_thenItIsSaidWhichAre() throws Exception {
        start(options -> {});
        HttpResponse<String> answer = client.get("/events/texts");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
        assertThat(client.raw("TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1.1 40[05] .*");
    }

    @Test
    void whenTheServerFails_thenItsLogSaysWhy() throws Exception {
        Logger logger = Logger.getLogger("io.leat.server");
        List<LogRecord> logged = Collections.synchronizedList(new ArrayList<>());
        Handler handler = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord entry) {
                logged.add(entry);
            }
        };
        logger.addHandler(handler);
        try {
            start(options -> {});
            server.handle("GET", "/broken", request -> {
                throw new IllegalStateException("the cause");
            });
            server.handle("GET", "/more", request -> {
                throw new NoClassDefFoundError("missing");
            });
            assertThat(client.get("/broken").body()).contains("\"status\":500", "its log says why");
            assertThat(client.get("/more").body()).contains("\"status\":500", "its log says why");
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(logged)
                .extracting(
                        entry -> entry.getMessage() + ": " + entry.getThrown().getMessage())
                .containsExactly(
                        "GET /broken could not be answered: the cause", "GET /more could not be answered: missing");
    }

    @Test
    void whenHeadIsAskedFor_thenItIsThatOfGet() throws Exception {
        start(options -> {});
        String get = client.raw("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        String head = client.raw("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(get).startsWith("HTTP/1.1 200 ").isEqualTo(head + "{}");
        assertThat(client.raw("HEAD /streams/texts HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .as("over at once")
                .startsWith("HTTP/1.1 200 ")
                .contains("text/event-stream")
                .endsWith("\r\n\r\n");
        assertThat(client.raw("HEAD /events/texts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ");
        assertThat(client.raw("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"))
                .contains("Allow: GET, HEAD");
    }

    @Test
    void whenHeadersAreTooLong_thenRefused() throws Exception {
        start(options -> {});
        String answer = client.raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(9_000) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431 ").contains("application/problem+json");
        assertThat(client.raw("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .matches("(?s)HTTP/1.1 (414|431) .*");
    }

    @Test
    void whenBodyIsTooLong_thenRefusedWhateverItSaysAboutItsLength() throws Exception {
        start(options -> options.bodyBytes(1_000));
        assertThat(client.post("/events/texts", "application/json", "1".repeat(1_000))
                        .statusCode())
                .isEqualTo(202);
        assertThat(client.post("/events/texts", "application/json", "1".repeat(1_001))
                        .statusCode())
                .isEqualTo(413);
        String chunked =
                client.raw("POST /events/texts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n" + ("64\r\n" + "1".repeat(100) + "\r\n").repeat(11));
        assertThat(chunked).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void whenCompressedBodyIsLongOrNoneAtAll_thenRefused() throws Exception {
        start(options -> options.bodyBytes(100_000));
        byte[] bomb = Client.gzip(new byte[50_000_000]);
        assertThat(bomb).hasSizeLessThan(100_000);
        assertThat(client.post("/events/texts", "application/json", bomb, "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(413);
        assertThat(client.post(
                                "/events/texts",
                                "application/json",
                                Client.gzip("[1,2]".getBytes(UTF_8)),
                                "Content-Encoding",
                                "gzip")
                        .body())
                .isEqualTo("{\"taken\":2}");
        assertThat(client.post("/events/texts", "application/json", "1", "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.post("/events/texts", "application/json", "1", "Content-Encoding", "br")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void whenHeadersComeByteByByte_thenTheConnectionIsClosed() throws Exception {
        start(options -> options.headerTimeout(Duration.ofMillis(300)));
        assertThat(millisUntilClosed("GET / HTTP/1.1\r\nHost: localhost\r\nX: "))
                .isBetween(200L, 10_000L);
        assertThat(millisUntilClosed("")).isBetween(200L, 10_000L);
        assertThat(millisUntilClosed("GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / "))
                .as("after an answer")
                .isBetween(200L, 10_000L);
    }

    /** Sends something, then a byte every 50 ms, until the server has had enough. */
    private long millisUntilClosed(String begin) throws Exception {
        long began = System.nanoTime();
        try (Socket socket = client.connect()) {
            socket.getOutputStream().write(begin.getBytes(UTF_8));
            while (true) {
                Thread.sleep(50); // slow on purpose: that is what is tested
                socket.getOutputStream().write('x');
            }
        } catch (IOException closed) {
            return (System.nanoTime() - began) / 1_000_000;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: localhost\r\nX: ", "GET / HTTP/1.1\r\nHost: localhost\r\n"})
    void whenHeadersComeTooSlowly_thenItIsSaidSo(String begin) throws Exception {
        start(options -> options.headerTimeout(Duration.ofMillis(300)));
        assertThat(client.raw(begin))
                .startsWith("HTTP/1.1 408 ")
                .contains("application/problem+json", "the headers of the request took longer than 300 ms");
    }

    @Test
    void whenNothingIsSentOnAConnection_thenItIsClosedWithoutAnAnswer() throws Exception {
        start(options -> options.headerTimeout(Duration.ofMillis(300)));
        assertThat(client.raw("")).isEmpty();
        assertThat(client.raw("GET / HT")).isEmpty();
        assertThat(client.raw("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("{}");
    }

    @Test
    void whenBodyComesTooSlowly_thenItIsSaidSo() throws Exception {
        start(options -> options.bodyTimeout(Duration.ofMillis(300)));
        String answer =
                client.raw("POST /events/texts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 100\r\n\r\n123");
        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("the body took longer than 300 ms");
    }

    @Test
    void whenConnectionEndsInTheBody_thenNothingIsTaken() throws Exception {
        start(options -> {});
        try (Socket socket = client.connect()) {
            socket.getOutputStream()
                    .write(("POST /events/texts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
                                    + "Content-Length: 100\r\n\r\n1\n2\n")
                            .getBytes(UTF_8));
        }
        assertThat(client.post("/events/texts", "application/json", "3").statusCode())
                .isEqualTo(202);
        assertThat(push.offerAll(Collections.nCopies(65_535, "x"), Duration.ofSeconds(5)))
                .as("room for all but one")
                .isTrue();
    }

    @Test
    void whenRouteOrPathIsWrong_thenItIsSaid() throws Exception {
        start(options -> {});
        assertThatThrownBy(() -> server.ingest("/events/texts", push, Format.text()))
                .hasMessageContaining("POST /events/texts is there already");
        assertThatThrownBy(() -> server.ingest("events", push, Format.text()))
                .hasMessageContaining("the path 'events': give one like /events/calls");
        assertThatThrownBy(() -> server.stream("/a/../b", Format.text())).hasMessageContaining("the path '/a/../b'");
        assertThatThrownBy(() -> LeatServer.start(options -> options.port(server.port())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no server at 127.0.0.1, port " + server.port());
    }
}
