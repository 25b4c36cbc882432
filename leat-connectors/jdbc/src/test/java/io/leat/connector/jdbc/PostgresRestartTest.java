// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import static io.leat.connector.jdbc.TestDatabase.execute;
import static io.leat.connector.jdbc.TestDatabase.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connector.Result;
import io.leat.connector.SinkContext;
import io.leat.connector.SourceReader.Status;
import io.leat.connector.Transactions;
import io.leat.connector.UnavailableException;
import io.leat.servers.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server that is killed while epochs are committed and while a table is polled. */
class PostgresRestartTest {
    record Row(long id, String text) {}

    private static final int ROWS = 200;
    private static final int KILLS = 2;

    private final PostgresServer server = TestDatabase.postgres();

    private volatile boolean stop;

    @TempDir
    Path dir;

    /** Commits as the engine does: after a failure it asks for the marker. */
    private static int commit(Transactions<Row> transactions, long epoch) {
        for (int failures = 0; ; failures++) {
            try {
                if (transactions.committed() < epoch) {
                    transactions.commit(epoch, epoch(epoch));
                }
                return failures;
            } catch (UnavailableException e) {
                assertThat(e).hasMessageContaining("of jdbc:postgresql://127.0.0.1:");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    private static List<Result<Row>> epoch(long number) {
        List<Result<Row>> results = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            results.add(new Result<>(new Row(number * ROWS + i, "x"), 0));
        }
        return results;
    }

    @Test
    void whenTheServerIsKilledWhileEpochsAreCommitted_thenEachIsThereOnce() throws Exception {
        String url = TestDatabase.POSTGRES.empty(dir);
        Transactions<Row> transactions = Jdbc.insert(url, "copy", Row.class)
                .createTable()
                .batchSize(20)
                .connect(new SinkContext("fleet", "table", "run", true, null));
        AtomicLong epochs = new AtomicLong();
        CompletableFuture<Integer> committing = CompletableFuture.supplyAsync(() -> {
            int failures = 0;
            while (!stop) {
                failures += commit(transactions, epochs.get() + 1);
                epochs.incrementAndGet();
            }
            return failures;
        });
        for (int kill = 0; kill < KILLS; kill++) {
            long before = epochs.get();
            Awaitility.await().until(() -> epochs.get() > before + 3 || committing.isDone());
            server.kill();
            server.start();
        }
        long before = epochs.get();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> epochs.get() > before || committing.isDone());
        stop = true;

        assertThat(committing.get(60, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(KILLS);
        assertThat(transactions.committed()).isEqualTo(epochs.get());
        transactions.close();
        assertThat(rows(url, "select id from copy order by id"))
                .isEqualTo(LongStream.range(ROWS, (epochs.get() + 1) * ROWS)
                        .mapToObj(Long::toString)
                        .toList());
    }

    @Test
    void whenTheServerIsKilledWhileATableIsPolled_thenEachRowIsReadOnce() throws Exception {
        String url = TestDatabase.POSTGRES.empty(dir);
        execute(url, "create table calls (id bigint primary key, text text)");
        JdbcSource<Row> source = Jdbc.poll(url, "calls", Row.class)
                .by("id")
                .lag(Duration.ZERO)
                .every(Duration.ZERO)
                .pageSize(7);
        int unavailable = 0;
        try (Reading<Row> reading = new Reading<>(source, null)) {
            for (int life = 0; life < KILLS; life++) {
                execute(
                        url,
                        "insert into calls select g, 'x' from generate_series(" + life * ROWS + ", "
                                + ((life + 1) * ROWS - 1) + ") g");
                reading.until(life * ROWS + ROWS / 2);
                server.kill();
                unavailable += readUntilUnavailable(reading);
                server.start();
                unavailable += readAgain(reading, (life + 1) * ROWS);
            }
            assertThat(reading.values.stream().map(Row::id))
                    .containsExactlyElementsOf(
                            LongStream.range(0, KILLS * ROWS).boxed().toList());
        }
        assertThat(unavailable).isGreaterThanOrEqualTo(KILLS);
    }

    private static int readUntilUnavailable(Reading<Row> reading) throws Exception {
        while (true) {
            try {
                reading.read(10);
            } catch (UnavailableException e) {
                return 1;
            }
        }
    }

    private static int readAgain(Reading<Row> reading, int number) throws Exception {
        int unavailable = 0;
        while (reading.values.size() < number) {
            try {
                assertThat(reading.read(10)).isNotEqualTo(Status.END);
            } catch (UnavailableException e) {
                unavailable++;
            }
        }
        return unavailable;
    }

    @Test
    void whenTheServerIsDownAtTheStart_thenItIsWaitedFor() throws Exception {
        String url = TestDatabase.POSTGRES.empty(dir);
        server.stop();
        try {
            Transactions<Row> transactions = Jdbc.insert(url, "copy", Row.class)
                    .createTable()
                    .connect(new SinkContext("fleet", "table", "run", true, null));
            assertThatThrownBy(transactions::committed).isInstanceOf(UnavailableException.class);
            server.start();
            commit(transactions, 1);
            transactions.close();
        } finally {
            if (isDown(url)) {
                server.start();
            }
        }
        assertThat(rows(url, "select count(*) from copy")).containsExactly("" + ROWS);
    }

    private static boolean isDown(String url) {
        try {
            rows(url, "select 1");
            return false;
        } catch (java.sql.SQLException e) {
            return true;
        }
    }
}
