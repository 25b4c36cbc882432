// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.connector.Format;
import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import io.leat.server.route.SlowReaders;
import io.leat.server.stream.StreamSink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Results that are read as they come. */
@Timeout(60)
class StreamTest {
    private static final String PATH = "/streams/texts";
    private static final String LONG = "x".repeat(10_000);

    private LeatServer server;
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = LeatServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    /** A reader of server-sent events, line by line. */
    private final class Events {
        private final BufferedReader lines;

        Events(String path, String header) throws IOException {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            socket.setSoTimeout(20_000);
            sockets.add(socket);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n").getBytes(UTF_8));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8), 16);
        }

        /** Returns the next line that says something: no header, nothing of the transfer, no pause, no sign of life. */
        @Nullable
        String next() throws IOException {
            String line = lines.readLine();
            while (line != null && !line.matches("(id|data|event): .*")) {
                line = lines.readLine();
            }
            return line;
        }

        String id() throws IOException {
            String line = next();
            assertThat(line).startsWith("id: ");
            return line.substring(4);
        }

        Events expect(String... expected) throws IOException {
            for (String line : expected) {
                assertThat(next()).isEqualTo(line);
            }
            return this;
        }

        Events expectData(String data) throws IOException {
            id();
            return expect("data: " + data);
        }

        Events begun() throws IOException {
            while (!lines.readLine().startsWith("retry:")) {
                // headers
            }
            return this;
        }
    }

    private Events read() throws IOException {
        return new Events(PATH, "").begun();
    }

    @Test
    void whenResultsCome_thenReadersThatAreThereGetThem() throws Exception {
        Sink<String> sink = server.stream(PATH, Format.text());
        SinkWriter<String> out = sink.open();
        out.write("before", 0);
        Events first = read();
        Events second = read();
        out.write("a", 0);
        out.write("two\nlines", 0);
        for (Events reader : List.of(first, second)) {
            reader.expectData("a").expectData("two").expect("data: lines");
        }
    }

    @Test
    void whenAReaderComesBackWithItsId_thenItGoesOnBehindThat() throws Exception {
        Sink<String> sink = server.stream(PATH, Format.text());
        SinkWriter<String> out = sink.open();
        Events reader = read();
        out.write("a", 0);
        String id = reader.id();
        out.write("b", 0);
        out.write("c", 0);
        new Events(PATH, "Last-Event-ID: " + id + "\r\n").expectData("b").expectData("c");
        new Events(PATH + "?after=" + id, "").expectData("b").expectData("c");
        new Events(PATH + "?after=0", "").expectData("a").expectData("b");
        new Events(PATH, "Last-Event-ID: of-another-server\r\n").expectData("a");
    }

    @Test
    void whenTheIdIsTooOld_thenItIsSaidHowManyAreMissing() throws Exception {
        Sink<String> sink = server.stream(PATH, Format.text(), stream -> stream.keep(3));
        SinkWriter<String> out = sink.open();
        Events reader = read();
        out.write("0", 0);
        String id = reader.id();
        for (int i = 1; i <= 10; i++) {
            out.write("" + i, 0);
        }
        new Events(PATH, "Last-Event-ID: " + id + "\r\n")
                .expect("event: missed", "data: 7")
                .expectData("8")
                .expectData("9")
                .expectData("10");
    }

    @Test
    void whenAReaderDoesNotRead_thenTheJobAndOthersGoOnAndItIsToldWhatItHasMissed() throws Exception {
        Sink<String> sink = server.stream(PATH, Format.text(), stream -> stream.keep(100));
        SinkWriter<String> out = sink.open();
        Events slow = read();
        for (int i = 0; i < 3_000; i++) {
            out.write(i + " " + LONG, 0); // 30 MB, more than what buffers on the way take
        }
        Events other = new Events(PATH + "?after=0", "");
        other.expectData("2900 " + LONG);
        long next = 0;
        long missed = 0;
        while (next < 3_000) {
            String line = slow.next();
            if (line.equals("event: missed")) {
                long more = Long.parseLong(slow.next().substring(6));
                missed += more;
                next += more;
            } else if (line.startsWith("data:")) {
                assertThat(line).startsWith("data: " + next + " ");
                next++;
            }
        }
        assertThat(missed).isGreaterThan(1_000);
    }

    @Test
    void whenSlowReadersAreDisconnected_thenTheyAreToldWhy() throws Exception {
        Sink<String> sink =
                server.stream(PATH, Format.text(), stream -> stream.keep(100).slowReaders(SlowReaders.DISCONNECT));
        SinkWriter<String> out = sink.open();
        Events slow = read();
        for (int i = 0; i < 3_000; i++) {
            out.write(LONG, 0);
        }
        String line = slow.next();
        while (line != null && !line.equals("event: end")) {
            line = slow.next();
        }
        assertThat(slow.next()).matches("data: too slow: \\d+ results are not kept any more");
        assertThat(slow.next()).isNull();
    }

