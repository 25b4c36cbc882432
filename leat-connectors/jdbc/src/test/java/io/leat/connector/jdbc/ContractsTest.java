// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import static io.leat.connector.jdbc.TestDatabase.execute;

import io.leat.connector.Result;
import io.leat.connector.Sink;
import io.leat.connector.SinkContext;
import io.leat.connector.Source;
import io.leat.connector.Transactions;
import io.leat.testkit.connector.Check;
import io.leat.testkit.connector.Sample;
import io.leat.testkit.connector.SinkContract;
import io.leat.testkit.connector.SinkTarget;
import io.leat.testkit.connector.SourceContract;
import io.leat.testkit.connector.SourceTarget;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables as sources and sinks keep the contract of connectors; the server is stopped under them. */
@Timeout(120)
class ContractsTest {
    @TempDir
    Path dir;

    @TestFactory
    Stream<DynamicTest> poll() {
        return tests(SourceContract.of(() -> new Polled(TestDatabase.POSTGRES.empty(dir))));
    }

    @TestFactory
    Stream<DynamicTest> insert() {
        return tests(SinkContract.of(() -> new Table(TestDatabase.POSTGRES.empty(dir), false)));
    }

    @TestFactory
    Stream<DynamicTest> upsert() {
        return tests(SinkContract.of(() -> new Table(TestDatabase.POSTGRES.empty(dir), true)));
    }

    private static Stream<DynamicTest> tests(List<Check> checks) {
        return checks.stream().map(check -> DynamicTest.dynamicTest(check.name(), check::run));
    }

    private record Polled(String url) implements SourceTarget {
        Polled {
            try {
                execute(
                        url,
                        "create table samples (id bigserial, number bigint, key text, text text, time timestamptz)");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Source<Sample> source() {
            return Jdbc.poll(url, "samples", Sample.class)
                    .by("id")
                    .every(Duration.ofMillis(10))
                    .lag(Duration.ZERO)
                    .pageSize(50);
        }

        @Override
        public void put(List<Sample> samples) throws Exception {
            JdbcSink<Sample> sink = Jdbc.insert(url, "samples", Sample.class);
            Transactions<Sample> transactions =
                    sink.connect(new SinkContext("put", "put", "run " + System.nanoTime(), true, null));
            transactions.commit(
                    1, samples.stream().map(sample -> new Result<>(sample, 0)).toList());
            transactions.close();
        }

        @Override
        public boolean putUnreadable() throws Exception {
            execute(url, "insert into samples (number, time) values (null, now())");
            return true;
        }

        @Override
        public boolean disconnect() throws Exception {
            TestDatabase.postgres().stop();
            return true;
        }

        @Override
        public void reconnect() throws Exception {
            TestDatabase.postgres().start();
        }
    }

    private record Table(String url, boolean upserts) implements SinkTarget {
        @Override
        public Sink<Sample> sink() {
            return upserts
                    ? Jdbc.upsert(url, "samples", Sample.class).createTable().key("number")
                    : Jdbc.insert(url, "samples", Sample.class).createTable();
        }

        @Override
        public List<Sample> contents() throws Exception {
            execute(
                    url,
                    "create table if not exists samples (number bigint primary key, key text, text text, time timestamptz)");
            return Reading.all(
                            Jdbc.poll(url, "samples", Sample.class).by("number").once())
                    .values;
        }

        @Override
        public boolean disconnect() throws Exception {
            TestDatabase.postgres().stop();
            return true;
        }

        @Override
        public void reconnect() throws Exception {
            TestDatabase.postgres().start();
        }
    }
}
