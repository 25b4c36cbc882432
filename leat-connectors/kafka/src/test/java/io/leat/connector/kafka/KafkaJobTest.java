// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.aggregate.Aggregates;
import io.leat.connector.Format;
import io.leat.connector.memory.Collector;
import io.leat.metric.JobMetrics;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs between topics of a real broker: what was read arrives once, whatever is killed. */
@Timeout(120) // restarts of a broker take half a minute on an idle machine
class KafkaJobTest {
    private static final int RECORDS = 30_000;

    @TempDir
    Path dir;

    private String from;
    private String to;

    @BeforeEach
    void makeTopics() throws Exception {
        from = Broker.topic(3);
        to = Broker.topic(2);
    }

    private void fill() throws Exception {
        for (int partition = 0; partition < 3; partition++) {
            int first = partition * RECORDS / 3;
            Broker.send(
                    from,
                    partition,
                    IntStream.range(first, first + RECORDS / 3)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    private static List<String> expected() {
        return IntStream.range(0, RECORDS).mapToObj(n -> n + "!").toList();
    }

    private Pipeline pipeline() throws Exception {
        return CopyJob.pipeline(Broker.address(), from, to);
    }

    /** Waits until there are so many records, or markers of transactions. */
    private void awaitSome(int records) throws Exception {
        await().atMost(Duration.ofSeconds(20)).until(() -> Broker.committedEnd(to) >= records);
    }

    private void runToTheEnd() throws Exception {
        try (Leat leat = CopyJob.open(dir)) {
            leat.start(pipeline()).awaitCompletion();
        }
    }

    @Test
    void whenTheBrokerIsKilledAndPartitionsAreAdded_thenALiveJobGoesOnByItself() throws Exception {
        fill();
        KafkaSource<String> live =
                Kafka.from(Broker.address(), from, Format.text()).lookingForPartitionsEvery(Duration.ofMillis(200));
        try (Leat leat = CopyJob.open(dir)) {
            Job job = leat.start(CopyJob.pipeline(live, Broker.address(), to));
            awaitSome(1);
            Broker.server().kill();
            Broker.server().start();
            Broker.server().addPartitions(from, 4);
            Broker.send(from, 3, List.of("more"));
            await().atMost(Duration.ofSeconds(30)).until(() -> job.metrics().in() == RECORDS + 1);
            job.stop();
            job.awaitCompletion();
        }
        assertThat(Broker.values(to)).contains("more!").hasSize(RECORDS + 1).containsAll(expected());
    }

    @Test
    void whenTheProcessIsKilled_thenEachRecordIsThereOnce() throws Exception {
        fill();
        for (int life = 1; life <= 2; life++) {
            Process process = child(from, to, dir.toString());
            awaitSome(life);
            process.destroyForcibly().waitFor();
        }
        runToTheEnd();
        assertThat(Broker.values(to)).containsExactlyInAnyOrderElementsOf(expected());
    }

    @Test
    void whenTheProcessIsKilledInATransaction_thenReadersDoNotWaitForItOnceTheJobIsBack() throws Exception {
        Process process = child(from, to);
        assertThat(process.inputReader().readLine()).isEqualTo(CopyJob.OPEN);
        process.destroyForcibly().waitFor();
        Broker.send(to, 0, List.of("seen"));
        Broker.send(to, 1, List.of("seen"));
        assertThat(Broker.values(to)).as("while the transaction hangs").isEmpty();

        Kafka.to(Broker.address(), to, Format.text())
                .connect(CopyJob.context(to))
                .close();

        assertThat(Broker.values(to)).containsExactly("seen", "seen");
    }

    private static Process child(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                CopyJob.class.getName(),
                Broker.address()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    @Test
    void whenPartitionsAreReadAtDifferentSpeeds_thenEachHasItsWatermarkAndNothingIsLate() throws Exception {
        Broker.send(from, 0, IntStream.range(0, 50_000).mapToObj(n -> "x").toList());
        Broker.send(from, 1, IntStream.range(0, 10_000).mapToObj(n -> "x").toList());
        Broker.send(from, 2, List.of("x"));
        String brokers = Broker.address();
        Collector<Long> counts = new Collector<>();
        Pipeline counting = Pipeline.of(
                "counting",
                p -> p.from(
                                "in",
                                Kafka.from(brokers, from, Format.text()).untilEnd(),
                                Watermarks.outOfOrder(Duration.ZERO))
                        .keyBy(value -> value)
                        .window(Windows.tumbling(Duration.ofSeconds(1)))
                        .aggregate("count", Aggregates.count())
                        .to("out", counts));
        try (Leat leat = Leat.inMemory()) {
            JobMetrics metrics = leat.start(counting).awaitCompletion();
            assertThat(metrics.late()).isZero();
        }
        assertThat(counts.values()).hasSize(50).startsWith(2_001L, 2_000L).endsWith(1_000L);
    }
}
