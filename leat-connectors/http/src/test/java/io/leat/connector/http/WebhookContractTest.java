// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.connector.Format;
import io.leat.connector.Sink;
import io.leat.connector.UnreadableException;
import io.leat.connector.http.Target.Posted;
import io.leat.format.Json;
import io.leat.testkit.connector.Check;
import io.leat.testkit.connector.Sample;
import io.leat.testkit.connector.SinkContract;
import io.leat.testkit.connector.SinkTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What every sink has to do, by a webhook whose receiver takes each key once. */
class WebhookContractTest {
    private static final Format<Sample> JSON = Json.of(Sample.class).isoTimes();

    @TestFactory
    @Timeout(120)
    Stream<DynamicTest> whenResultsArePosted_thenTheContractHolds() {
        return tests(0);
    }

    @TestFactory
    @Timeout(120)
    Stream<DynamicTest> whenBatchesArePosted_thenTheContractHolds() {
        return tests(7);
    }

    private static Stream<DynamicTest> tests(int batch) {
        List<Check> checks = SinkContract.of(() -> new Hook(batch));
        return checks.stream().map(check -> DynamicTest.dynamicTest(check.name(), check::run));
    }

    /** A receiver that is gone now and then, and keeps what it got. */
    private static final class Hook implements SinkTarget {
        private final int batch;
        private final int port;
        private final List<Posted> before = new ArrayList<>();
        private Target target;

        Hook(int batch) throws IOException {
            this.batch = batch;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            target = new Target(port);
        }

        @Override
        public Sink<Sample> sink() {
            Webhook<Sample> hook = Webhook.to(URI.create("http://127.0.0.1:" + port + "/"), JSON);
            return batch == 0 ? hook : hook.batches(batch);
        }

        @Override
        public List<Sample> contents() throws UnreadableException {
            Map<String, String> byKey = new LinkedHashMap<>();
            Stream.concat(before.stream(), target.posted.stream()).forEach(p -> byKey.putIfAbsent(p.key(), p.body()));
            List<Sample> samples = new ArrayList<>();
            for (String body : byKey.values()) {
                String objects = body.startsWith("[") ? body.substring(1, body.length() - 1) : body;
                for (String object : objects.split("(?<=}),", -1)) {
                    samples.add(JSON.read(object.getBytes(UTF_8)));
                }
            }
            return samples;
        }

        @Override
        public boolean disconnect() {
            target.close();
            before.addAll(target.posted);
            return true;
        }

        @Override
        public void reconnect() throws IOException {
            target = new Target(port);
        }

        @Override
        public void close() {
            target.close();
        }
    }
}
