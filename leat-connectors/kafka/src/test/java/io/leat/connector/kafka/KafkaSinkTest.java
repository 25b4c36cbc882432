// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.connector.Format;
import io.leat.connector.Guarantee;
import io.leat.connector.Result;
import io.leat.connector.Sink;
import io.leat.connector.SinkContext;
import io.leat.connector.SinkWriter;
import io.leat.connector.Transactions;
import io.leat.connector.UnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Writing to a topic of a real broker, without an engine. */
class KafkaSinkTest {
    private static KafkaSink<String> sink(String topic) throws Exception {
        return Kafka.to(Broker.address(), topic, Format.text());
    }

    /** Connects as the job and step that only this topic has. */
    private static Transactions<String> connect(KafkaSink<String> sink, String topic, String run) throws Exception {
        return sink.connect(new SinkContext("job-of-" + topic, "alerts", run, true, null));
    }

    private static List<Result<String>> results(String... values) {
        List<Result<String>> results = new ArrayList<>();
        for (String value : values) {
            results.add(new Result<>(value, 1_000 + results.size()));
        }
        return results;
    }

    @Test
    void whenAnEpochIsCommitted_thenItsResultsAndTheMarkerAreThere() throws Exception {
        String topic = Broker.topic(1);
        Transactions<String> first = connect(sink(topic), topic, "run 1");
        assertThat(first.committed()).isZero();
        first.commit(1, results("a", "b"));
        first.commit(2, results());
        first.commit(5, results("c"));
        assertThat(first.committed()).isEqualTo(5);
        first.close();

        Transactions<String> second = connect(sink(topic), topic, "run 1");
        assertThat(second.committed()).isEqualTo(5);
        second.close();
        Transactions<String> other = connect(sink(topic), topic, "run 2");
        assertThat(other.committed()).as("the marker of another run").isZero();
        other.close();
        assertThat(Broker.values(topic)).containsExactly("a", "b", "c");
    }

    @Test
    void whenOptionsAreGiven_thenRecordsHaveKeysHeadersTimesAndTombstones() throws Exception {
        String topic = Broker.topic(4);
        KafkaSink<String> sink = sink(topic)
                .keyedBy(value -> value.startsWith("none") ? null : value.substring(0, 1), Format.text())
                .header("length", value -> Integer.toString(value.length()))
                .deletedWhen(value -> value.endsWith("-"))
                .property("compression.type", "lz4");
        Transactions<String> transactions = connect(sink, topic, "run");
        transactions.commit(1, results("a1", "b1", "a2", "a-", "none"));
        transactions.close();

        List<ConsumerRecord<String, String>> records = Broker.read(topic, read -> read.size() == 5);
        List<ConsumerRecord<String, String>> ofA =
                records.stream().filter(record -> "a".equals(record.key())).toList();
        assertThat(ofA).extracting(ConsumerRecord::value).containsExactly("a1", "a2", null);
        assertThat(ofA).extracting(ConsumerRecord::timestamp).containsExactly(1_000L, 1_002L, 1_003L);
        assertThat(ofA)
                .extracting(ConsumerRecord::partition)
                .containsOnly(ofA.get(0).partition());
        assertThat(new String(ofA.get(0).headers().lastHeader("length").value(), UTF_8))
                .isEqualTo("2");
        assertThat(records).extracting(ConsumerRecord::key).containsOnlyOnce((String) null);
    }

    @Test
    void whenCommittingFailsInTheMiddle_thenNothingIsSeenAndItCanBeTriedAgain() throws Exception {
        String topic = Broker.topic(1);
        Transactions<String> transactions = connect(sink(topic), topic, "run");
        transactions.commit(1, results("a"));
        Iterable<Result<String>> broken = () -> new Iterator<>() {
            private int left = 1_000;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Result<String> next() {
                if (left-- == 0) {
                    throw new IllegalArgumentException("broken");
                }
                return new Result<>("unseen", 0);
            }
        };
        assertThatThrownBy(() -> transactions.commit(2, broken)).hasMessage("broken");

        assertThat(transactions.committed()).isEqualTo(1);
        assertThat(Broker.values(topic)).containsExactly("a");
        transactions.commit(2, results("b"));
        transactions.close();
        assertThat(Broker.values(topic)).containsExactly("a", "b");
    }

