// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.leat.engine.directory.Changes;
import io.leat.engine.directory.EpochData;
import io.leat.engine.directory.JobDirectory;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the directory of a job has to hold, as maps. */
final class DirectoryModel {
    static final List<String> STEPS = List.of("count", "join", "sessions");
    static final List<String> SINKS = List.of("table", "queue");
    static final int GROUPS = 3;

    private long epoch;
    private String content = "";
    private boolean ended;
    private final StateMap state;
    private final Map<String, SortedMap<Long, String>> results = new HashMap<>();
    /** Up to which epoch results are acknowledged, and up to which that is certain to survive a loss of power. */
    private final Map<String, Long> acknowledged = new HashMap<>();

    private final Map<String, Long> certain = new HashMap<>();

    DirectoryModel() {
        state = new StateMap();
        SINKS.forEach(sink -> results.put(sink, new TreeMap<>()));
    }

    DirectoryModel(DirectoryModel from) {
        epoch = from.epoch;
        content = from.content;
        ended = from.ended;
        state = new StateMap(from.state);
        from.results.forEach((sink, epochs) -> results.put(sink, new TreeMap<>(epochs)));
        acknowledged.putAll(from.acknowledged);
        certain.putAll(from.certain);
    }

    long epoch() {
        return epoch;
    }

    boolean hasEnded() {
        return ended;
    }

    // ---- what happens to it ---------------------------------------------------------------------------------------

    DirectoryModel sealed(EpochData data) {
        DirectoryModel next = new DirectoryModel(this);
        next.epoch = data.number();
        next.content = text(data.content());
        next.ended = data.last();
        for (Changes changes : data.changes()) {
            next.state.apply(changes.step(), changes.group(), changes.bytes(), 0, changes.length());
        }
        data.results()
                .forEach((sink, bytes) ->
                        Objects.requireNonNull(next.results.get(sink)).put(data.number(), text(bytes)));
        return next;
    }

    DirectoryModel dropped(String step) {
        DirectoryModel next = new DirectoryModel(this);
        next.state.drop(step);
        return next;
    }

    DirectoryModel acknowledged(String sink, long upTo) {
        DirectoryModel next = new DirectoryModel(this);
        next.acknowledged.merge(sink, upTo, Math::max);
        return next;
    }

    /** Returns the same when everything was forced. */
    DirectoryModel forced() {
        DirectoryModel next = new DirectoryModel(this);
        next.certain.putAll(acknowledged);
        return next;
    }

    // ---- what it is compared with ---------------------------------------------------------------------------------

    /**
     * Returns what a directory has that this has not, or the other way round; empty if nothing.
     *
     * @param certainOnly whether acknowledgements that were not forced may be missing
     */
    String difference(JobDirectory directory, boolean certainOnly) throws IOException {
        if (directory.epoch() != epoch || directory.hasEnded() != ended) {
            return "epoch " + directory.epoch() + (directory.hasEnded() ? ", the last," : "") + " instead of " + epoch
                    + (ended ? ", the last" : "");
        }
        byte[] found = directory.content();
        if (!(found == null ? "" : text(found)).equals(content)) {
            return "another content of epoch " + epoch;
        }
        if (!directory.steps().containsAll(state.steps()) || !STEPS.containsAll(directory.steps())) {
            return "state of " + directory.steps() + " instead of " + state.steps();
        }
        String difference = stateOf(directory).difference(state);
        for (String sink : SINKS) {
            difference += resultsDiffer(directory, sink, certainOnly);
        }
        return difference;
    }

    private static StateMap stateOf(JobDirectory directory) throws IOException {
        StateMap found = new StateMap();
        for (String step : STEPS) {
            for (int group = 0; group < GROUPS; group++) {
                int of = group;
                directory.readState(step, of, (bytes, offset, length) -> found.apply(step, of, bytes, offset, length));
            }
        }
        return found;
    }

    private String resultsDiffer(JobDirectory directory, String sink, boolean certainOnly) throws IOException {
        SortedMap<Long, String> found = new TreeMap<>();
        for (long of : directory.unacknowledged(sink)) {
            found.put(of, text(directory.results(sink, of)));
        }
        long most = acknowledged.getOrDefault(sink, 0L);
        for (long upTo = certainOnly ? certain.getOrDefault(sink, 0L) : most; upTo <= most; upTo++) {
            if (waiting(sink, upTo).equals(found)) {
                return "";
            }
        }
        return " results of " + found.keySet() + " for " + sink + " wait instead of "
                + waiting(sink, most).keySet();
    }

    private SortedMap<Long, String> waiting(String sink, long acknowledgedUpTo) {
        return Objects.requireNonNull(results.get(sink)).tailMap(acknowledgedUpTo + 1);
    }

    /** Returns the same with the acknowledgements that a directory has which may have lost some. */
    DirectoryModel found(JobDirectory directory) {
        DirectoryModel next = new DirectoryModel(this);
        for (String sink : SINKS) {
            List<Long> waiting = directory.unacknowledged(sink);
            if (!waiting.isEmpty()) {
                next.acknowledged.merge(sink, waiting.get(0) - 1, Math::min);
            }
        }
        return next;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
