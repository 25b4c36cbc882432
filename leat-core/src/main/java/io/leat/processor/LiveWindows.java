// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import io.leat.aggregate.Aggregate;
import io.leat.aggregate.Aggregates;
import io.leat.function.Mapper;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import io.leat.metric.StepMetrics;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One window definition of a flow: a pipeline of its own with the engine's window operator, of which the windows are looked
 * at while they are open. Sessions are per key, other windows over all events.
 *
 * <p>The allowed lateness is the retention, so only an event older than that is late, and a window goes when all its events
 * could be. Not thread-safe.
 */
final class LiveWindows<T> {
    private static final String STEP = "windows";

    private final Inbox<Retained<T>> inbox;
    private final InlineEngine.Run run;

    /** The key of a session; the lack of one is a key of its own. */
    record Owner(@Nullable String key) {}

    @SuppressWarnings("unchecked") // there is no class of Retained<T> but this one
    LiveWindows(InlineEngine engine, Settings settings, Traits<T> traits, Windows shape) {
        this.inbox = new Inbox<>((Class<Retained<T>>) (Class<?>) Retained.class, Retained::timeMs);
        this.run = engine.open(graph(settings, traits, shape), InstantSource.system());
    }

    private Graph graph(Settings settings, Traits<T> traits, Windows shape) {
        Aggregate<?, ?, ?> contents = Aggregates.<Retained<T>, Contents<T>, Contents<T>>custom(
                Contents::new, Contents::with, Contents::and, c -> c);
        Mapper<Retained<T>, Owner> owner =
                event -> new Owner(traits.key().apply(Objects.requireNonNull(event.event(), "evicted")));
        boolean perKey = shape instanceof Windows.Session;
        return new Graph(
                settings.name(),
                List.of(
                        new Step.From(
                                new Step.Header(0, "events", List.of()),
                                inbox,
                                Watermarks.monotone().anyFutureSkew()),
                        new Step.KeyBy(header(1, "key"), perKey ? owner : null, perKey ? Owner.class : null),
                        new Step.Window(
                                header(2, STEP), shape, new Step.Emission(settings.ageMs(), true, 0), contents, true)),
                Map.of());
    }

    private static Step.Header header(int id, String name) {
        return new Step.Header(id, name, List.of(new Step.Origin(id - 1, Step.MAIN)));
    }

    void add(Retained<T> event) {
        inbox.add(event);
        run.step();
    }

    /** Returns the windows that have events, in no particular order. */
    List<WindowView<T>> views() {
        List<WindowView<T>> views = new ArrayList<>();
        visit((key, start, end, contents) -> {
            List<T> present = contents.present();
            if (!present.isEmpty()) {
                views.add(new WindowView<>(key, start, end, present, contents.added() - present.size()));
            }
            return true;
        });
        return views;
    }

    /** Drops the windows that end at or before a time, and returns how many of them had events. */
    int clear(long upToMs) {
        int[] cleared = {0};
        visit((key, start, end, contents) -> {
            if (end <= upToMs && contents.compact()) {
                cleared[0]++;
            }
            return end > upToMs;
        });
        return cleared[0];
    }

    /** Lets go of what was evicted, and of windows that have no event any more. */
    void sweep() {
        visit((key, start, end, contents) -> contents.compact());
    }

    StepMetrics metrics() {
        return run.metrics().step(STEP);
    }

    private interface Visitor<T> {
        boolean keeps(@Nullable String key, long start, long end, Contents<T> contents);
    }

    @SuppressWarnings("unchecked") // the aggregate gives nothing else
    private void visit(Visitor<T> visitor) {
        run.visitWindows(STEP, (key, start, end, value) -> {
            String name = key instanceof Owner owner ? owner.key() : null;
            return visitor.keeps(name, start, end, (Contents<T>) Objects.requireNonNull(value));
        });
    }
}
