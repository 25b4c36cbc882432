// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import io.leat.engine.directory.JobDirectory;
import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskInput;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.simulate.store.StateMap;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** What a job that has ended may leave behind: no state, no results on their way, and a small directory. */
final class Remains {
    private static final int GROUPS = 128;
    /** Of a manifest, and of what the indexes of epochs have. */
    private static final long SMALL_BYTES = 30_000;

    private final Graph graph;
    private final JobOptions options;
    private final World world;

    Remains(Graph graph, JobOptions options, World world) {
        this.graph = graph;
        this.options = options;
        this.world = world;
    }

    /** Checks it, and returns what was read of the feeds. */
    List<Feed> check(List<Feed> feeds) {
        try {
            Disk disk = world.job(graph.name());
            List<Feed> read = check(disk, feeds);
            requireFewBytes(disk);
            return read;
        } catch (IOException e) {
            throw new AssertionError("the directory of a job that has ended cannot be read", e);
        }
    }

    private List<Feed> check(Disk disk, List<Feed> feeds) throws IOException {
        try (JobDirectory directory = JobDirectory.open(disk, options.limits())) {
            require(directory.hasEnded(), "the directory does not say that the job has ended");
            while (directory.compact()) {
                // until it is as small as it gets
            }
            for (Step step : graph.steps()) {
                require(directory.unacknowledged(step.name()).isEmpty(), "results wait for " + step.name());
            }
            for (String step : directory.steps()) {
                requireNoState(directory, step);
            }
            return Intake.of(graph, feeds, Objects.requireNonNull(directory.content()));
        }
    }

    /** There is at most one base. Changes are compacted when they are more than that; the last segment stays whatever it holds. */
    private void requireFewBytes(Disk disk) throws IOException {
        List<String> bases = names(disk, "base-");
        List<String> segments = names(disk, "segment-");
        require(bases.size() <= 1, "there are " + bases);
        long most = Math.max(bytes(disk, bases), options.limits().compactBytes()) + SMALL_BYTES;
        long bytes = bytes(disk, segments.subList(0, Math.max(0, segments.size() - 1)));
        require(bytes <= most, "the directory has changes of " + bytes + " bytes, more than " + most);
        long manifestBytes = bytes(disk, names(disk, "MANIFEST"));
        require(manifestBytes <= SMALL_BYTES, "the manifest has " + manifestBytes + " bytes");
        for (Pusher pusher : world.pushers()) {
            long logBytes = bytes(pusher.log(disk), pusher.log(disk).files());
            long mostLogBytes = pusher.mostLogBytes();
            require(logBytes <= mostLogBytes, "a log has " + logBytes + " bytes, more than " + mostLogBytes);
        }
    }

    private static List<String> names(Disk disk, String begin) throws IOException {
        return disk.files().stream().filter(name -> name.startsWith(begin)).toList();
    }

    private static long bytes(Disk disk, List<String> files) throws IOException {
        long bytes = 0;
        for (String file : files) {
            try (DiskInput in = disk.open(file)) {
                bytes += in.length();
            }
        }
        return bytes;
    }

    private static void requireNoState(JobDirectory directory, String step) throws IOException {
        StateMap state = new StateMap();
        for (int group = 0; group < GROUPS; group++) {
            int of = group;
            directory.readState(step, of, (bytes, offset, length) -> state.apply(step, of, bytes, offset, length));
        }
        require(state.isEmpty(), "state is left of step " + step);
    }

    private static void require(boolean isSo, String what) {
        if (!isSo) {
            throw new AssertionError(what);
        }
    }
}
