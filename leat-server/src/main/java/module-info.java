// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** HTTP in a program that runs pipelines: events in, streams of results out, and whatever else is given a route. */
module io.leat.server {
    requires static transitive org.jspecify;
    requires transitive io.leat.core;
    requires com.fasterxml.jackson.core;
    requires io.leat.format;
    requires transitive micrometer.core;
    requires transitive micrometer.registry.prometheus;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.websocket.core.server;

    exports io.leat.server;
    exports io.leat.server.chart;
    exports io.leat.server.metric;
    exports io.leat.server.route;

    opens io.leat.server.api to
            io.leat.format; // it writes records
    opens io.leat.server.view to
            io.leat.format;
}
