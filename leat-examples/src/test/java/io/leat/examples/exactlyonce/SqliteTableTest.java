// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Parameters;
import io.leat.Pipeline;
import io.leat.connector.Guarantee;
import io.leat.connector.Result;
import io.leat.connector.SinkContext;
import io.leat.connector.SinkWriter;
import io.leat.connector.Transactions;
import io.leat.examples.exactlyonce.LoadTable.Load;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The marker and the results in one transaction, on a real database. */
class SqliteTableTest {
    @TempDir
    Path dir;

    private Path database;
    private SqliteTable<Load> table;

    @BeforeEach
    void nameDatabase() {
        database = dir.resolve("load.db");
        table = LoadTable.table(database);
    }

    private Transactions<Load> connect(String run) throws Exception {
        return table.connect(new SinkContext("fleet", "table", run, true, null));
    }

    private static List<Result<Load>> results(int... tokens) {
        List<Result<Load>> results = new ArrayList<>();
        for (int n : tokens) {
            results.add(new Result<>(new Load("ai-1", Instant.ofEpochSecond(n), 1, n), n));
        }
        return results;
    }

    private List<Long> tokens() throws SQLException {
        return numbers(database, "select tokens from load order by rowid");
    }

    private static List<Long> numbers(Path database, String select) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = SqliteTable.connection(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(select)) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    @Test
    void whenAnEpochIsCommitted_thenItsResultsAndTheMarkerAreThere() throws Exception {
        Transactions<Load> first = connect("run-1");
        assertThat(first.committed()).isZero();
        first.commit(1, results(10, 20));
        first.commit(2, results());
        assertThat(first.committed()).isEqualTo(2);
        first.close();

        Transactions<Load> second = connect("run-1");

        assertThat(second.committed()).isEqualTo(2);
        second.commit(5, results(30));
        second.close();
        assertThat(tokens()).containsExactly(10L, 20L, 30L);
    }

    @Test
    void whenTheAcknowledgementIsLost_thenTheMarkerTellsAndCommittingAgainDoublesNothing() throws Exception {
        Transactions<Load> transactions = connect("run-1");
        transactions.commit(1, results(10));

        assertThat(transactions.committed()).isEqualTo(1);
        assertThatThrownBy(() -> transactions.commit(1, results(10)))
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("epoch 1 of job 'fleet', step 'table', is in " + database + " already");

        transactions.commit(2, results(20));
        transactions.close();
        assertThat(tokens()).containsExactly(10L, 20L);
    }

    @Test
    void whenCommittingFailsInTheMiddle_thenNothingOfItIsThereAndItCanBeTriedAgain() throws Exception {
        Transactions<Load> transactions = connect("run-1");
        List<Result<Load>> bad = results(10, 20);
        bad.add(new Result<>(new Load("ai-1", null, 1, 1), 1));

        assertThatThrownBy(() -> transactions.commit(1, bad)).isInstanceOf(NullPointerException.class);
        assertThat(transactions.committed()).isZero();
        assertThat(tokens()).isEmpty();
        transactions.commit(1, results(10, 20));

        transactions.close();
        assertThat(tokens()).containsExactly(10L, 20L);
    }

    @Test
    void whenTheProcessDiesInATransaction_thenItIsRolledBack() throws Exception {
        Transactions<Load> dying = connect("run-1");
        dying.commit(1, results(10));
        assertThatThrownBy(() -> dying.commit(2, () -> {
                    throw new IllegalStateException("dies");
                }))
                .hasMessage("dies");
        dying.close();

        Transactions<Load> next = connect("run-1");
        assertThat(next.committed()).isEqualTo(1);
        next.commit(2, results(20));
        next.close();
        assertThat(tokens()).containsExactly(10L, 20L);
    }

    @Test
    void whenAnotherRunBegins_thenTheMarkerIsItsOwnAndTheOldRunIsFenced() throws Exception {
        Transactions<Load> old = connect("run-1");
        old.commit(7, results(10));

        Transactions<Load> fresh = connect("run-2");

        assertThat(fresh.committed()).isZero();
        assertThat(old.committed()).isZero();
        assertThatThrownBy(() -> old.commit(8, results(20)))
                .hasMessageContaining("or another process has taken the job over");
        fresh.commit(1, results(30));
        assertThat(tokens()).containsExactly(10L, 30L);
        old.close();
        fresh.close();
    }

