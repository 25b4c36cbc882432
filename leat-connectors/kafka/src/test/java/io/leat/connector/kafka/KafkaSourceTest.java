// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.connector.Format;
import io.leat.connector.Position;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Reading topics of a real broker, without an engine. */
class KafkaSourceTest {
    private static final byte[] NOTHING = null;

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static KafkaSource<String> text(String... topics) throws Exception {
        return Kafka.from(Broker.address(), List.of(topics), Format.text());
    }

    @Test
    void whenThereAreSeveralTopicsAndPartitions_thenAllIsReadInTheOrderOfEachPartition() throws Exception {
        String one = Broker.topic(2);
        String other = Broker.topic(1);
        Broker.send(one, 0, numbers(0, 100));
        Broker.send(one, 1, numbers(100, 200));
        Broker.send(other, 0, numbers(200, 300));

        try (Reads<String> reads = Reads.open(text(one, other)).until(300)) {
            assertThat(reads.readers).containsOnlyKeys(one + "-0", one + "-1", other + "-0");
            assertThat(reads.values).containsSubsequence(numbers(0, 100));
            assertThat(reads.values).containsSubsequence(numbers(100, 200));
            assertThat(reads.values).containsSubsequence(numbers(200, 300));
            assertThat(reads.times)
                    .hasSameElementsAs(
                            IntStream.range(0, 100).mapToObj(i -> (long) i).toList());
            assertThat(reads.positions())
                    .containsOnly(
                            Map.entry(one + "-0", Position.of(100)),
                            Map.entry(one + "-1", Position.of(100)),
                            Map.entry(other + "-0", Position.of(100)));
        }
    }

    @Test
    void whenItIsOpenedAtAPosition_thenItGoesOnThere() throws Exception {
        String topic = Broker.topic(1);
        Broker.send(topic, 0, numbers(0, 100));
        Map<String, Position> stood;
        List<String> first;
        try (Reads<String> reads = Reads.open(text(topic))) {
            await().until(() -> {
                reads.turn(7);
                return !reads.values.isEmpty();
            });
            first = new ArrayList<>(reads.values);
            stood = reads.positions();
        }
        assertThat(first).isEqualTo(numbers(0, 7));

        try (Reads<String> reads = Reads.open(text(topic), stood).until(93)) {
            assertThat(reads.values).isEqualTo(numbers(7, 100));
        }
    }

    @Test
    void whenItStartsAtATimeOrAtTheEnd_thenWhatWasBeforeIsNotRead() throws Exception {
        String topic = Broker.topic(1);
        Broker.send(topic, 0, numbers(0, 100));
        try (Reads<String> timed = Reads.open(text(topic).fromTime(Instant.ofEpochMilli(60)))
                        .until(40);
                Reads<String> latest = Reads.open(text(topic).fromLatest())) {
            assertThat(timed.values).isEqualTo(numbers(60, 100));
            await().until(() -> {
                latest.turn(10);
                return latest.positions().get(topic + "-0").equals(Position.of(100));
            });
            Broker.send(topic, 0, numbers(100, 110));
            assertThat(latest.until(10).values).isEqualTo(numbers(100, 110));
        }
    }

    @Test
    void whenItIsReadUntilItsEnd_thenItEndsThereAlsoAfterARestart() throws Exception {
        String topic = Broker.topic(2);
        Broker.send(topic, 0, numbers(0, 100));
        KafkaSource<String> source = text(topic).untilEnd();
        assertThat(source.live()).isFalse();
        Map<String, Position> stood;
        try (Reads<String> reads = Reads.open(source)) {
            await().until(() -> {
                reads.turn(60);
                return !reads.values.isEmpty();
            });
            stood = reads.positions();
        }
        assertThat(stood).containsEntry(topic + "-0", new Position("60/100"));
        Broker.send(topic, 0, numbers(100, 200));
        Broker.send(topic, 1, numbers(200, 300));

        try (Reads<String> reads = Reads.open(source, stood).toEnd()) {
            assertThat(reads.values).startsWith(numbers(60, 100).toArray(new String[0]));
            assertThat(reads.values).doesNotContainAnyElementsOf(numbers(100, 200));
        }
    }

    @Test
    void whenALiveSourceGoesOnUntilItsEnd_thenItEndsThere_andTheOtherWayRound() throws Exception {
        String topic = Broker.topic(2);
        Broker.send(topic, 0, numbers(0, 10));
        Map<String, Position> stood;
        try (Reads<String> live = Reads.open(text(topic)).until(10)) {
            stood = live.positions();
        }
        assertThat(stood).containsEntry(topic + "-0", Position.of(10));
        Broker.send(topic, 0, numbers(10, 20));
        try (Reads<String> bounded = Reads.open(text(topic).untilEnd(), stood).toEnd()) {
            assertThat(bounded.values).isEqualTo(numbers(10, 20));
            stood = bounded.positions();
        }
        try (Reads<String> nothing = Reads.open(text(topic).untilEnd(), stood).toEnd()) {
            assertThat(nothing.values).isEmpty();
        }
        Broker.send(topic, 0, numbers(20, 30));
        try (Reads<String> live = Reads.open(text(topic), stood).until(10)) {
            assertThat(live.values).isEqualTo(numbers(20, 30));
        }
    }

