// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.aggregate.Aggregates;
import io.leat.connector.Sink;
import io.leat.connector.memory.Push;
import io.leat.window.Windows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What open pages are sent. */
@Timeout(120)
class LiveTest {
    private static final int PAGES = 20;
    private static final int MOST_LINES = 200;

    record Call(String instance, Instant eventTime, int tokens) {}

    private final Push<Call> calls = Push.of(Call.class).timedBy(Call::eventTime);
    private final List<Socket> sockets = new ArrayList<>();
    private Leat leat;
    private LeatServer server;

    @BeforeEach
    void start() throws Exception {
        leat = Leat.inMemory();
        server = LeatServer.start(leat);
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
        leat.close();
    }

    private Job fleet() {
        return leat.start(Pipeline.of(
                "fleet",
                p -> p.from("calls", calls)
                        .filter("real, ones", call -> call.tokens() > 0)
                        .keyBy(Call::instance)
                        .window(Windows.tumbling(Duration.ofSeconds(10)))
                        .aggregate("load", Aggregates.sum(Call::tokens))
                        .to("out", Sink.of(x -> {}))));
    }

    /** Opens a stream, of which nothing is read yet. */
    private Socket open(String query) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("GET /api/live?" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(UTF_8));
        sockets.add(socket);
        return socket;
    }

    private static BufferedReader read(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /** Returns the data of the next message of a topic. */
    private static String next(BufferedReader in, String event) throws IOException {
        for (int lines = 0; lines < MOST_LINES; lines++) {
            String line = in.readLine();
            if (line == null) {
                break;
            } else if (line.equals("event: " + event)) {
                return in.readLine().substring("data: ".length());
            }
        }
        throw new AssertionError("no message of " + event);
    }

    @Test
    void whenSomethingChanges_thenPagesAreSentIt() throws Exception {
        fleet();
        String filter = "step:real%252C%20ones"; // the name has a comma, so it is escaped twice
        BufferedReader in = read(open("job=fleet&topics=metrics,windows:load,letters," + filter));
        assertThat(next(in, "windows:load")).contains("\"open\":[]");
        calls.emit(new Call("ai-1", Instant.ofEpochSecond(1_700_000_000), 7));
        String step = next(in, "step:real%2C ones");
        while (!step.contains("ai-1")) {
            step = next(in, "step:real%2C ones");
        }
        assertThat(Api.object(step)).containsEntry("name", "real, ones").containsEntry("kind", "filter");
        while (Api.object(next(in, "metrics")).get("in").equals(0L)) {
            // until the second is over
        }
        assertThat(read(open("job=fleet&topics=windows:load")).lines().limit(10))
                .anyMatch(line -> line.contains("\"key\":\"ai-1\",\"startMs\":1700000000000"));
    }

    @Test
    void whenTopicIsUnknown_thenItSaysWhatThereIs() throws Exception {
        fleet();
        Api api = new Api(server);
        assertThat(api.refused("/api/live?job=none", 404)).isEqualTo("there is no job 'none': there are [fleet]");
        assertThat(api.refused("/api/live?job=fleet&topics=weather", 404))
                .startsWith("there is no topic 'weather': there are metrics, letters, windows:STEP, step:STEP");
        assertThat(api.refused("/api/live?job=fleet&topics=step:none", 404)).contains("there is no step 'none'");
        assertThat(api.refused("/api/live?job=fleet&topics=step:%0Aevent", 400)).contains("escape it twice");
    }

    @Test
    void whenManyPagesAreOpen_thenEachMessageIsMadeOnce() throws Exception {
        AtomicLong made = new AtomicLong();
        server.view().topics().add("count", () -> ("{\"n\":" + made.incrementAndGet() + "}").getBytes(UTF_8));
        List<BufferedReader> pages = new ArrayList<>();
        for (int i = 0; i < PAGES; i++) {
            pages.add(read(open("topics=count")));
        }
        long beganNs = System.nanoTime();
        for (int messages = 0; messages < 5; messages++) {
            for (BufferedReader page : pages) {
                next(page, "count");
            }
        }
        double seconds = (System.nanoTime() - beganNs) / 1e9;
        assertThat(made.get()).isLessThan((long) (8 + 5 * seconds));
        for (Socket socket : sockets) {
            socket.close();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            long before = made.get();
            Thread.sleep(600);
            return made.get() == before; // nobody reads, nothing is made
        });
    }

    @Test
    void whenPageDoesNotRead_thenNeitherJobNorOtherPagesWaitAndItGetsTheLatest() throws Exception {
        AtomicLong made = new AtomicLong();
        server.view()
                .topics()
                .add(
                        "large",
                        () -> ("{\"n\":" + made.incrementAndGet() + ",\"x\":\"" + "x".repeat(1 << 20) + "\"}")
                                .getBytes(UTF_8));
        Job job = fleet();
        Socket slow = open("topics=large");
        BufferedReader fast = read(open("topics=large"));
        for (int i = 0; i < 20; i++) {
            calls.emit(new Call("ai-1", Instant.ofEpochSecond(1_700_000_000 + i), 7));
            next(fast, "large");
        }
        job.stop();
        assertThat(job.awaitCompletion().in()).isEqualTo(20);
        BufferedReader late = read(slow);
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            numbers.add((long) Api.object(next(late, "large")).get("n"));
        }
        assertThat(IntStream.range(1, 8).mapToLong(i -> numbers.get(i) - numbers.get(i - 1)))
                .as("besides what the system had room for, those in between were left out: %s", numbers)
                .anyMatch(gap -> gap > 5);
    }

    @Test
    void whenServerIsClosed_thenPagesAreTold() throws Exception {
        fleet();
        BufferedReader in = read(open("job=fleet"));
        next(in, "metrics");
        server.close();
        assertThat(next(in, "end")).isEmpty();
    }

    @Test
    void whenServerIsClosedLongAfterTheJobHasEnded_thenPagesAreToldAsWell() throws Exception {
        Job job = fleet();
        job.stop();
        job.awaitCompletion();
        List<BufferedReader> pages = new ArrayList<>();
        for (int i = 0; i < PAGES; i++) {
            pages.add(read(open("job=fleet&topics=metrics,windows:load")));
            next(pages.get(i), "metrics");
        }
        server.close();
        for (BufferedReader page : pages) {
            assertThat(next(page, "end")).isEmpty();
        }
    }

    /** Not a test but a measurement, of CPU time, since others may use the machine: run it with {@code -Dleat.measure=true}. */
    @Test
    @EnabledIfSystemProperty(named = "leat.measure", matches = "true")
    void whenTwentyPagesAreOpen_thenTheyCostAFewMillisecondsOfCpuASecond() throws Exception {
        fleet();
        for (int round = 0; round < 4; round++) {
            double alone = cpuMsPerSecond();
            for (int i = 0; i < PAGES; i++) {
                Socket page = open("job=fleet&topics=metrics,windows:load,step:keyBy-2");
                Thread reader = new Thread(() -> drain(page));
                reader.setDaemon(true);
                reader.start();
            }
            double watched = cpuMsPerSecond();
            for (Socket socket : sockets) {
                socket.close();
            }
            System.out.printf("ms of CPU a second: alone %.1f, with %d pages %.1f%n", alone, PAGES, watched);
        }
    }

    private static void drain(Socket page) {
        try {
            page.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // closed
        }
    }

    /** Returns how much CPU time all threads of the process need while 200 events a second come. */
    private double cpuMsPerSecond() throws Exception {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpuNs = system.getProcessCpuTime();
        long beganNs = System.nanoTime();
        for (int i = 0; i < 2_000; i++) {
            calls.emit(new Call("ai-" + i % 6, Instant.ofEpochMilli(1_700_000_000_000L + 5L * i), 7));
            LockSupport.parkNanos(beganNs + 5_000_000L * i - System.nanoTime());
        }
        return (system.getProcessCpuTime() - cpuNs) / 1e6 / ((System.nanoTime() - beganNs) / 1e9);
    }
}
