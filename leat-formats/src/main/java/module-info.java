// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Forms in which values are exchanged with others. */
@SuppressWarnings("module") // the file connector and the server are built after this module
module io.leat.format {
    requires static transitive org.jspecify;
    requires transitive io.leat.core;
    requires com.fasterxml.jackson.core;

    exports io.leat.format;
    exports io.leat.format.value to
            io.leat.connector.file,
            io.leat.server;
}
