// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import static io.leat.connector.jdbc.TestDatabase.execute;
import static io.leat.connector.jdbc.TestDatabase.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Result;
import io.leat.connector.SinkContext;
import io.leat.connector.Source;
import io.leat.connector.TransactionalSink;
import io.leat.connector.Transactions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables in and out of a real job with a directory, which ends in every way and goes on. */
class JdbcJobTest {
    record Row(long n, String text) {}

    private static final int ROWS = 2_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path dir;

    private static List<Row> input() {
        return IntStream.range(0, ROWS).mapToObj(n -> new Row(n, "é" + n)).toList();
    }

    /** Fails at each third commit, before it and after it in turns. */
    private static final class Failing extends TransactionalSink<Row> {
        private final TransactionalSink<Row> sink;
        private final AtomicInteger commits = new AtomicInteger();

        Failing(TransactionalSink<Row> sink) {
            this.sink = sink;
        }

        @Override
        public Transactions<Row> connect(SinkContext context) throws Exception {
            Transactions<Row> transactions = sink.connect(context);
            return new Transactions<>() {
                @Override
                public long committed() throws Exception {
                    return transactions.committed();
                }

                @Override
                public void commit(long epoch, Iterable<Result<Row>> results) throws Exception {
                    int number = commits.incrementAndGet();
                    if (number % 6 == 3) {
                        throw new IllegalStateException("before the commit");
                    }
                    transactions.commit(epoch, results);
                    if (number % 6 == 0) {
                        throw new IllegalStateException("after the commit, before it is known");
                    }
                }

                @Override
                public void close() throws Exception {
                    transactions.close();
                }
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenAJobIsEndedInEveryWayAndGoesOn_thenEachRowIsThereOnce(TestDatabase database) throws Exception {
        String url = database.empty(dir);
        Failing inserts =
                new Failing(Jdbc.insert(url, "copy", Row.class).createTable().batchSize(70));
        JdbcSink<Row> latest =
                Jdbc.upsert(url, "latest", Row.class).createTable().key("n");
        int lives = 0;
        Job.Status status;
        do {
            try (Leat leat = Leat.open(dir.resolve("job"), o -> o.epochs(Duration.ofMillis(20)))) {
                Job job = leat.start(Pipeline.of("copy", p -> {
                    var rows = p.from("in", Source.of(input())).peek(row -> {
                        if (row.n % 10 == 0) {
                            Thread.sleep(1);
                        }
                    });
                    rows.to("copy", inserts);
                    rows.map(row -> new Row(row.n % 10, row.text)).to("latest", latest);
                }));
                if (!job.await(Duration.ofMillis(100L * (lives + 1)))) {
                    end(job, lives++);
                }
                assertThat(job.await(MINUTE)).isTrue();
                assertThat(job.failure()).isEmpty();
                status = job.status();
            }
        } while (status != Job.Status.COMPLETED);

        assertThat(lives).isPositive();
        assertThat(rows(url, "select n, text from copy order by n"))
                .isEqualTo(input().stream().map(row -> row.n + " " + row.text).toList());
        assertThat(rows(url, "select n, text from latest order by n"))
                .isEqualTo(IntStream.range(0, 10)
                        .mapToObj(n -> n + " é" + (ROWS - 10 + n))
                        .toList());
    }

    private static void end(Job job, int life) {
        if (life % 2 == 0) {
            job.cancel();
        } else {
            job.suspend();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenATableIsPolledByAJobThatGoesOn_thenEachRowIsReadOnce(TestDatabase database) throws Exception {
        String url = database.empty(dir);
        execute(url, "create table input (n bigint primary key, text varchar(20))");
        JdbcSink<Row> copy = Jdbc.insert(url, "copy", Row.class).createTable();
        int lives = 3;
        for (int life = 1; life <= lives; life++) {
            int before = 100 * life;
            execute(
                    url,
                    IntStream.range(before - 100, before)
                            .mapToObj(n -> "insert into input values (" + n + ", 'x')")
                            .toArray(String[]::new));
            try (Leat leat = Leat.open(dir.resolve("job"), o -> o.epochs(Duration.ofMillis(20)))) {
                JdbcSource<Row> input = Jdbc.poll(url, "input", Row.class)
                        .by("n")
                        .lag(Duration.ZERO)
                        .every(Duration.ofMillis(10))
                        .pageSize(30);
                Job job =
                        leat.start(Pipeline.of("copy", p -> p.from("in", input).to("copy", copy)));
                Awaitility.await()
                        .until(() ->
                                rows(url, "select count(*) from copy").get(0).equals("" + before));
                end(job, life);
                assertThat(job.await(MINUTE)).isTrue();
                assertThat(job.failure()).isEmpty();
            }
        }
        assertThat(rows(url, "select n from copy order by n"))
                .isEqualTo(IntStream.range(0, 100 * lives).mapToObj(n -> "" + n).toList());
    }

    @Test
    void whenTheServerIsKilledUnderAJob_thenTheJobWaitsAndEachRowIsThereOnce() throws Exception {
        String url = TestDatabase.POSTGRES.empty(dir);
        execute(url, "create table input as select g::bigint as n, 'x' as text from generate_series(0, 2999) g");
        JdbcSource<Row> input =
                Jdbc.poll(url, "input", Row.class).by("n").once().pageSize(10);
        JdbcSink<Row> copy = Jdbc.insert(url, "copy", Row.class).createTable();
        AtomicLong read = new AtomicLong();
        try (Leat leat = Leat.open(dir.resolve("job"), o -> o.epochs(Duration.ofMillis(50)))) {
            Job job = leat.start(Pipeline.of(
                    "copy",
                    p -> p.from("in", input)
                            .peek(row -> {
                                if (read.incrementAndGet() % 10 == 0) {
                                    Thread.sleep(5);
                                }
                            })
                            .to("copy", copy)));
            for (int kill = 1; kill <= 2; kill++) {
                long some = 800L * kill;
                Awaitility.await().until(() -> read.get() > some);
                TestDatabase.postgres().kill();
                TestDatabase.postgres().start();
            }
            assertThat(job.await(MINUTE)).isTrue();
            assertThat(job.failure()).isEmpty();
        }
        assertThat(rows(url, "select n from copy order by n"))
                .isEqualTo(IntStream.range(0, 3_000).mapToObj(n -> "" + n).toList());
    }
}
