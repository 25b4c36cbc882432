// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.plan;

import static io.leat.aggregate.Aggregates.collect;
import static io.leat.aggregate.Aggregates.custom;
import static io.leat.aggregate.Aggregates.first;
import static io.leat.aggregate.Aggregates.last;
import static io.leat.aggregate.Aggregates.max;
import static io.leat.aggregate.Aggregates.topN;
import static io.leat.aggregate.Aggregates.where;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.EventStream;
import io.leat.KeyedStream;
import io.leat.Pipeline;
import io.leat.PipelineBuilder;
import io.leat.aggregate.Aggregate;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.codec.DynamicCodec;
import io.leat.connector.memory.Collector;
import io.leat.engine.Compiled;
import io.leat.engine.InlineRun;
import io.leat.engine.Trickle;
import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import io.leat.engine.run.InlineHost;
import io.leat.engine.schema.DescribedBytes;
import io.leat.join.JoinBounds;
import io.leat.pattern.Pattern;
import io.leat.state.Entries;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.state.Value;
import io.leat.state.Values;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * State that a pipeline has written is read by the same pipeline over newer classes of the same names, after each number of events.
 * What comes out then is what comes out where the older events had been of the newer classes from the beginning, with defaults in what
 * is new.
 */
class OlderStateTest {
    private static final Compiled OLD = Compiled.of(
            "enum Level { LOW, HIGH }",
            "sealed interface Shape permits Dot, Box {}",
            "record Dot() implements Shape {}",
            "record Box(Shape inner) implements Shape {}",
            "record Part(int size) implements Comparable<Part> { public int compareTo(Part o) { return size - o.size; } }",
            "record Call(String id, String key, long time, Level level, Shape shape, List<Part> parts, Map<String, Part> named) {}",
            "record Stats(long calls, Part largest) {}");

    private static final Compiled NEW = Compiled.of(
            "enum Level { MIDDLE, HIGH, LOW }",
            "sealed interface Shape permits Line, Box, Dot {}",
            "record Line(int length) implements Shape {}",
            "record Dot(double radius) implements Shape {}",
            "record Box(Shape inner, String label) implements Shape {}",
            "record Part(int size, long weight) implements Comparable<Part> { public int compareTo(Part o) { return size - o.size; } }",
            "record Call(String id, String key, long time, Level level, Shape shape, List<Part> parts, Map<String, Part> named,"
                    + " int tokens, Optional<String> note, List<Part> more, Shape other) {}",
            "record Stats(long calls, Part largest, List<String> notes) {}");

    private static final int EVENTS = 8;
    private static final Duration WINDOW = ofMillis(10);

    /** An event: of the old version, of the new one as if it had been of the old one, or of the new one. */
    private static Object event(int number, boolean isOld, boolean hasNews) {
        Compiled version = isOld ? OLD : NEW;
        Object part = isOld ? version.make("Part", number) : version.make("Part", number, hasNews ? 7L : 0L);
        Object dot = isOld ? version.make("Dot") : version.make("Dot", hasNews ? 1.5 : 0.0);
        Object box = isOld ? version.make("Box", dot) : version.make("Box", dot, hasNews ? "label" : null);
        List<Object> components = new ArrayList<>(List.of(
                "e" + number,
                number % 3 == 0 ? "b" : "a",
                3L * number,
                version.constant("Level", number % 2 == 0 ? "LOW" : "HIGH"),
                box,
                List.of(part, part),
                Map.of("k", part)));
        if (!isOld) {
            components.addAll(
                    hasNews
                            ? List.of(3, Optional.of("note"), List.of(part), version.make("Line", 4))
                            : java.util.Arrays.asList(0, Optional.empty(), List.of(), null));
        }
        return version.make("Call", components.toArray());
    }

    /** Defines the steps between events and results, over a version of the classes. */
    @FunctionalInterface
    private interface Steps {
        EventStream<?> define(Scene scene);
    }

    /** What a pipeline is made of. */
    private record Scene(
            Compiled version, PipelineBuilder builder, EventStream<Object> events, CompletableFuture<Object> answer) {
        KeyedStream<String, Object> keyed() {
            return events.keyBy(String.class, e -> Compiled.get(e, "key"));
        }
    }

    /** A run of a pipeline over the first events as they are of a version, then over the others. */
    private static final class Run {
        private final Collector<Object> out = new Collector<>();
        private final CompletableFuture<Object> answer = new CompletableFuture<>();
        private final Pipeline pipeline;
        private InlineHost host;

        Run(Steps steps, Compiled version, List<Object> events) {
            pipeline = Pipeline.of("older", p -> {
                EventStream<Object> all = p.from(
                        "events",
                        new Trickle<>(List.of(events)).timedByMillis(e -> Compiled.<Long>get(e, "time")),
                        Watermarks.outOfOrder(ofMillis(4)));
                steps.define(new Scene(version, p, all, answer)).to("out", out);
            });
        }

        Run open(Snapshot from) {
            host = InlineHost.open(pipeline.graph(), InstantSource.fixed(InlineRun.NOW), from);
            return this;
        }

