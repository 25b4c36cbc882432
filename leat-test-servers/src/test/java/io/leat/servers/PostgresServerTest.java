// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is stopped, killed and started again. */
class PostgresServerTest {
    @TempDir
    Path dir;

    private PostgresServer server;

    private long one(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void whenKilledOrStopped_thenItIsGoneAndStartsAgainWithItsDataAtTheSameAddress() throws Exception {
        server = PostgresServer.start(dir.resolve("data"));
        String url = server.url();
        try {
            assertThat(url).startsWith("jdbc:postgresql://127.0.0.1:");
            execute("create table t (n bigint)");
            execute("insert into t values (7)");

            server.kill();
            assertThatThrownBy(() -> one("select 1")).isInstanceOf(SQLException.class);
            assertThatThrownBy(server::kill).hasMessageContaining("does not run");
            server.start();
            assertThat(one("select n from t")).isEqualTo(7);
            assertThatThrownBy(server::start).hasMessageContaining("runs already");

            server.stop();
            assertThatThrownBy(() -> one("select 1")).isInstanceOf(SQLException.class);
            server.start();
            assertThat(one("select n from t")).isEqualTo(7);
            assertThat(server.url()).isEqualTo(url);
        } finally {
            server.close();
        }
    }
}
