// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.servers;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.memory.Collector;
import io.leat.examples.instances.Inference;
import io.leat.examples.instances.InstancesSource;
import io.leat.examples.instances.Workload;
import io.leat.servers.KafkaServer;
import io.leat.servers.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job on real servers, of which each is killed in the middle: the process with the job, the broker and the database. How often:
 * {@code -Dkills=20 -Doutages=5}; less unless said otherwise.
 */
@Timeout(900)
class FleetOverServersTest {
    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final int OUTAGES = Integer.getInteger("outages", 1);
    private static final double SLOW_MS = 1_500;
    private static final List<String> BROKEN = List.of("", "{", "[1]", "{\"id\":\"x\"}", "\u0000\u0000", "no JSON");

    @TempDir
    Path dir;

    /** What is done to somebody. */
    private enum Blow {
        JOB,
        BROKER,
        DATABASE
    }

    @Test
    void whenEverythingIsKilledInTheMiddle_thenTablesTopicsAndFilesAreExact() throws Exception {
        Random random = new Random(1);
        try (KafkaServer broker = KafkaServer.start(dir.resolve("kafka"));
                PostgresServer database = PostgresServer.start(dir.resolve("postgres"))) {
            broker.createTopic("requests", 3);
            broker.createTopic("alerts", 2);
            List<Inference> trace = trace();
            List<String> command = List.of(
                    dir.resolve("job").toString(),
                    "brokers=" + broker.address(),
                    "database=" + database.url(),
                    "late=" + dir.resolve("late.jsonl"),
                    "slow=" + (long) SLOW_MS);
            try (TopicFeed feed = new TopicFeed(broker.address(), "requests", trace, BROKEN);
                    Supervisor job = new Supervisor(command, dir.resolve("log"))) {
                feed.begin(Duration.ofSeconds(4L * blows().size()));
                for (Blow blow : blows()) {
                    job.awaitStart(Duration.ofMinutes(1));
                    Thread.sleep(random.nextInt(2_000));
                    strike(blow, job, broker, database, random);
                }
                feed.awaitEnd();
                job.complete(Duration.ofMinutes(3));
            }
            new Outcome(dir, trace, BROKEN.size(), SLOW_MS).check(broker.address(), database.url());
        }
    }

    private static List<Blow> blows() {
        List<Blow> blows = new ArrayList<>();
        blows.addAll(Collections.nCopies(KILLS, Blow.JOB));
        blows.addAll(Collections.nCopies(OUTAGES, Blow.BROKER));
        blows.addAll(Collections.nCopies(OUTAGES, Blow.DATABASE));
        Collections.shuffle(blows, new Random(2));
        return blows;
    }

    private static void strike(Blow blow, Supervisor job, KafkaServer broker, PostgresServer database, Random random)
            throws Exception {
        int away = 300 + random.nextInt(1_500);
        switch (blow) {
            case JOB -> job.kill();
            case BROKER -> {
                broker.kill();
                Thread.sleep(away);
                broker.start();
            }
            case DATABASE -> {
                database.kill();
                Thread.sleep(away);
                database.start();
            }
        }
    }

    /** What six instances report in half an hour: some of it too late, some of it cannot be true. */
    private static List<Inference> trace() throws InterruptedException {
        Collector<Inference> collected = new Collector<>();
        Workload workload = new Workload(
                7, 20, Instant.parse("2024-03-31T00:45:00Z"), Duration.ofMinutes(30), Duration.ofMillis(1));
        try (Leat leat = Leat.inMemory()) {
            leat.start(Pipeline.of(
                            "trace",
                            p -> p.from("reports", InstancesSource.of(workload)).to("trace", collected)))
                    .awaitCompletion();
        }
        return collected.values();
    }
}
