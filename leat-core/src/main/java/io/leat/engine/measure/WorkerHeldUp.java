// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.measure;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The event {@code io.leat.Stall} of Java's flight recorder, at the end of a turn of a worker that took long. */
@Name("io.leat.Stall")
@Label("Stall")
@Category("Leat")
@Description("A thread of a job was held up, by a sink or a function that waits, or by the machine")
@StackTrace(false)
public final class WorkerHeldUp extends Event {
    @Label("Job")
    public String job = "";

    @Label("Held Up For")
    @Timespan(Timespan.NANOSECONDS)
    public long nanos;
}
