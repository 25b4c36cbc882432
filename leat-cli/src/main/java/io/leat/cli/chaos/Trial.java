// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import java.nio.file.Path;
import java.util.List;

/** A job that is killed until it completes: how its process is started, and how its results are judged. */
interface Trial {
    /** Returns the class that is started. Its first arguments are the job's directory, the parallelism and the epochs in milliseconds. */
    Class<?> main();

    /**
     * Returns the arguments behind these.
     *
     * @param out the directory for results
     * @param life which process of the job this is, from 0
     * @param last whether it will not be killed
     */
    List<String> args(Path out, int life, boolean last);

    /** Takes a whole line that a process of the job has printed. Any thread. */
    default void hear(String line) {}

    Expectation expectation();

    /** Returns after how many kills the job is left to complete. */
    default int mostKills() {
        return Integer.MAX_VALUE;
    }
}
