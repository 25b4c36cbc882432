// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Sources and sinks over files: JSON lines, CSV and text; plain, gzip or zstd. */
module io.leat.connector.file {
    requires static transitive org.jspecify;
    requires transitive io.leat.core;
    requires transitive io.leat.format;
    requires aircompressor;
    requires de.siegmar.fastcsv;

    exports io.leat.connector.file;
}
