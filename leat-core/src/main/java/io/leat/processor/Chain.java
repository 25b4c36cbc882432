// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import io.leat.failure.DeadLetter;
import io.leat.function.Condition;
import io.leat.function.Mapper;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import io.leat.time.Millis;
import io.leat.time.Watermarks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The filters and maps of a flow, in the order of their definition: a pipeline that is built anew when one was added. It
 * keeps nothing between events, so that costs nothing but the building.
 *
 * <p>Adding is for any thread; {@link #push} and what it tells is for the thread that has the lane's role.
 */
final class Chain<T> {
    /** Event time lies within about 146 million years of 1970, as everywhere in the engine. */
    private static final long TIME_LIMIT = 1L << 62;

    private final InlineEngine engine;
    private final Settings settings;
    private final Traits<T> traits;
    private final Inbox<T> inbox;
    private volatile List<Link> links = List.of();

    private @Nullable List<Link> builtOf;
    private InlineEngine.@Nullable Run run;
    private @Nullable T result;

    /** A step that is to be: its kind, and how it is made. */
    private record Link(String kind, Function<Step.Header, Step> make) {}

    Chain(InlineEngine engine, Settings settings, Traits<T> traits) {
        this.engine = engine;
        this.settings = settings;
        this.traits = traits;
        this.inbox = new Inbox<>(traits.type(), traits.timeMs());
    }

    void filter(Condition<? super T> keep) {
        add(new Link("filter", header -> new Step.Filter(header, keep)));
    }

    void map(Mapper<? super T, ? extends T> function) {
        Mapper<T, T> notNull = event -> Objects.requireNonNull(
                function.apply(event), "the function returned null: return an event, or drop it with a filter");
        add(new Link("map", header -> new Step.Map(header, notNull)));
    }

    private synchronized void add(Link link) {
        List<Link> more = new ArrayList<>(links);
        more.add(link);
        links = List.copyOf(more);
    }

    /** Pushes an event through the chain, and returns what came out; null if it was dropped or failed. */
    @Nullable
    T push(T event) {
        InlineEngine.Run current = current();
        result = null;
        inbox.add(event);
        current.step();
        return result;
    }

    /** Returns why nothing came out of the last {@link #push}; null if a filter dropped the event. */
    @Nullable
    DeadLetter takeFailure() {
        List<DeadLetter> letters = run == null ? List.of() : run.takeDeadLetters();
        return letters.isEmpty() ? null : letters.get(letters.size() - 1);
    }

    private InlineEngine.Run current() {
        List<Link> now = links;
        if (run == null || builtOf != now) {
            run = engine.open(graph(now), settings.clock());
            builtOf = now;
        }
        return run;
    }

    private Graph graph(List<Link> of) {
        long skew = settings.maxSkewMs();
        Watermarks monotone = Watermarks.monotone();
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.From(
                new Step.Header(0, "emit", List.of()),
                inbox,
                skew == Long.MAX_VALUE
                        ? monotone.anyFutureSkew()
                        : monotone.maxFutureSkew(java.time.Duration.ofMillis(skew))));
        of.forEach(link -> add(steps, link.kind(), link.make()));
        add(steps, "time", header -> new Step.Peek(header, this::checkTime));
        add(steps, "store", header -> new Step.To(header, new Tail()));
        return new Graph(settings.name(), steps, Map.of());
    }

    private static void add(List<Step> steps, String kind, Function<Step.Header, Step> make) {
        int id = steps.size();
        steps.add(make.apply(new Step.Header(id, kind + "-" + id, List.of(new Step.Origin(id - 1, Step.MAIN)))));
    }

    /** A map may have changed the time, which is checked at the source only. */
    private void checkTime(Object event) {
        long ms = traits.timeMs().applyAsLong(traits.type().cast(event));
        long skew = settings.maxSkewMs();
        boolean tooFarAhead = skew != Long.MAX_VALUE
                && Millis.minus(ms, skew) > settings.clock().millis();
        if (tooFarAhead || ms > TIME_LIMIT || ms < -TIME_LIMIT) {
            throw new IllegalArgumentException("a map has set its time to " + ms + " ms since 1970, "
                    + (tooFarAhead
                            ? "more than " + Duration.ofMillis(skew) + " ahead of the clock"
                            : "146 million years away"));
        }
    }

    private final class Tail extends Sink<T> {
        @Override
        public SinkWriter<T> open() {
            return (value, timestamp) -> result = value;
        }
    }
}