    @Test
    void whenTransactionsAreOpenOrAborted_thenTheirRecordsAreNotReadAndTheEndIsReached() throws Exception {
        String topic = Broker.topic(1);
        try (KafkaProducer<byte[], byte[]> producer = Broker.producer(Map.of("transactional.id", topic))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(Broker.record(topic, 0, 1, "committed")).get();
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(Broker.record(topic, 0, 2, "aborted")).get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(Broker.record(topic, 0, 3, "open")).get();

            try (Reads<String> bounded = Reads.open(text(topic).untilEnd()).toEnd();
                    Reads<String> reads = Reads.open(text(topic)).until(1)) {
                assertThat(bounded.values).containsExactly("committed");
                assertThat(reads.values).containsExactly("committed");
                producer.commitTransaction();
                assertThat(reads.until(2).values).containsExactly("committed", "open");
            }
        }
    }

    @Test
    void whenRecordsAreReadWhole_thenKeysHeadersAndTombstonesAreThere() throws Exception {
        String topic = Broker.topic(1);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, 0, 17L, "k".getBytes(UTF_8), "v".getBytes(UTF_8));
        record.headers().add("source", "ai-1".getBytes(UTF_8)).add("source", "ai-2".getBytes(UTF_8));
        Broker.send(List.of(record, new ProducerRecord<>(topic, 0, 18L, "k".getBytes(UTF_8), NOTHING)));
        try (Reads<KafkaRecord<String, String>> reads = Reads.open(
                        Kafka.records(Broker.address(), topic, Format.text(), Format.text()))
                .until(2)) {
            assertThat(reads.values)
                    .containsExactly(
                            new KafkaRecord<>(
                                    topic,
                                    0,
                                    0,
                                    17,
                                    "k",
                                    "v",
                                    List.of(KafkaHeader.of("source", "ai-1"), KafkaHeader.of("source", "ai-2"))),
                            new KafkaRecord<>(topic, 0, 1, 18, "k", null, List.of()));
            assertThat(reads.values.get(0).header("source")).contains("ai-2");
            assertThat(reads.values.get(0).header("other")).isEmpty();
        }
    }

    @Test
    void whenARecordCannotBeRead_thenItIsNotedWithItsBytesAndTheOthersAreRead() throws Exception {
        String topic = Broker.topic(1);
        byte[] poison = {'a', (byte) 0xff};
        Broker.send(List.of(
                Broker.record(topic, 0, 0, "good"),
                new ProducerRecord<>(topic, 0, 1L, null, poison),
                new ProducerRecord<>(topic, 0, 2L, "k".getBytes(UTF_8), NOTHING),
                Broker.record(topic, 0, 3, "good too")));
        try (Reads<String> reads = Reads.open(text(topic)).until(4)) {
            assertThat(reads.values).containsExactly("good", "good too");
            assertThat(reads.bad).extracting(Reads.Bad::origin).containsExactly(topic + "-0@1", topic + "-0@2");
            assertThat(reads.bad.get(0).raw()).isEqualTo(poison);
            assertThat(reads.bad.get(0).reason()).isEqualTo("not UTF-8 at byte 2");
            assertThat(reads.bad.get(1).reason()).startsWith("it has no value: a tombstone");
        }
        try (Reads<String> reads = Reads.open(text(topic).withoutTombstones()).until(3)) {
            assertThat(reads.bad).hasSize(1);
        }
    }

    @Test
    void whenPartitionsAreAdded_thenTheyAreFoundAndReadFromTheirBeginning() throws Exception {
        String topic = Broker.topic(1);
        Broker.send(topic, 0, numbers(0, 10));
        KafkaSource<String> source = text(topic).fromLatest().lookingForPartitionsEvery(Duration.ofMillis(100));
        try (Reads<String> reads = Reads.open(source)) {
            await().until(() -> {
                reads.turn(10);
                return reads.positions().get(topic + "-0").equals(Position.of(10));
            });
            Broker.server().addPartitions(topic, 3);
            await().ignoreExceptions().until(() -> {
                Broker.send(topic, 2, numbers(20, 30));
                return true;
            });
            List<SourcePartition<String>> found = new ArrayList<>();
            await().until(() -> {
                found.addAll(source.newPartitions());
                return found.size() == 2;
            });
            for (SourcePartition<String> partition : found) {
                reads.add(partition, null);
            }
            assertThat(reads.until(10).values).isEqualTo(numbers(20, 30));
            assertThat(source.newPartitions()).isEmpty();
        }
    }

    @Test
    void whenPartitionsWereAddedWhileTheJobDidNotRun_thenTheyAreReadFromTheirBeginningToo() throws Exception {
        String topic = Broker.topic(2);
        Broker.send(topic, 0, numbers(0, 10));
        Broker.send(topic, 1, numbers(10, 20));
        try (Reads<String> reads = Reads.open(text(topic).fromLatest(), Map.of(topic + "-1", Position.of(10)))
                .until(10)) {
            assertThat(reads.values).isEqualTo(numbers(0, 10));
        }
    }

    @Test
    void whenNobodyTakesRecords_thenWhatIsFetchedIsBounded() throws Exception {
        String topic = Broker.topic(2);
        String large = "x".repeat(1_000);
        for (int partition = 0; partition < 2; partition++) {
            Broker.send(topic, partition, Collections.nCopies(30_000, large));
        }
        Session<String> session =
                new Session<>(Reading.of(Broker.address(), List.of(topic)), new Form.Values<>(Format.text(), false));
        session.partitions();
        Feed feed = new Feed(new TopicPartition(topic, 0), Place.EARLIEST);
        Fetcher fetcher = Fetcher.start(Reading.of(Broker.address(), List.of(topic)), session, 2);
        feed.want();
        fetcher.add(feed);
        await().until(() -> feed.bytes() > 2 << 20);
        long full = feed.bytes();
        await().during(Duration.ofMillis(300)).until(() -> feed.bytes() == full);
        assertThat(full).isLessThan((2 << 20) + (3 << 20));

        int taken = 0;
        while (taken < 30_000) { // and it goes on, not only once
            Feed.Chunk chunk = feed.poll();
            if (chunk == null) {
                Thread.onSpinWait();
                continue;
            }
            taken += chunk.records().size();
            fetcher.taken(feed, chunk);
        }
        assertThat(feed.bytes()).isZero();
        fetcher.close();
    }

    @Test
    void whenRetentionHasDeletedWhatIsNext_thenItFailsInsteadOfSkipping() throws Exception {
        String topic = Broker.topic(1);
        Broker.send(topic, 0, numbers(0, 100));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Broker.address()))) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(50)))
                    .all()
                    .get();
        }
        try (Reads<String> reads = Reads.open(text(topic), Map.of(topic + "-0", Position.of(40)))) {
            assertThatThrownBy(() -> reads.until(1))
                    .hasMessageStartingWith(
                            topic + "-0 has no offset 40 any more: its records were deleted by retention");
        }
    }

    @Test
    void whenATopicIsNotThere_thenItSaysSoBeforeAnythingIsRead() throws Exception {
        String topic = Broker.topic(1);
        assertThatThrownBy(() -> text(topic, "absent").partitions())
                .hasMessage("not all of the topics [" + topic + ", absent] are at " + Broker.address()
                        + ". Make them first: kafka-topics.sh --create");
    }

    @Test
    void whenAGroupIsNamed_thenItIsToldWhatIsDone() throws Exception {
        String topic = Broker.topic(1);
        Broker.send(topic, 0, numbers(0, 10));
        try (Reads<String> reads = Reads.open(text(topic).group(topic)).until(10);
                Admin admin = Admin.create(Map.of("bootstrap.servers", Broker.address()))) {
            SourceReader<String> reader = reads.readers.get(topic + "-0");
            reader.committed(Position.of(7));
            TopicPartition partition = new TopicPartition(topic, 0);
            await().until(() -> {
                var offsets = admin.listConsumerGroupOffsets(topic)
                        .partitionsToOffsetAndMetadata()
                        .get();
                return offsets.containsKey(partition) && offsets.get(partition).offset() == 7;
            });
        }
    }

    @Test
    void whenOptionsMakeNoSense_thenTheyAreRefusedAtOnce() {
        KafkaSource<String> source = Kafka.from("localhost:9092", "calls", Format.text());
        assertThatThrownBy(() -> source.property("group.id", "g"))
                .hasMessage("property 'group.id' cannot be set: use .group(…)");
        assertThatThrownBy(() -> source.property("isolation.levle", "x"))
                .hasMessage(
                        "there is no property 'isolation.levle' of this client; with 'isolation' begin [isolation.level]");
        assertThatThrownBy(() -> Kafka.from("localhost", "calls", Format.text()))
                .hasMessageStartingWith("'localhost' is no address of Kafka brokers: give host:port");
        assertThatThrownBy(() -> Kafka.from("localhost:9092", List.of("a", "a"), Format.text()))
                .hasMessage("topics [a, a]: give at least one, each once");
        assertThat(source.property("isolation.level", "read_uncommitted").toString())
                .isEqualTo("kafka calls at localhost:9092");
    }
}
