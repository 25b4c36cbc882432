// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** A sink that posts results to a web address. */
module io.leat.connector.http {
    requires static transitive org.jspecify;
    requires transitive io.leat.core;
    requires java.net.http;

    exports io.leat.connector.http;
}
