// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Sinks, sources and lookups over databases that have a JDBC driver. */
module io.leat.connector.jdbc {
    requires static transitive org.jspecify;
    requires transitive io.leat.core;
    requires java.sql;
    requires com.zaxxer.hikari;

    exports io.leat.connector.jdbc;
}
