// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.memory.Push;
import io.leat.time.Watermarks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus is told of partitions, latency and epochs while a job runs. */
@Timeout(60)
class PartitionMetricsTest {
    private static PrometheusText scrape(LeatServer server) throws Exception {
        return PrometheusText.parse(new Client(server).get("/metrics").body());
    }

    @Test
    void whenEventsCome_thenWatermarkAndLagOfTheirPartitionAreTold() throws Exception {
        try (Leat leat = Leat.inMemory();
                LeatServer server = LeatServer.start(leat)) {
            Push<Instant> times = Push.of(Instant.class).timedBy(time -> time);
            leat.start(Pipeline.of(
                    "times",
                    p -> p.from("times", times, Watermarks.outOfOrder(Duration.ofSeconds(5)))
                            .to("out", Sink.of(time -> {}))));
            Instant latest = Instant.now().minusSeconds(100);
            times.emit(latest);
            await().untilAsserted(() -> {
                PrometheusText text = scrape(server);
                String[] labels = {"job", "times", "source", "times", "partition", partition(text)};
                assertThat(text.value("leat_partition_latest_timestamp_seconds", labels))
                        .isEqualTo(latest.toEpochMilli() / 1_000.0);
                assertThat(text.value("leat_partition_watermark_timestamp_seconds", labels))
                        .isBetween(latest.toEpochMilli() / 1_000.0 - 5.1, latest.toEpochMilli() / 1_000.0 - 4.9);
                assertThat(text.value("leat_partition_watermark_lag_seconds", labels))
                        .isBetween(104.9, 150.0);
                assertThat(text.value("leat_partition_ended", labels)).isZero();
                assertThat(text.value("leat_job_watermark_lag_seconds", "job", "times"))
                        .isBetween(104.9, 150.0);
                assertThat(text.value("leat_job_latency_seconds", "job", "times", "quantile", "0.99"))
                        .isBetween(0.0, 30.0);
                assertThat(text.value(
                                "leat_step_latency_seconds",
                                "job",
                                "times",
                                "step",
                                "out",
                                "kind",
                                "to",
                                "quantile",
                                "0.5"))
                        .isBetween(0.0, 30.0);
            });
        }
    }

    private static String partition(PrometheusText text) {
        String series = text.samples.keySet().stream()
                .filter(name -> name.startsWith("leat_partition_idle"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no partition yet"));
        return series.replaceAll(".*partition=(.*), source=.*", "$1");
    }

    @Test
    void whenThereAreManyPartitions_thenOnlySomeHaveMetersAndTheRestIsCounted() throws Exception {
        try (Leat leat = Leat.inMemory();
                LeatServer server = LeatServer.start(leat)) {
            List<List<Integer>> partitions =
                    Stream.generate(() -> List.of(1)).limit(300).toList();
            leat.start(Pipeline.of(
                            "wide",
                            p -> p.from("numbers", Source.ofPartitions(partitions))
                                    .to("out", Sink.of(n -> {}))))
                    .awaitCompletion();
            PrometheusText text = scrape(server);
            assertThat(text.samples.keySet().stream().filter(name -> name.startsWith("leat_partition_idle")))
                    .hasSize(256);
            assertThat(text.value("leat_job_partitions_hidden", "job", "wide")).isEqualTo(44);
        }
    }

    @Test
    void whenJobIsInADirectory_thenItsEpochsAreTold(@TempDir Path directory) throws Exception {
        try (Leat leat = Leat.open(directory, options -> options.epochs(Duration.ofMillis(20)));
                LeatServer server = LeatServer.start(leat);
                Push<String> words = Push.of(String.class).durable()) {
            leat.start(Pipeline.of("kept", p -> p.from("words", words).to("out", Sink.of(word -> {}))));
            words.emit("one");
            double before = System.currentTimeMillis() / 1_000.0;
            await().untilAsserted(() -> {
                PrometheusText text = scrape(server);
                assertThat(text.value("leat_epochs_sealed_total", "job", "kept"))
                        .isGreaterThanOrEqualTo(1);
                assertThat(text.value("leat_disk_bytes", "job", "kept")).isPositive();
                assertThat(text.value("leat_epoch_sealed_timestamp_seconds", "job", "kept"))
                        .isBetween(before - 60, before + 60);
                assertThat(text.value("leat_epoch_duration_seconds", "job", "kept"))
                        .isPositive();
            });
        }
    }
}
