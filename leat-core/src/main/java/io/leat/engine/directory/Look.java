// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a directory has, for people to read.
 *
 * @param run what tells the job from every other
 * @param last the last epoch; null if there is none
 * @param content of the last epoch; null if there is none
 * @param epochs that still have a place in a segment, in order
 * @param steps that have state, by name
 * @param results that have not been acknowledged, by step and epoch
 * @param points of the past whose state is there, in order
 * @param files by name
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Look(
        String run,
        @Nullable Epoch last,
        byte @Nullable [] content,
        List<Epoch> epochs,
        List<Step> steps,
        List<Results> results,
        List<Point> points,
        List<File> files) {
    /**
     * A sealed epoch.
     *
     * @param sealedAtMs by the clock, in milliseconds since 1970
     * @param bytes that it takes in its file
     * @param file that has it
     * @param hasEnded whether the job has ended with it
     */
    public record Epoch(long number, long sealedAtMs, long bytes, String file, boolean hasEnded) {}

    /**
     * The state of a step.
     *
     * @param groups how many key groups have some
     * @param bytes of it, as they are written; those that are outdated count until they are compacted
     * @param entries how many entries its tables have
     * @param timers how many timers are set
     */
    public record Step(String name, int groups, long bytes, long entries, long timers) {}

    /** Results of an epoch that have not been acknowledged. */
    public record Results(String step, long epoch, long bytes) {}

    /** A file, its kind in words. */
    public record File(String name, String kind, long bytes) {}
}
