// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.written;

import io.leat.EventStream;
import io.leat.WindowResults;
import io.leat.WindowedStream;
import io.leat.testkit.host.Probe;
import io.leat.testkit.host.Recorder;
import io.leat.testkit.reference.Item;
import io.leat.testkit.trial.Held;
import io.leat.window.Change;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Windows: {@code window SHAPE [lateness MS] [finalOnly] [all] [then SHAPE]}. A result is the key, the bounds and the ids of what
 * the window holds: {@code a [0, 10) 1 2}. {@code all} puts all events under one key, which shows as a dash. With {@code then}
 * there are windows {@link Behind}.
 *
 * <p>Where late events update results, the lines are what is valid in the end: what was inserted and not retracted. How many
 * updates there are on the way depends on when the watermark reaches the step.
 */
final class WindowForm implements Form {
    private final Windows shape;
    private final List<String> options = new ArrayList<>();
    private Duration lateness = Duration.ZERO;
    private @Nullable Behind behind;

    private WindowForm(Windows shape) {
        this.shape = shape;
    }

    static WindowForm read(Words words) {
        WindowForm form = new WindowForm(shape(words));
        while (words.hasMore()) {
            String word = words.word();
            switch (word) {
                case "lateness" -> form.lateness = Duration.ofMillis(words.number());
                case "finalOnly", "all" -> form.options.add(word);
                case "then" -> form.behind = new Behind(shape(words));
                default -> throw new IllegalArgumentException("windows have no option '" + word + "'");
            }
        }
        return form;
    }

    /** Reads a shape, such as {@code sliding 10 5 offset 1}. */
    static Windows shape(Words words) {
        String word = words.word();
        return switch (word) {
            case "tumbling" -> Windows.tumbling(duration(words), offset(words));
            case "sliding" -> Windows.sliding(duration(words), duration(words), offset(words));
            case "session" -> Windows.session(duration(words));
            case "cumulative" -> Windows.cumulative(duration(words), duration(words));
            case "daily" -> Windows.daily(ZoneId.of(words.word()));
            case "hourly" -> Windows.hourly(ZoneId.of(words.word()));
            case "count" -> Windows.count(words.number());
            case "global" -> Windows.global();
            default -> throw new IllegalArgumentException("there is no window shape '" + word + "'");
        };
    }

    private static Duration duration(Words words) {
        return Duration.ofMillis(words.number());
    }

    private static Duration offset(Words words) {
        return words.skip("offset") ? duration(words) : Duration.ZERO;
    }

    @Override
    public void define(List<EventStream<Item>> inputs, Probe probe) {
        EventStream<Item> events = inputs.get(0);
        if (options.contains("all")) {
            finish(events.window(shape), probe);
        } else {
            finish(events.keyBy(Item::key).window(shape), probe);
        }
    }

    private <K> void finish(WindowedStream<K, Item> windows, Probe probe) {
        WindowedStream<K, Item> open = lateness.isZero() ? windows : windows.allowedLateness(lateness);
        WindowResults<K, Item, Held> results =
                (options.contains("finalOnly") ? open.finalOnly() : open).aggregate(STEP, Held.aggregate());
        if (lateness.isZero() || options.contains("finalOnly")) {
            results.to("results", probe.sink("results"));
        } else {
            results.asChangelog().to("results", probe.sink("results"));
        }
        results.late().to("late", probe.sink("late"));
        if (behind != null) {
            behind.define(results, probe);
        }
    }

    @Override
    public List<String> results(Probe probe) {
        List<String> lines = new ArrayList<>();
        probe.results("results").forEach(out -> apply(out, lines));
        if (behind != null) {
            lines.addAll(behind.results(probe));
        }
        return lines;
    }

    private static void apply(Recorder.Out out, List<String> valid) {
        if (!(out.value() instanceof Change<?> change)) {
            valid.add(text((Held) out.value()));
        } else if (change.kind() == Change.Kind.INSERT) {
            valid.add(text((Held) change.value()));
        } else if (!valid.remove(text((Held) change.value()))) {
            throw new AssertionError("a result is taken back that was not given: " + text((Held) change.value()));
        }
    }

    private static String text(Held held) {
        String ids =
                held.items().stream().map(Item::id).sorted().map(id -> " " + id).collect(Collectors.joining());
        return (held.key() == null ? "-" : held.key()) + " " + Behind.bounds(held.start(), held.end()) + ids;
    }
}
