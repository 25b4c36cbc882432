// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import static io.leat.connector.jdbc.TestDatabase.execute;
import static io.leat.connector.jdbc.TestDatabase.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connector.Result;
import io.leat.connector.Sink;
import io.leat.connector.SinkContext;
import io.leat.connector.TransactionalSink;
import io.leat.connector.Transactions;
import io.leat.connector.UnavailableException;
import io.leat.window.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Results and marker in one transaction, on each database; names and keys of tables. */
class JdbcSinkTest {
    record Load(String instance, long startMs, long tokens) {}

    @TempDir
    Path dir;

    private static <R> Transactions<R> connect(TransactionalSink<R> sink, String step, String run) throws Exception {
        return sink.connect(new SinkContext("fleet", step, run, true, null));
    }

    private static <R> Transactions<R> connect(TransactionalSink<R> sink) throws Exception {
        return connect(sink, "table", "run-1");
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static <R> List<Result<R>> results(R... values) {
        return Stream.of(values).map(value -> new Result<>(value, 0)).toList();
    }

    private static Load load(long tokens) {
        return new Load("ai-1", 0, tokens);
    }

    private static List<String> tokens(String url) throws SQLException {
        return rows(url, "select tokens from load order by tokens");
    }

    private static JdbcSink<Load> inserts(String url) {
        return Jdbc.insert(url, "load", Load.class).createTable();
    }

    // ---- exactly once ---------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    void whenEpochsAreCommittedInTwoLives_thenTheirResultsAndTheMarkerAreThere(TestDatabase database) throws Exception {
        String url = database.empty(dir);
        Transactions<Load> first = connect(inserts(url));
        assertThat(first.committed()).isZero();
        first.commit(1, results(load(10), load(20)));
        first.commit(2, results());
        assertThat(first.committed()).isEqualTo(2);
        first.close();

        Transactions<Load> second = connect(inserts(url));

        assertThat(second.committed()).isEqualTo(2);
        second.commit(5, results(load(30)));
        second.close();
        assertThat(tokens(url)).containsExactly("10", "20", "30");
    }

    @ParameterizedTest
    @EnumSource
    void whenCommittedButNotAcknowledged_thenTheMarkerTellsAndAgainDoublesNothing(TestDatabase database)
            throws Exception {
        String url = database.empty(dir);
        Transactions<Load> transactions = connect(inserts(url));
        transactions.commit(1, results(load(10)));

        assertThatThrownBy(() -> transactions.commit(1, results(load(10))))
                .hasMessageStartingWith("epoch 1 of job 'fleet', step 'table', is in the database already");
        assertThat(transactions.committed()).isEqualTo(1);
        transactions.commit(2, results(load(20)));

        transactions.close();
        assertThat(tokens(url)).containsExactly("10", "20");
    }

    @ParameterizedTest
    @EnumSource
    void whenItDiesInTheMiddleOfAnEpoch_thenNothingOfItIsThereAndItCanBeTriedAgain(TestDatabase database)
            throws Exception {
        String url = database.empty(dir);
        JdbcSink<Load> sink = inserts(url).batchSize(2);
        Transactions<Load> transactions = connect(sink);
        Iterable<Result<Load>> dying = () -> Stream.iterate(1L, n -> n + 1)
                .map(n -> {
                    if (n == 6) {
                        throw new IllegalStateException("dies");
                    }
                    return new Result<>(load(n), 0);
                })
                .iterator();

        assertThatThrownBy(() -> transactions.commit(1, dying)).hasMessage("dies");
        assertThat(transactions.committed()).isZero();
        assertThat(tokens(url)).isEmpty();
        transactions.commit(1, results(load(10), load(20), load(30)));

        transactions.close();
        assertThat(tokens(url)).containsExactly("10", "20", "30");
    }

    @ParameterizedTest
    @EnumSource
    void whenSucceeded_thenTheOneBeforeIsFencedAlsoForLaterEpochs(TestDatabase database) throws Exception {
        String url = database.empty(dir);
        Transactions<Load> zombie = connect(inserts(url));
        zombie.commit(1, results(load(10)));
        Transactions<Load> successor = connect(inserts(url));

        assertThatThrownBy(() -> zombie.commit(2, results(load(66))))
                .hasMessageContaining("another process has taken the job over");
        assertThat(zombie.committed()).isZero();
        assertThat(successor.committed()).isEqualTo(1);
        successor.commit(2, results(load(20)));

        assertThat(tokens(url)).containsExactly("10", "20");
        zombie.close();
        successor.close();
    }