    @Test
    void whenTheJobIsToWait_thenItDoesAndNothingIsMissed() throws Exception {
        Sink<String> sink =
                server.stream(PATH, Format.text(), stream -> stream.keep(10).slowReaders(SlowReaders.PAUSE));
        SinkWriter<String> out = sink.open();
        Events slow = read();
        Thread job = new Thread(() -> {
            try {
                for (int i = 0; i < 3_000; i++) {
                    out.write(i + " " + LONG, 0);
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        job.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> job.getState() == Thread.State.TIMED_WAITING);
        for (int i = 0; i < 3_000; i++) {
            slow.expectData(i + " " + LONG);
        }
        job.join(20_000);
        assertThat(job.isAlive()).isFalse();
    }

    @Test
    void whenNothingComes_thenThereAreSignsOfLifeAndOneWhoIsGoneIsNoticed() throws Exception {
        Sink<String> sink = server.stream(PATH, Format.text(), stream -> stream.heartbeat(Duration.ofMillis(50)));
        Events reader = read();
        String line = reader.lines.readLine();
        while (!line.equals(":")) {
            line = reader.lines.readLine();
        }
        var readers = (StreamSink<String>) sink;
        assertThat(readers.readers()).isEqualTo(1);
        sockets.get(0).close();
        await().atMost(Duration.ofSeconds(20)).until(() -> readers.readers() == 0);
    }

    @Test
    void whenTheServerStops_thenReadersAreToldSo() throws Exception {
        Sink<String> sink = server.stream(PATH, Format.text());
        Events reader = read();
        server.close();
        reader.expect("event: end", "data: the server is being stopped");
        assertThat(reader.next()).isNull();
        sink.open().write("nobody reads it", 0);
    }

    @Test
    void whenManyRead_thenOneThreadServesThem() throws Exception {
        Sink<String> sink = server.stream(PATH, Format.text());
        List<Events> readers = new ArrayList<>();
        int threads = Thread.activeCount();
        for (int i = 0; i < 200; i++) {
            readers.add(read());
        }
        SinkWriter<String> out = sink.open();
        for (int i = 0; i < 100; i++) {
            out.write("" + i, 0);
        }
        for (Events reader : readers) {
            for (int i = 0; i < 100; i++) {
                reader.expectData("" + i);
            }
        }
        assertThat(Thread.activeCount() - threads).isLessThan(40);
    }

    // ---- WebSocket ------------------------------------------------------------------------------------------------

    /** Keeps what comes on a WebSocket. */
    private static final class Messages implements WebSocket.Listener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                messages.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            messages.add(status + " " + reason);
            return null;
        }

        String next() throws InterruptedException {
            return messages.poll(20, TimeUnit.SECONDS);
        }
    }

    private WebSocket connect(String path, WebSocket.Listener listener) {
        URI uri = URI.create("ws://127.0.0.1:" + server.port() + path);
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri, listener)
                .join();
    }

    @Test
    void whenReadByWebSocket_thenMessagesWithIds() throws Exception {
        Sink<String> sink = server.stream(PATH, Format.text(), stream -> stream.keep(2));
        SinkWriter<String> out = sink.open();
        Messages first = new Messages();
        connect(PATH, first);
        var readers = (StreamSink<String>) sink;
        await().until(() -> readers.readers() == 1);
        out.write("{\"a\":\"é\n\"}", 0);
        String message = first.next();
        assertThat(message)
                .matches("\\{\"id\":\"\\w+-0\",\"data\":\"\\{\\\\\"a\\\\\":\\\\\"é\\\\n\\\\\"}\"}"
                        .replace("\\\\\\\\", "\\\\\\\\"));
        String id = message.substring(7, message.indexOf("\",\"data"));
        for (String more : List.of("b", "c", "d")) {
            out.write(more, 0);
        }
        Messages second = new Messages();
        connect(PATH + "?after=" + id, second);
        assertThat(second.next()).isEqualTo("{\"event\":\"missed\",\"data\":\"1\"}");
        assertThat(second.next()).endsWith("-2\",\"data\":\"c\"}");
        assertThat(second.next()).endsWith("-3\",\"data\":\"d\"}");
    }

    @Test
    void whenAWebSocketDoesNotRead_thenItIsClosedIfThatWasChosenAndTheJobGoesOn() throws Exception {
        Sink<String> sink =
                server.stream(PATH, Format.text(), stream -> stream.keep(100).slowReaders(SlowReaders.DISCONNECT));
        SinkWriter<String> out = sink.open();
        BlockingQueue<String> closed = new LinkedBlockingQueue<>();
        WebSocket slow = connect(PATH, new WebSocket.Listener() {
            @Override
            public void onOpen(WebSocket socket) {
                // asks for nothing
            }

            @Override
            public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                socket.request(1);
                return null;
            }

            @Override
            public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
                closed.add(status + " " + reason);
                return null;
            }
        });
        var readers = (StreamSink<String>) sink;
        await().until(() -> readers.readers() == 1);
        for (int i = 0; i < 3_000; i++) {
            out.write(LONG, 0);
        }
        slow.request(1);
        assertThat(closed.poll(20, TimeUnit.SECONDS)).matches("1008 too slow: \\d+ results are not kept any more");
    }

    @Test
    void whenAWebSocketSaysALot_thenItIsIgnored() throws Exception {
        Sink<String> sink = server.stream(PATH, Format.text());
        Messages messages = new Messages();
        WebSocket socket = connect(PATH, messages);
        socket.sendText("x".repeat(1_000_000), true).join();
        sink.open().write("a", 0);
        assertThat(messages.next()).endsWith("\"data\":\"a\"}");
    }

    @Test
    void whenItIsNoWebSocketAfterAll_thenItIsSaid() throws Exception {
        server.stream(PATH, Format.text());
        String answer = new Client(server)
                .raw("GET " + PATH
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
    }
}