    @Test
    void whenAnotherOneConnects_thenTheFirstIsOutForGoodAndDoesNotDisturbIt() throws Exception {
        String topic = Broker.topic(1);
        Transactions<String> zombie = connect(sink(topic), topic, "run");
        zombie.commit(1, results("a"));
        Transactions<String> successor = connect(sink(topic), topic, "run");
        assertThat(successor.committed()).isEqualTo(1);

        assertThatThrownBy(() -> zombie.commit(2, results("zombie"))).isInstanceOf(IOException.class);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> zombie.commit(2, results("zombie")))
                    .isNotInstanceOf(UnavailableException.class)
                    .hasMessageStartingWith("another process has taken over the transactions 'leat-job-of-" + topic
                            + "-alerts' of topic '" + topic + "'");
            assertThatThrownBy(zombie::committed).hasMessageStartingWith("another process has taken over");
        }
        successor.commit(2, results("b"));
        successor.close();
        zombie.close();
        assertThat(Broker.values(topic)).containsExactly("a", "b");
    }

    @Test
    void whenAResultIsTooLarge_thenItSaysWhatToDo() throws Exception {
        String topic = Broker.topic(1);
        Transactions<String> transactions = connect(sink(topic), topic, "run");
        assertThatThrownBy(() -> transactions.commit(1, results("small", "x".repeat(2_000_000))))
                .isNotInstanceOf(UnavailableException.class)
                .hasMessageContaining("topic '" + topic + "' cannot be written at " + Broker.address())
                .hasMessageContaining("2000")
                .hasMessageEndingWith(
                        "Allow more by the property max.request.size of the sink and by max.message.bytes "
                                + "of the topic, or send less in a result");
        assertThat(transactions.committed()).isZero();
        transactions.close();
        assertThat(Broker.values(topic)).isEmpty();
    }

    @Test
    void whenTheTopicIsNotThere_thenItSaysSo() throws Exception {
        String address = Broker.address();
        assertThatThrownBy(() -> connect(Kafka.to(address, "absent", Format.text()), "absent", "run"))
                .hasMessage("topic 'absent' cannot be written at " + address
                        + ": there is no such topic. Make it first: kafka-topics.sh --create");
        assertThatThrownBy(() ->
                        Kafka.to(address, "absent", Format.text()).atLeastOnce().open())
                .hasMessageContaining("there is no such topic");
    }

    @Test
    void whenOptionsMakeNoSense_thenTheyAreRefusedAtOnce() {
        KafkaSink<String> sink = Kafka.to("localhost:9092", "alerts", Format.text());
        assertThatThrownBy(() -> sink.property("transactional.id", "t"))
                .hasMessage("property 'transactional.id' cannot be set: use .transactionalId(…)");
        assertThatThrownBy(() -> sink.transactionalId(" ")).hasMessage("the id of transactions is blank");
        assertThat(sink.guarantee()).isEqualTo(Guarantee.EXACTLY_ONCE);
        assertThat(sink.atLeastOnce().guarantee()).isEqualTo(Guarantee.AT_LEAST_ONCE);
    }

    @Test
    void whenItIsAtLeastOnce_thenAResultCanBeReadBeforeAnyEpochEnds() throws Exception {
        String topic = Broker.topic(1);
        Sink<String> sink = sink(topic).atLeastOnce();
        try (SinkWriter<String> writer = sink.open()) {
            writer.write("a", 1);
            long start = System.nanoTime();
            await().pollInterval(1, TimeUnit.MILLISECONDS)
                    .until(() -> Broker.values(topic).equals(List.of("a")));
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start))
                    .isLessThan(5);
            writer.write("b", 2);
            writer.checkpoint(1);
            writer.force(1);
            assertThat(Broker.values(topic)).containsExactly("a", "b");
            assertThatThrownBy(() -> writer.write("x".repeat(2_000_000), 3)).hasMessageContaining("max.request.size");
            writer.force(2); // it was not taken, so nothing is missing
        }
    }

    @Test
    void whenTheBrokerRefusesAResultLater_thenTheEpochIsNotSealed() throws Exception {
        String topic = "narrow";
        Broker.server().createTopic(topic, 1, Map.of("max.message.bytes", "1000"));
        SinkWriter<String> writer = sink(topic).atLeastOnce().open();
        writer.write("x".repeat(5_000), 3);
        assertThatThrownBy(() -> writer.force(1))
                .hasMessageStartingWith("a result was not sent: topic 'narrow' cannot");
        assertThatThrownBy(() -> writer.write("y", 4)).hasMessageStartingWith("a result was not sent");
        assertThatThrownBy(writer::close).hasMessageStartingWith("a result was not sent");
    }
}
