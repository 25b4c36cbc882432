// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.connector.Format;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.UnreadableException;
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
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What every connector has to do, with a real broker. */
class KafkaContractTest {
    private static final Format<Sample> FORMAT = Json.of(Sample.class);

    @TestFactory
    Stream<DynamicTest> source() {
        return tests(SourceContract.of(() -> new In(Broker.topic(2))));
    }

    @TestFactory
    Stream<DynamicTest> sinkInTransactions() {
        return tests(SinkContract.of(() -> new Out(Broker.topic(1), true)));
    }

    @TestFactory
    Stream<DynamicTest> sinkWithoutTransactions() {
        return tests(SinkContract.of(() -> new Out(Broker.topic(1), false)));
    }

    private static Stream<DynamicTest> tests(List<Check> checks) {
        return checks.stream().map(check -> DynamicTest.dynamicTest(check.name(), check::run));
    }

    private record In(String topic) implements SourceTarget {
        @Override
        public Source<Sample> source() throws Exception {
            return Kafka.from(Broker.address(), topic, FORMAT);
        }

        @Override
        public void put(List<Sample> samples) throws Exception {
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (Sample sample : samples) {
                records.add(record((int) (sample.number() % 2), FORMAT.write(sample)));
            }
            Broker.send(records);
        }

        @Override
        public boolean putUnreadable() throws Exception {
            Broker.send(List.of(record(1, "{\"number\":".getBytes(UTF_8))));
            return true;
        }

        private ProducerRecord<byte[], byte[]> record(int partition, byte[] value) {
            return new ProducerRecord<>(topic, partition, null, value);
        }

        @Override
        public boolean disconnect() throws Exception {
            Broker.server().kill();
            return true;
        }

        @Override
        public void reconnect() throws Exception {
            Broker.server();
        }
    }

    private record Out(String topic, boolean inTransactions) implements SinkTarget {
        @Override
        public Sink<Sample> sink() throws Exception {
            KafkaSink<Sample> sink = Kafka.to(Broker.address(), topic, FORMAT);
            return inTransactions ? sink : sink.atLeastOnce();
        }

        @Override
        public List<Sample> contents() throws Exception {
            List<Sample> samples = new ArrayList<>();
            for (String value : Broker.values(topic)) {
                samples.add(read(value));
            }
            return samples;
        }

        private static Sample read(String value) throws UnreadableException {
            return FORMAT.read(value.getBytes(UTF_8));
        }

        @Override
        public boolean disconnect() throws Exception {
            Broker.server().kill();
            return true;
        }

        @Override
        public void reconnect() throws Exception {
            Broker.server();
        }
    }
}
