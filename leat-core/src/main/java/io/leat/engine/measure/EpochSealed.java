// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.measure;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The event {@code io.leat.Epoch} of Java's flight recorder: its duration is from when an epoch was asked for to when it was sealed. */
@Name("io.leat.Epoch")
@Label("Epoch")
@Category("Leat")
@Description("What a job has done since the epoch before was made to survive")
@StackTrace(false)
public final class EpochSealed extends Event {
    @Label("Job")
    public String job = "";

    @Label("Number")
    public long number;
}