        Run step(int times) {
            for (int i = 0; i < times; i++) {
                host.step();
            }
            return this;
        }

        /** What is written of the state is what is said of it, no more and no less. */
        void requireDescribed() {
            requireDescribed(host.state("state"));
        }

        private static <S extends Entry> void requireDescribed(HeapState<Object, S> state) {
            StateCodec<S> codec = state.states();
            state.table().forEach((namespace, entry) -> {
                BinaryWriter out = new BinaryWriter();
                codec.write(entry, out);
                DescribedBytes.read(
                        codec.describe(),
                        out.toByteArray(),
                        name -> Codec.dynamic().schemaOf(named(name)));
            });
        }

        private static Class<?> named(String name) {
            try {
                return OLD.loadClass(name);
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }

        /** Runs to the end, and returns what came out meanwhile. */
        List<String> rest() throws IOException {
            out.clear();
            answer.complete("answer");
            while (!host.hasEnded()) {
                host.step();
            }
            assertThat(host.deadLetters()).isEmpty();
            host.close();
            return out.values().stream().map(Object::toString).toList();
        }
    }

    private static List<Object> events(int older, boolean isOld) {
        List<Object> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            boolean isFirst = i < older;
            events.add(event(i, isOld && isFirst, !isFirst));
        }
        return events;
    }

    /** What is stored beside the state is all that is known of it; its classes are found by their names. */
    private static Snapshot carriedOver(Snapshot snapshot, Run from, Run to) {
        DynamicCodec met = Codec.dynamic();
        snapshot.types().forEach(met::allow);
        StoredState stored = new StoredState("DIR", StateSignatures.of(from.pipeline.graph()), StoredClasses.of(met));
        DynamicCodec allowed = Codec.dynamic();
        stored.check(to.pipeline.graph(), Set.of(), NEW).classes().allowIn(allowed);
        Set<Class<?>> types = new HashSet<>(allowed.classes());
        assertThat(types).noneMatch(type -> type.getClassLoader() == OLD);
        return new Snapshot(snapshot.epoch(), snapshot.groups(), snapshot.standing(), types);
    }

    private static void check(String name, Steps steps) throws IOException {
        int different = 0;
        for (int older = 1; older < EVENTS; older++) {
            Run before = new Run(steps, OLD, events(older, true)).open(null).step(older);
            before.requireDescribed();
            Run after = new Run(steps, NEW, events(older, false));
            Snapshot snapshot = carriedOver(before.host.snapshot(), before, after);
            before.host.close();
            List<String> expected = new Run(steps, NEW, events(older, false))
                    .open(null)
                    .step(older)
                    .rest();
            List<String> actual = after.open(snapshot).rest();
            assertThat(actual).as("%s after %d events", name, older).isEqualTo(expected);
            different += expected.stream().anyMatch(text -> text.contains("weight=0")) ? 1 : 0;
        }
        assertThat(different)
                .as("cases of %s in which a result is made of older values", name)
                .isPositive();
    }

