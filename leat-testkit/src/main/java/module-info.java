// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of pipelines in virtual time, and the conformance kit that holds every host to the same semantics. */
module io.leat.testkit {
    requires static transitive org.jspecify;
    requires transitive io.leat.core;
    requires org.assertj.core;

    exports io.leat.testkit;
    exports io.leat.testkit.conform;
    exports io.leat.testkit.connector;
    exports io.leat.testkit.host;
    exports io.leat.testkit.reference;
    exports io.leat.testkit.simulate;
    exports io.leat.testkit.trial;
    exports io.leat.testkit.written;
}
