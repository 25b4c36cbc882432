// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.host;

import java.util.List;
import java.util.NoSuchElementException;

/** A way to run pipelines that is held to the semantics. */
public interface Host {
    /** Returns every host there is. */
    static List<Host> all() {
        return List.of(new CallerThread(), new WorkerThreads());
    }

    /**
     * Returns a host.
     *
     * @throws NoSuchElementException if there is none of that name; the message lists those there are
     */
    static Host named(String name) {
        return all().stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no host '" + name + "': there are "
                        + String.join(", ", all().stream().map(Host::name).toList())));
    }

    /** Returns its name: one word. */
    String name();

    /** Returns whether it uses several threads, so that runs cost more and their parallelism matters. */
    boolean parallel();

    /**
     * Runs a case to its end, and checks the invariants of any run: that no state and no timer is left, that every watermark
     * has come to its end, that nothing became a dead letter.
     *
     * @return what has come out, for {@link Trial#check}
     * @throws AssertionError if an invariant is broken or the run does not end
     * @throws Exception if the pipeline fails
     */
    Probe run(Trial trial, Schedule schedule) throws Exception;
}
