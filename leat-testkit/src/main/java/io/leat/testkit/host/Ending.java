// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.host;

import io.leat.connector.Sink;
import java.util.List;

/** Where results of a run end: a sink, and what it has got. */
public interface Ending {
    /** Returns the sink, always the same. */
    Sink<Object> sink();

    /** Returns what counts of that which the sink has got, in the order of its coming. */
    List<Recorder.Out> results();
}
