// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leat.servers.NatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** The one server of the tests of this module, and what tests do with it by the bare client. */
final class TestServer {
    private static final AtomicInteger STREAMS = new AtomicInteger();
    private static NatsServer server;

    private TestServer() {}

    /** Something to do with a connection. */
    @FunctionalInterface
    interface Action {
        void with(Connection connection) throws Exception;
    }

    /** Returns the server, running; where the program is not there, the test is skipped. */
    static synchronized NatsServer get() throws Exception {
        assumeTrue(NatsServer.isInstalled(), "nats-server is not installed: apt-get install nats-server");
        if (server == null) {
            server = NatsServer.start(Files.createTempDirectory(Path.of("target"), "nats"));
        }
        server.start(); // if a test has left it dead
        return server;
    }

    static String url() throws Exception {
        return get().url();
    }

    /** Returns how to make a stream that no other test has, for subjects that begin with its name and a dot. */
    static StreamConfiguration.Builder configuration() {
        String name = "stream" + STREAMS.incrementAndGet();
        return StreamConfiguration.builder().name(name).subjects(name + ".>").storageType(StorageType.File);
    }

    /** Makes a stream, and returns its name. */
    static String stream(StreamConfiguration.Builder configuration) throws Exception {
        StreamConfiguration stream = configuration.build();
        with(connection -> connection.jetStreamManagement().addStream(stream));
        return stream.getName();
    }

    static String stream() throws Exception {
        return stream(configuration());
    }

    @SuppressWarnings("try")
    static void with(Action action) throws Exception {
        try (Connection connection = Nats.connect(url())) {
            action.with(connection);
        }
    }

    static void publish(String subject, List<byte[]> values) throws Exception {
        with(connection -> {
            List<CompletableFuture<PublishAck>> answers = new ArrayList<>();
            for (byte[] value : values) {
                answers.add(connection.jetStream().publishAsync(subject, value));
            }
            for (CompletableFuture<PublishAck> answer : answers) {
                answer.get();
            }
        });
    }

    static void publishText(String subject, String... values) throws Exception {
        List<byte[]> bytes = new ArrayList<>();
        for (String value : values) {
            bytes.add(value.getBytes(UTF_8));
        }
        publish(subject, bytes);
    }

    /** Returns all messages, which must not have gaps between them. */
    static List<MessageInfo> messages(String stream) throws Exception {
        List<MessageInfo> messages = new ArrayList<>();
        with(connection -> {
            JetStreamManagement management = connection.jetStreamManagement();
            var state = management.getStreamInfo(stream).getStreamState();
            for (long i = state.getFirstSequence(); state.getMsgCount() > 0 && i <= state.getLastSequence(); i++) {
                messages.add(management.getMessage(stream, i));
            }
        });
        return messages;
    }

    static List<String> values(String stream) throws Exception {
        return messages(stream).stream()
                .map(message -> new String(message.getData(), UTF_8))
                .toList();
    }
}
