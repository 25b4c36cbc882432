// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code leat --version} prints: the version of the jar and of Java. */
final class LeatVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = LeatVersion.class.getPackage().getImplementationVersion();
        return new String[] {
            "leat " + (version == null ? "(development)" : version), "Java " + Runtime.version(),
        };
    }
}
