// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.connector.Format;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.format.Json;
import io.leat.testkit.connector.Check;
import io.leat.testkit.connector.Sample;
import io.leat.testkit.connector.SinkContract;
import io.leat.testkit.connector.SinkTarget;
import io.leat.testkit.connector.SourceContract;
import io.leat.testkit.connector.SourceTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What every connector has to do, with a real server. */
class NatsContractTest {
    private static final Format<Sample> FORMAT = Json.of(Sample.class);

    @TestFactory
    Stream<DynamicTest> source() {
        return tests(SourceContract.of(() -> new In(TestServer.stream(), false)));
    }

    @TestFactory
    Stream<DynamicTest> sourceUntilItsEnd() {
        return tests(SourceContract.of(() -> new In(TestServer.stream(), true)));
    }

    @TestFactory
    Stream<DynamicTest> sink() {
        return tests(SinkContract.of(() -> new Out(TestServer.stream(), false)));
    }

    @TestFactory
    Stream<DynamicTest> sinkThatIsTheOnlyWriter() {
        return tests(SinkContract.of(() -> new Out(TestServer.stream(), true)));
    }

    private static Stream<DynamicTest> tests(List<Check> checks) {
        return checks.stream().map(check -> DynamicTest.dynamicTest(check.name(), check::run));
    }

    private record In(String stream, boolean bounded) implements SourceTarget {
        @Override
        public Source<Sample> source() throws Exception {
            NatsSource<Sample> source = Nats.from(TestServer.url(), stream, FORMAT);
            return bounded ? source.untilEnd() : source;
        }

        @Override
        public void put(List<Sample> samples) throws Exception {
            TestServer.publish(
                    stream + ".in", samples.stream().map(FORMAT::write).toList());
        }

        @Override
        public boolean putUnreadable() throws Exception {
            TestServer.publishText(stream + ".in", "{\"number\":");
            return true;
        }

        @Override
        public boolean disconnect() throws Exception {
            if (!bounded) {
                TestServer.get().kill();
            }
            return !bounded;
        }

        @Override
        public void reconnect() throws Exception {
            TestServer.get();
        }
    }

    private record Out(String stream, boolean onlyWriter) implements SinkTarget {
        @Override
        public Sink<Sample> sink() throws Exception {
            NatsSink<Sample> sink = Nats.to(TestServer.url(), stream + ".out", FORMAT);
            return onlyWriter ? sink.onlyWriter() : sink;
        }

        @Override
        public List<Sample> contents() throws Exception {
            List<Sample> samples = new ArrayList<>();
            for (String value : TestServer.values(stream)) {
                samples.add(FORMAT.read(value.getBytes(UTF_8)));
            }
            return samples;
        }

        @Override
        public boolean disconnect() throws Exception {
            TestServer.get().kill();
            return true;
        }

        @Override
        public void reconnect() throws Exception {
            TestServer.get();
        }
    }
}
