// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Values in Apache Avro's binary form. */
module io.leat.format.avro {
    requires static transitive org.jspecify;
    requires transitive io.leat.core;
    requires transitive org.apache.avro;

    exports io.leat.format.avro;
}
