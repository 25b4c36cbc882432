// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import io.leat.graph.Graph;
import io.leat.graph.Step;
import io.leat.observe.Progress;
import io.leat.server.view.Times;
import io.leat.time.Watermarks;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why something happened at the time at which it did, in words for one sentence after another. Times are UTC. */
final class Reasons {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final Graph graph;
    /** The day that was said last; null if none was. */
    private @Nullable LocalDate said;

    Reasons(Graph graph) {
        this.graph = graph;
    }

    /** Returns a time of day, with the day if that is another one than was said last. To be called in the order of the words. */
    String time(@Nullable Instant time) {
        if (time == null) {
            return "the end of all input";
        }
        if (Times.ofWatermark(time) == null) {
            return "the beginning";
        }
        var at = time.atOffset(ZoneOffset.UTC);
        String clock = (at.getNano() == 0 ? SECONDS : MILLIS).format(at);
        if (at.toLocalDate().equals(said)) {
            return clock;
        }
        String zone = said == null ? " UTC" : "";
        said = at.toLocalDate();
        return said + " " + clock + zone;
    }

    /** Returns from when to when something is, such as {@code 2024-03-28 23:00:00 UTC–2024-03-29 23:00:00}. */
    String span(Instant start, Instant end) {
        return time(start) + "–" + time(end);
    }

    /** Returns how far a partition had come; empty if there is none. */
    String standing(@Nullable Progress one) {
        if (one == null) {
            return "";
        }
        String who = "source " + one.source() + ", partition " + one.partition() + ", ";
        Instant latest = one.latest();
        if (latest == null) {
            return who + "had brought nothing with a time";
        }
        long boundMs = boundMs(one);
        return who + "had come to " + time(latest)
                + (boundMs == 0 ? "" : ", less " + length(boundMs) + " for disorder");
    }

    /** Returns those of the partitions whose records can come to a step. */
    List<Progress> upstream(Step step, List<Progress> all) {
        Set<Integer> steps = new HashSet<>();
        addUpstream(step, steps);
        return all.stream()
                .filter(one -> graph.steps().stream()
                        .anyMatch(from -> from.name().equals(one.source()) && steps.contains(from.id())))
                .toList();
    }

    private void addUpstream(Step step, Set<Integer> steps) {
        if (steps.add(step.id())) {
            step.inputs().forEach(input -> addUpstream(graph.steps().get(input.step()), steps));
        }
    }

    /** Returns which partitions were not waited for; empty if there are none. */
    String idle(List<Progress> sources) {
        List<String> idle = sources.stream()
                .filter(one -> one.idle() && !one.ended())
                .map(one -> one.source() + "/" + one.partition())
                .toList();
        return idle.isEmpty() ? "" : " Nobody waited for " + String.join(", ", idle) + ": idle.";
    }

    /** Returns how far events of a partition may be out of order, in milliseconds; 0 if its source tells watermarks itself. */
    long boundMs(Progress one) {
        return watermarks(one.source()).boundMs();
    }

    private Watermarks watermarks(String source) {
        return graph.steps().stream()
                .filter(step -> step.name().equals(source) && step instanceof Step.From)
                .map(step -> ((Step.From) step).watermarks())
                .findFirst()
                .orElse(Watermarks.monotone());
    }

    /** Returns a length of time as people say it: {@code 1 min 30 s}. */
    static String length(long ms) {
        Duration all = Duration.ofMillis(ms);
        StringBuilder text = new StringBuilder();
        append(all.toDays(), " d", text);
        append(all.toHoursPart(), " h", text);
        append(all.toMinutesPart(), " min", text);
        append(all.toSecondsPart(), " s", text);
        append(all.toMillisPart(), " ms", text);
        return text.isEmpty() ? "0 s" : text.toString();
    }

    private static void append(long count, String unit, StringBuilder text) {
        if (count > 0) {
            text.append(text.isEmpty() ? "" : " ").append(count).append(unit);
        }
    }
}
