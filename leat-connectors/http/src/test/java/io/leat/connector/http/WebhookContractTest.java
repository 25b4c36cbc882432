// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.connector.Format;
import io.leat.connector.Sink;
import io.leat.connector.UnreadableException;
import io.leat.connector.http.Target.Posted;
import io.leat.format.Json;
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
    Stream<DynamicTest> whenResultsArePostedInBatches_thenTheContractHolds() {
        return SinkContract.of(Hook::new).stream().map(check -> DynamicTest.dynamicTest(check.name(), check::run));
    }

    /** A receiver that is gone now and then, and keeps what it got. */
    private static final class Hook implements SinkTarget {
        private final int port;
        private final List<Posted> before = new ArrayList<>();
        private Target target;

        Hook() throws IOException {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            target = new Target(port);
        }

        @Override
        public Sink<Sample> sink() {
            return Webhook.to(URI.create("http://127.0.0.1:" + port + "/"), JSON)
                    .batches(7);
        }

        @Override
        public List<Sample> contents() throws UnreadableException {
            Map<String, String> byKey = new LinkedHashMap<>();
            Stream.concat(before.stream(), target.posted.stream()).forEach(p -> byKey.putIfAbsent(p.key(), p.body()));
            List<Sample> samples = new ArrayList<>();
            for (String body : byKey.values()) {
                for (String object : body.substring(1, body.length() - 1).split("(?<=}),", -1)) {
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