    @ParameterizedTest
    @EnumSource
    void whenAnotherRunBegins_thenItsMarkerIsZero(TestDatabase database) throws Exception {
        String url = database.empty(dir);
        Transactions<Load> old = connect(inserts(url));
        old.commit(7, results(load(10)));

        Transactions<Load> fresh = connect(inserts(url), "table", "run-2");
        Transactions<Load> otherStep = connect(inserts(url), "other", "run-2");

        assertThat(fresh.committed()).isZero();
        fresh.commit(1, results(load(30)));
        otherStep.commit(4, results(load(40)));
        assertThat(fresh.committed()).isEqualTo(1);
        assertThat(otherStep.committed()).isEqualTo(4);
        assertThat(tokens(url)).containsExactly("10", "30", "40");
        Stream.of(old, fresh, otherStep).forEach(JdbcSinkTest::close);
    }

    private static void close(Transactions<?> transactions) {
        try {
            transactions.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "SQLITE"}) // H2 and DuckDB give up after a while instead of waiting
    void whenTheOneBeforeIsInATransaction_thenTheSuccessorWaitsForItsEnd(TestDatabase database) throws Exception {
        String url = database.empty(dir);
        Transactions<Load> earlier = connect(inserts(url));
        CountDownLatch inTransaction = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Iterable<Result<Load>> slow = () -> {
            inTransaction.countDown();
            await(goOn);
            return results(load(10)).iterator();
        };
        CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> {
            try {
                earlier.commit(1, slow);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        await(inTransaction);
        CompletableFuture<Transactions<Load>> successor = CompletableFuture.supplyAsync(() -> {
            try {
                return connect(inserts(url));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });

        assertThat(successor.isDone()).isFalse();
        goOn.countDown();

        commit.get(30, TimeUnit.SECONDS);
        assertThat(successor.get(30, TimeUnit.SECONDS).committed()).isEqualTo(1);
        earlier.close();
        successor.get().close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenTheDatabaseRefusesARow_thenNothingOfItsEpochIsThereAndTheReasonIsSaid(TestDatabase database)
            throws Exception {
        String url = database.empty(dir);
        JdbcSink<Load> sink = inserts(url).key("tokens");
        Transactions<Load> transactions = connect(sink);
        transactions.commit(1, results(load(10)));

        assertThatThrownBy(() -> transactions.commit(2, results(load(20), load(10))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write epoch 2 to table load of jdbc:")
                .message()
                .containsIgnoringCase("key");

        assertThat(tokens(url)).containsExactly("10");
        transactions.commit(2, results(load(20)));
        transactions.close();
        assertThat(tokens(url)).containsExactly("10", "20");
    }

    // ---- by key ---------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    void whenUpserted_thenTheLastOfEachKeyIsThere(TestDatabase database) throws Exception {
        String url = database.empty(dir);
        JdbcSink<Load> sink = Jdbc.upsert(url, "load", Load.class)
                .createTable()
                .key("instance", "startMs")
                .batchSize(3);
        Transactions<Load> transactions = connect(sink);

        transactions.commit(
                1, results(new Load("a", 1, 1), new Load("b", 1, 2), new Load("a", 1, 3), new Load("a", 2, 4)));
        transactions.commit(2, results(new Load("b", 1, 5), new Load("a", 2, 6), new Load("c", 1, 7)));
        transactions.close();

        assertThat(rows(url, "select instance, start_ms, tokens from load order by 1, 2"))
                .containsExactly("a 1 3", "a 2 6", "b 1 5", "c 1 7");
    }

    @Test
    void whenTheDriverMakesOneStatementOfABatch_thenAKeyMayStillComeTwice() throws Exception {
        String url = TestDatabase.POSTGRES.empty(dir);
        JdbcSink<Load> sink = Jdbc.upsert(url, "load", Load.class)
                .property("reWriteBatchedInserts", "true")
                .createTable()
                .key("instance");
        Transactions<Load> transactions = connect(sink);
        transactions.commit(1, results(load(1), new Load("ai-2", 0, 7), load(2), load(3)));
        transactions.close();

        assertThat(tokens(url)).containsExactly("3", "7");
    }

    @ParameterizedTest
    @EnumSource
    void whenNoKeyIsNamed_thenItIsThePrimaryKeyOfTheTable(TestDatabase database) throws Exception {
        String url = database.empty(dir);
        execute(
                url,
                "create table load (tokens bigint, start_ms bigint, instance varchar(9), remark varchar(9) default 'x',"
                        + " primary key (start_ms, instance))");
        Transactions<Load> upserts = connect(Jdbc.upsert(url, "load", Load.class));
        upserts.commit(1, results(new Load("a", 1, 1), new Load("b", 1, 2)));
        upserts.commit(2, results(new Load("a", 1, 3)));
        assertThat(rows(url, "select instance, tokens, remark from load order by 1"))
                .containsExactly("a 3 x", "b 2 x");

        Transactions<Load> deletes = connect(Jdbc.delete(url, "load", Load.class), "deletes", "run-1");
        deletes.commit(1, results(new Load("a", 1, 77), new Load("z", 1, 77)));

        assertThat(rows(url, "select instance from load")).containsExactly("b");
        upserts.close();
        deletes.close();
    }

    @ParameterizedTest
    @EnumSource
    void whenResultsAreTakenBack_thenTheTableHasTheValidOnes(TestDatabase database) throws Exception {
        String url = database.empty(dir);
        JdbcSink<Change<Load>> sink = Jdbc.changes(url, "load", Load.class)
                .createTable()
                .key("instance", "startMs")
                .batchSize(4);
        Transactions<Change<Load>> transactions = connect(sink);

        transactions.commit(1, results(given("a", 1, 1), given("b", 1, 2), given("c", 1, 3)));
        transactions.commit(
                2,
                results(
                        taken("a", 1, 1),
                        given("a", 1, 9),
                        taken("b", 1, 2),
                        given("d", 1, 4),
                        taken("d", 1, 4),
                        given("b", 2, 5),
                        taken("c", 1, 3),
                        given("c", 1, 8)));
        transactions.close();

        assertThat(rows(url, "select instance, start_ms, tokens from load order by 1, 2"))
                .containsExactly("a 1 9", "b 2 5", "c 1 8");
    }

    private static Change<Load> given(String instance, long startMs, long tokens) {
        return new Change<>(Change.Kind.INSERT, new Load(instance, startMs, tokens));
    }

    private static Change<Load> taken(String instance, long startMs, long tokens) {
        return new Change<>(Change.Kind.RETRACT, new Load(instance, startMs, tokens));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DUCKDB") // it does not tell its indexes
    void whenTheKeyIsNotUnique_thenConnectingSaysSo(TestDatabase database) throws Exception {
        String url = database.empty(dir);
        execute(url, "create table load (instance varchar(9), start_ms bigint, tokens bigint)");

        assertThatThrownBy(() -> connect(Jdbc.upsert(url, "load", Load.class)))
                .message()
                .containsIgnoringCase("table load of jdbc:")
                .contains("has no primary key");
        assertThatThrownBy(() -> connect(Jdbc.upsert(url, "load", Load.class).key("instance")))
                .message()
                .containsIgnoringCase("may have several rows with the same instance: make a primary key");

        execute(url, "create unique index by_instance on load (instance)");
        Transactions<Load> transactions =
                connect(Jdbc.upsert(url, "load", Load.class).key("instance"));
        transactions.commit(1, results(load(1)));
        transactions.commit(2, results(load(2)));
        transactions.close();
        assertThat(tokens(url)).containsExactly("2");
    }

    @Test
    void whenAKeyIsNull_thenTheEpochIsRefused() throws Exception {
        String url = TestDatabase.H2_MEMORY.empty(dir);
        Transactions<Load> transactions =
                connect(Jdbc.upsert(url, "load", Load.class).createTable().key("instance"));

        assertThatThrownBy(() -> transactions.commit(1, results(new Load(null, 1, 1))))
                .hasMessage("a Load has null in 'instance', which is part of the key");
        transactions.close();
    }

    // ---- names ----------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    void whenNamesAreHostile_thenTheyAreNamesAndNothingElse(TestDatabase database) throws Exception {
        String url = database.empty(dir);
        execute(url, "create table victim (n bigint)");
        String table = "a\"; drop table victim; --";
        JdbcSink<Load> sink = Jdbc.upsert(url, table, Load.class)
                .column("instance", "in\"stance'); drop table victim; --")
                .column("tokens", "select")
                .createTable()
                .key("instance");
        Transactions<Load> transactions = connect(sink);
        transactions.commit(1, results(new Load("'); drop table victim; --", 1, 1), new Load("\\'\"☃ %s ?", 2, 2)));
        transactions.commit(2, results(new Load("'); drop table victim; --", 1, 3)));
        transactions.close();

        assertThat(rows(url, "select * from victim")).isEmpty();
        assertThat(rows(url, "select * from \"a\"\"; drop table victim; --\""))
                .containsExactlyInAnyOrder("'); drop table victim; -- 1 3", "\\'\"☃ %s ? 2 2");
    }

    @Test
    void whenTableOrColumnIsMissing_thenTheMessageSaysWhatIsThere() throws Exception {
        String url = TestDatabase.POSTGRES.empty(dir);
        execute(url, "create table loads (instance text, start bigint, \"Tokens\" bigint)");

        assertThatThrownBy(() -> connect(Jdbc.insert(url, "load", Load.class)))
                .hasMessageMatching(
                        "jdbc:postgresql://127.0.0.1:\\d+/postgres has no table 'load' in schema t\\d+; it has loads");
        assertThatThrownBy(() -> connect(Jdbc.insert(url, "loads", Load.class)))
                .hasMessage(
                        "table loads has no column 'start_ms' for component 'startMs' of Load; it has instance, start,"
                                + " Tokens: add it, or name another one by .column(\"startMs\", \"…\")");

        Transactions<Load> transactions =
                connect(Jdbc.insert(url, "LOADS", Load.class).column("startMs", "START"));
        transactions.commit(1, results(load(1)));
        transactions.close();
        assertThat(rows(url, "select * from loads")).containsExactly("ai-1 0 1");
    }

    @Test
    void whenTheTableIsInAnotherSchema_thenItIsNamedWithIt() throws Exception {
        String url = TestDatabase.H2_MEMORY.empty(dir);
        execute(
                url,
                "create schema other",
                "create table other.load (instance varchar, start_ms bigint, tokens bigint)");
        Transactions<Load> transactions = connect(Jdbc.insert(url, "other.load", Load.class));
        transactions.commit(1, results(load(1)));
        transactions.close();
        assertThat(rows(url, "select tokens from other.load")).containsExactly("1");
    }

    // ---- secrets and mistakes -------------------------------------------------------------------------------------

    @Test
    void whenSinksAreShown_thenWithoutWhatMayBeSecret() {
        JdbcSink<Load> sink = Jdbc.upsert(
                        "jdbc:postgresql://bob:geheim@127.0.0.1:1/fleet?user=bob&password=geheim", "load", Load.class)
                .user("bob")
                .password("geheim")
                .property("token", "geheim");

        assertThat(sink).hasToString("jdbc upsert into load of jdbc:postgresql://…@127.0.0.1:1/fleet");
        assertThat(Jdbc.insert("jdbc:h2:./fleet;PASSWORD=geheim", "load", Load.class))
                .hasToString("jdbc insert into load of jdbc:h2:./fleet");
        assertThat(Jdbc.insert("jdbc:oracle:thin:bob/geheim@host:1/x", "load", Load.class)
                        .toString())
                .doesNotContain("geheim");
    }

    @Test
    void whenThePasswordIsWrong_thenTheJobFailsAtOnceAndDoesNotShowIt() throws Exception {
        String url = TestDatabase.H2_FILE.empty(dir);
        execute(url, "create user bob password 'secret'");

        assertThatThrownBy(() -> connect(inserts(url).user("bob").password("geheim")))
                .isNotInstanceOf(UnavailableException.class)
                .hasMessageContaining("Wrong user name or password")
                .message()
                .doesNotContain("geheim");
    }

    @Test
    void whenTheDirectoryIsNotThere_thenTheJobFailsAtOnce() {
        assertThatThrownBy(() -> connect(inserts("jdbc:sqlite:" + dir.resolve("none/load.db"))))
                .isNotInstanceOf(UnavailableException.class)
                .hasMessageStartingWith("cannot open load of jdbc:sqlite:");
    }

    @Test
    void whenItMakesNoSense_thenItIsRefusedAtOnce() {
        assertThatThrownBy(() -> Jdbc.insert("h2:./fleet", "load", Load.class))
                .hasMessageStartingWith("a database's address begins with jdbc:");
        assertThatThrownBy(() -> Jdbc.insert("jdbc:h2:./fleet", "load", String.class))
                .hasMessageContaining("is not a record");
        assertThatThrownBy(
                        () -> Jdbc.insert("jdbc:h2:./fleet", "load", Load.class).key("start"))
                .hasMessage("Load has no component 'start'; it has instance, startMs, tokens");
        assertThatThrownBy(() -> Jdbc.upsert("jdbc:mysql://127.0.0.1/x", "load", Load.class))
                .hasMessageContaining("PostgreSQL, H2, SQLite and DuckDB: use insert for this one");
        assertThatThrownBy(() -> connect(Jdbc.insert("jdbc:nothing:x", "load", Load.class)))
                .hasMessage(
                        "no JDBC driver takes jdbc:nothing:x: put the driver's jar on the class path, and check the address");
        record Nested(List<String> names) {}
        assertThatThrownBy(() -> Jdbc.insert("jdbc:h2:./fleet", "load", Nested.class))
                .hasMessageStartingWith(
                        "component 'names' of Nested is a java.util.List<java.lang.String>, which no column holds");
        Sink<Load> sink = Jdbc.insert("jdbc:h2:./fleet", "load", Load.class);
        assertThat(new ArrayList<>(List.of(sink.guarantee().toString()))).containsExactly("exactly once");
    }
}
