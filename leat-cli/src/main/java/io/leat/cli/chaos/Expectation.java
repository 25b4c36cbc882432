// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import java.util.Set;

/** What the results of a job have to be. Any thread. */
interface Expectation {
    /** Returns the sinks that have to have results. */
    Set<String> sinks();

    /** Returns which of these rows of a sink should not be there, whether the job has completed or not. */
    Multiset tooMuch(String sink, Multiset rows);

    /** Returns which rows of a sink are missing among these of a job that has completed. */
    Multiset missing(String sink, Multiset rows);
}
