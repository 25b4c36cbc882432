// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker that is its own controller (KRaft), in a process of its own. It keeps records for good and takes them of any time. Whoever uses it has {@code kafka-clients} on the class
 * path, of any version: the broker has a class path of its own. Not thread-safe.
 */
public final class KafkaServer implements AutoCloseable {
    private static final long START_MS = 60_000;
    private static final long POLL_MS = 20;

    private final Path directory;
    private final int port;
    private final int controllerPort;
    private @Nullable ServerProcess process;

    private KafkaServer(Path directory, int port, int controllerPort) {
        this.directory = directory;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    /**
     * Starts a new broker on a free port, and waits until it answers.
     *
     * @param directory where its data and its log are to be; made if it is not there
     * @throws IOException if it does not come up; with what it said
     */
    public static KafkaServer start(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        KafkaServer server;
        try (ServerSocket one = freePort();
                ServerSocket other = freePort()) {
            server = new KafkaServer(directory.toAbsolutePath(), one.getLocalPort(), other.getLocalPort());
        }
        Files.writeString(server.settings(), server.properties());
        ServerProcess format = server.run("kafka.tools.StorageTool", "format", "-t", "bGVhdC10ZXN0LWJyb2tlcg", "-c");
        format.awaitSuccess();
        server.start();
        return server;
    }

    private static ServerSocket freePort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    /** Starts it again, on the same port and with the same data, and waits until it answers. Does nothing if it runs. */
    public void start() throws IOException, InterruptedException {
        if (process != null) {
            return;
        }
        ServerProcess started = run("kafka.Kafka");
        process = started;
        long end = System.nanoTime() + START_MS * 1_000_000;
        while (!answers()) {
            started.checkAlive();
            if (System.nanoTime() - end > 0) {
                throw started.failed("did not answer within " + START_MS + " ms");
            }
            Thread.sleep(POLL_MS);
        }
    }

    /** Asks it to end, as an administrator does, and waits until it has. */
    public void stop() throws InterruptedException {
        if (process != null) {
            process.stop();
            process = null;
        }
    }

    /** Ends it by SIGKILL. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    /** Returns the address for {@code bootstrap.servers}; it stays the same. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Makes a topic, and returns when it is there. */
    public void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of());
    }

    /** Makes a topic with settings of its own, and returns when it is there. */
    public void createTopic(String name, int partitions, Map<String, String> settings) {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
        administer(admin -> admin.createTopics(List.of(topic)).all().get());
    }

    /** Makes more partitions of a topic. */
    public void addPartitions(String topic, int partitionsInAll) {
        administer(admin -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitionsInAll)))
                .all()
                .get());
    }

    /** Kills it: whoever closes it needs its data no more. */
    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it has been sent the signal
        }
    }

    private interface Administration {
        void with(Admin admin) throws InterruptedException, ExecutionException;
    }

    private void administer(Administration action) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            action.with(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
        }
    }

    /** Returns whether it accepts connections: a broker opens its port when it is ready. */
    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) POLL_MS * 10);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private ServerProcess run(String mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                mainClass));
        command.addAll(List.of(arguments));
        command.add(settings().toString());
        return ServerProcess.start(command, directory, directory.resolve("broker.log"));
    }

    private Path settings() {
        return directory.resolve("broker.properties");
    }

    private String properties() {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                num.partitions=1
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                broker.session.timeout.ms=1000
                broker.heartbeat.interval.ms=200
                log.retention.ms=-1
                log.message.timestamp.after.max.ms=9223372036854775807
                """.formatted(
                port, controllerPort, directory.resolve("data").toString().replace("\\", "/"));
    }

    private static String classPath() {
        try (InputStream in = KafkaServer.class.getResourceAsStream("kafka-broker.classpath")) {
            if (in == null) {
                throw new IllegalStateException(
                        "the class path of the broker is not there: build leat-test-servers with "
                                + "what it needs, mvn -pl leat-test-servers -am compile");
            }
            return new String(in.readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
