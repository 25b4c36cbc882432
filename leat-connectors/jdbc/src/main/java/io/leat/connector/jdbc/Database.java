// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.leat.connector.UnavailableException;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Where a database is and how to connect to it. What may be secret is in no text that it gives. */
final class Database {
    private static final long CONNECT_TIMEOUT_MS = 2_000; // a connection that comes later is there for the next call
    private static final long IDLE_TIMEOUT_MS = TimeUnit.MINUTES.toMillis(1);

    private final String url;
    private final Map<String, String> properties;
    private final Dialect dialect;

    private Database(String url, Map<String, String> properties, Dialect dialect) {
        this.url = url;
        this.properties = properties;
        this.dialect = dialect;
    }

    /**
     * Returns the database with an address.
     *
     * @throws IllegalArgumentException if it is not one of JDBC
     */
    static Database at(String url) {
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException("a database's address begins with jdbc:, such as jdbc:h2:./fleet or"
                    + " jdbc:postgresql://127.0.0.1/fleet; given was " + shown(url));
        }
        Dialect dialect = Dialect.of(url);
        return new Database(url, dialect.properties(), dialect);
    }

    /** Returns it with a property for the driver. */
    Database property(String name, String value) {
        Map<String, String> more = new HashMap<>(properties);
        more.put(name, value);
        return new Database(url, Map.copyOf(more), dialect);
    }

    Dialect dialect() {
        return dialect;
    }

    /**
     * Opens a pool of connections, without connecting yet.
     *
     * @throws IllegalArgumentException if there is no driver for the address
     */
    HikariDataSource open(int connections) {
        HikariConfig config = new HikariConfig();
        requireDriver();
        config.setJdbcUrl(url);
        properties.forEach(config::addDataSourceProperty);
        config.setPoolName("leat " + this);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE_TIMEOUT_MS);
        config.setConnectionTimeout(CONNECT_TIMEOUT_MS);
        config.setInitializationFailTimeout(-1); // a database that comes later is waited for
        return new HikariDataSource(config);
    }

    private void requireDriver() {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw new IllegalArgumentException(
                    "no JDBC driver takes " + this + ": put the driver's jar on the class path, and check the address",
                    e);
        }
    }

    /**
     * Returns what to throw for a failure: an {@link UnavailableException} if it passes when the database is back.
     *
     * @param doing what has failed, such as {@code cannot read table load}
     */
    IOException failure(String doing, SQLException e) {
        String text = doing + " of " + this + ": " + message(e);
        return dialect.passes(e) ? new UnavailableException(text, e) : new IOException(text, e);
    }

    /** A failed batch says little itself; the exception behind it tells what it was. */
    private static String message(SQLException e) {
        SQLException next = e.getNextException();
        return String.valueOf(next == null ? e.getMessage() : next.getMessage());
    }

    /** Returns the address up to where users, passwords and options may be. */
    @Override
    public String toString() {
        return shown(url);
    }

    private static String shown(String url) {
        String end = url.split("[?;]", 2)[0];
        int user = end.lastIndexOf('@');
        if (user < 0) {
            return end;
        }
        int host = end.indexOf("//");
        return (host < 0 || host > user ? "jdbc:…" : end.substring(0, host + 2) + "…") + end.substring(user);
    }
}