    @TestFactory
    Stream<DynamicTest> whenClassesHaveGrown_thenOlderStateIsReadWithDefaults() {
        return steps().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> check(each.getKey(), each.getValue())));
    }

    @SuppressWarnings("unchecked") // parts compare with each other
    private static Map<String, Steps> steps() {
        return Map.ofEntries(
                Map.entry("first", window(Windows.tumbling(WINDOW), first(e -> e))),
                Map.entry("last", window(Windows.tumbling(WINDOW), last(e -> e))),
                Map.entry("collect", window(Windows.tumbling(WINDOW), collect(9))),
                Map.entry("top", window(Windows.tumbling(WINDOW), topN(2, e -> Compiled.<Long>get(e, "time")))),
                Map.entry("max", window(Windows.tumbling(WINDOW), max(e ->
                        (Comparable<Object>) Compiled.<List<?>>get(e, "parts").get(0)))),
                Map.entry("where", window(Windows.tumbling(WINDOW), where(e -> true, last(e -> e)))),
                Map.entry("sliding", window(Windows.sliding(WINDOW, ofMillis(5)), last(e -> e))),
                Map.entry("cumulative", window(Windows.cumulative(ofMillis(5), WINDOW), collect(9))),
                Map.entry("sessions", window(Windows.session(ofMillis(7)), collect(9))),
                Map.entry("counts", window(Windows.count(3), collect(9))),
                Map.entry("timeouts", window(Windows.countOrTimeout(3, WINDOW), collect(9))),
                Map.entry(
                        "derived accumulators",
                        s -> s.keyed().window(Windows.tumbling(WINDOW)).aggregate("state", stats(s.version, null))),
                Map.entry(
                        "accumulators with a codec",
                        s -> s.keyed()
                                .window(Windows.tumbling(WINDOW))
                                .aggregate("state", stats(s.version, Codec.of(s.version.type("Stats"))))),
                Map.entry("running", s -> s.keyed().running("state", collect(9), ofMillis(50))),
                Map.entry(
                        "latest",
                        s -> s.keyed()
                                .join("state", s.keyed(), JoinBounds.latest(ofMillis(50)))
                                .inner(List::of)),
                Map.entry(
                        "as of",
                        s -> s.keyed()
                                .join("state", s.keyed(), JoinBounds.asOf(ofMillis(50)))
                                .left((a, b) -> a + " " + b)),
                Map.entry(
                        "interval",
                        s -> s.keyed()
                                .join("state", s.keyed(), JoinBounds.within(ofMillis(6)))
                                .full((a, b) -> a + " " + b)),
                Map.entry(
                        "same window",
                        s -> s.keyed()
                                .join("state", s.keyed(), JoinBounds.sameWindow(Windows.tumbling(WINDOW)))
                                .left((a, b) -> a + " " + b)),
                Map.entry("pattern", s -> s.keyed().match("state", pattern())),
                Map.entry("process", s -> s.keyed().process("state", () -> new Kept(s.version, null))),
                Map.entry("limited process", s -> s.keyed().process("state", () -> new Kept(s.version, ofMillis(100)))),
                Map.entry("lookup", s -> s.events.lookup("state", e -> s.answer, (e, a) -> e + " " + a)),
                Map.entry("table", OlderStateTest::table),
                Map.entry(
                        "results of windows",
                        s -> s.keyed()
                                .window(Windows.tumbling(WINDOW))
                                .aggregate("state", last(e -> e))
                                .panes()
                                .keyBy(String.class, r -> r.key())
                                .process("panes", () -> new Remembering())),
                Map.entry(
                        "early results",
                        s -> s.keyed()
                                .window(Windows.session(ofMillis(7)))
                                .early(ofMillis(2))
                                .aggregate("state", last(e -> e))
                                .asChangelog()));
    }

    private static <R> Steps window(Windows windows, Aggregate<? super String, ? super Object, ? extends R> what) {
        return s -> s.keyed().window(windows).aggregate("state", what);
    }

    private static EventStream<?> table(Scene scene) {
        var table = scene.events.broadcast("state", e -> Compiled.<String>get(e, "key"));
        return scene.events.with("read", table, (e, view) -> e + " " + view.all());
    }

    private static Pattern<Object> pattern() {
        return Pattern.<Object>begin(
                        "one", e -> Compiled.get(e, "level").toString().equals("LOW"))
                .oneOrMore()
                .followedBy("two", e -> Compiled.get(e, "level").toString().equals("HIGH"))
                .within(ofMillis(20));
    }

    /** The number of calls, and the last part. */
    @SuppressWarnings("unchecked") // the codec is for the accumulators
    private static Aggregate<Object, Object, Object> stats(Compiled version, Codec<?> codec) {
        java.util.function.Supplier<Object> none = () -> stats(version, 0, null);
        java.util.function.BiFunction<Object, Object, Object> add = (stats, e) -> stats(
                version,
                Compiled.<Long>get(stats, "calls") + 1,
                Compiled.<List<Object>>get(e, "parts").get(0));
        return (Aggregate<Object, Object, Object>) (Aggregate<?, ?, ?>)
                (codec == null
                        ? custom(none, add, (a, b) -> b, stats -> stats)
                        : custom((Codec<Object>) codec, none, add, (a, b) -> b, stats -> stats));
    }

    private static Object stats(Compiled version, long calls, Object part) {
        return version == OLD ? version.make("Stats", calls, part) : version.make("Stats", calls, part, List.of());
    }

    /** Keeps events in every form that there is. */
    private static final class Kept extends KeyedProcess<String, Object, String> {
        private final Value<Object> last;
        private final Values<Object> all;
        private final Entries<String, Object> byId;
        private final Value<String> more;

        @SuppressWarnings("unchecked") // events are of this class
        Kept(Compiled version, Duration timeToLive) {
            Class<Object> type = (Class<Object>) version.type("Call");
            last = timeToLive == null ? value("last", type) : value("last", type, timeToLive);
            all = timeToLive == null ? values("all", type) : values("all", type, timeToLive);
            byId = timeToLive == null
                    ? entries("by id", String.class, type)
                    : entries("by id", String.class, type, timeToLive);
            more = version == OLD ? null : value("more", String.class, Duration.ofSeconds(9));
        }

        @Override
        protected void onEvent(Object event, ProcessContext<String, String> context) {
            last.set(event);
            all.add(event);
            byId.put(Compiled.get(event, "id"), event);
            context.timer(context.time().plusMillis(5));
        }

        @Override
        protected void onTimer(java.time.Instant at, ProcessContext<String, String> context) {
            context.emit(last.get() + " " + all.all() + " " + byId.get("e1"));
            if (more != null) {
                more.set("more");
            }
        }
    }

    /** Keeps the results of windows, which are of a generic class. */
    private static final class Remembering extends KeyedProcess<String, Object, String> {
        private final Value<Integer> count = value("count", Integer.class);

        @Override
        protected void onEvent(Object event, ProcessContext<String, String> context) {
            count.set(count.get() == null ? 1 : count.get() + 1);
            context.emit(event + " " + count.get());
        }
    }
}