    @Test
    void whenTwoProcessesSendTheSameEpoch_thenItIsThereOnce() throws Exception {
        Transactions<Load> paused = connect("run-1");
        paused.commit(1, results(10));
        Transactions<Load> successor = connect("run-1");
        successor.commit(2, results(20));

        assertThatThrownBy(() -> paused.commit(2, results(20)))
                .hasMessageContaining("or another process has taken the job over");

        assertThat(tokens()).containsExactly(10L, 20L);
        paused.close();
        successor.close();
    }

    @Test
    void whenAnEarlierProcessIsInATransaction_thenConnectingWaitsForIt() throws Exception {
        Transactions<Load> earlier = connect("run-1");
        CountDownLatch inTransaction = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Iterable<Result<Load>> slow = () -> {
            inTransaction.countDown();
            await(goOn);
            return results(10).iterator();
        };
        CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> unchecked(() -> earlier.commit(1, slow)));
        await(inTransaction);
        CompletableFuture<Long> marker = CompletableFuture.supplyAsync(() -> unchecked(() -> {
            Transactions<Load> next = connect("run-1");
            long committed = next.committed();
            next.close();
            return committed;
        }));

        assertThat(marker.isDone()).isFalse();
        goOn.countDown();

        commit.get(30, TimeUnit.SECONDS);
        assertThat(marker.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        earlier.close();
    }

    private static void await(CountDownLatch latch) {
        unchecked(() -> {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing for 30 s");
            }
        });
    }

    private interface Code {
        void run() throws Exception;
    }

    private interface Call<T> {
        T run() throws Exception;
    }

    private static void unchecked(Code code) {
        unchecked(() -> {
            code.run();
            return code;
        });
    }

    private static <T> T unchecked(Call<T> call) {
        try {
            return call.run();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whenTheDatabaseIsOpened_thenATransactionIsOnDiskWhenItIsCommitted() throws Exception {
        connect("run-1").close();

        assertThat(numbers(database, "pragma synchronous")).containsExactly(3L);
    }

    @Test
    void whenThereAreSeveralSteps_thenEachHasItsMarker() throws Exception {
        Transactions<Load> transactions = connect("run-1");
        Transactions<Load> other = table.connect(new SinkContext("fleet", "other", "run-1", true, null));
        transactions.commit(3, results(10));
        other.commit(1, results(20));

        assertThat(transactions.committed()).isEqualTo(3);
        assertThat(other.committed()).isEqualTo(1);
        transactions.close();
        other.close();
    }

    @Test
    void whenResultsComeAgain_thenAnUpsertHasTheLatestOfEachKey() throws Exception {
        SqliteUpsert<Load> latest = LoadTable.latest(database);
        for (int life = 0; life < 2; life++) {
            try (SinkWriter<Load> writer = latest.open(new SinkContext("fleet", "latest", "run-1", true, null))) {
                for (Result<Load> result : results(10, 30, 20)) {
                    writer.write(result.value(), result.timestamp());
                }
                assertThat(writer.checkpoint(1)).isNull();
            }
        }
        assertThat(numbers(database, "select tokens from latest")).containsExactly(30L);
    }

    @Test
    void whenThePipelineIsDescribed_thenEachSinkSaysWhatItPromises() {
        assertThat(table.guarantee()).isEqualTo(Guarantee.EXACTLY_ONCE);
        Pipeline pipeline = Pipeline.of(
                "fleet",
                new LoadTable(),
                Parameters.of("input", "calls.jsonl", "database", "load.db", "latest", "latest.db", "out", "load.csv"));

        assertThat(pipeline.describe())
                .contains(
                        "to table: sqlite load.db, exactly once\n",
                        "to latest: sqlite latest.db, exactly once by key\n",
                        "to files: csv load.csv in parts every PT5M, exactly once\n");
    }
}
