// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import java.nio.file.Path;
import java.util.List;

/**
 * Files through the {@link ChaosPipeline}.
 *
 * @param input the directory of a {@link ChaosInput}
 * @param pace how many lines of a file are read in a second
 */
record FileTrial(Path input, long pace, Undisturbed expectation) implements Trial {
    @Override
    public Class<?> main() {
        return ChaosChild.class;
    }

    @Override
    public List<String> args(Path out, int life, boolean last) {
        return List.of("in=" + input, "out=" + out, "pace=" + pace);
    }
}
