// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

/** What watches the pipeline of the six instances. Its methods are called by several threads, also at once. */
public interface View {
    /** A view that looks away. */
    View NONE = new View() {};

    /** Sees a request. */
    default void request(Inference inference) {}

    /** Sees the result of a 10 s window. */
    default void tumbling(Load load) {}

    /** Sees the result of a 30 s window, one every 10 s. */
    default void sliding(Load load) {}

    /** Sees a session: requests with less than 2 s between them. */
    default void session(Load load) {}

    /** Sees a request that came too late for its 10 s window. */
    default void late(Inference inference) {}

    /** Sees what an instance cost in a 10 s window. */
    default void cost(Cost cost) {}

    /** Sees a request with its completion, or one of them whose other half is not known. */
    default void exchange(Exchange exchange) {}

    /** Sees an exchange of which one half is not known, once more. */
    default void unmatched(Exchange exchange) {}

    /** Sees an alert. */
    default void alert(Alert alert) {}
}
