// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.plan;

import static io.leat.aggregate.Aggregates.avg;
import static io.leat.aggregate.Aggregates.collect;
import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.last;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;
import static io.leat.aggregate.Aggregates.topN;
import static io.leat.aggregate.Aggregates.where;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.EventStream;
import io.leat.KeyedStream;
import io.leat.Pipeline;
import io.leat.aggregate.Aggregate;
import io.leat.connector.Guarantee;
import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.engine.Item;
import io.leat.failure.IncompatibleStateException;
import io.leat.failure.IncompatibleStateException.Problem;
import io.leat.failure.PipelineException;
import io.leat.join.JoinBounds;
import io.leat.join.LookupOptions;
import io.leat.pattern.Pattern;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.state.Value;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What of a step's definition its state depends on, and what is said when that has changed. */
class StateSignaturesTest {
    private static final Windows TEN = Windows.tumbling(ofSeconds(10));

    record Load(String key, long calls, long ids, Optional<Double> late) {}

    private static Pipeline keyed(Consumer<KeyedStream<String, Item>> steps) {
        return Pipeline.of("fleet", p -> steps.accept(events(p).keyBy(String.class, Item::key)));
    }

    private static EventStream<Item> events(io.leat.PipelineBuilder p) {
        Source<Item> source = Push.of(Item.class).timedByMillis(Item::time);
        return p.from("events", source, Watermarks.outOfOrder(ofSeconds(1)));
    }

    private static StoredState stored(Pipeline pipeline) {
        return new StoredState("DIR", StateSignatures.of(pipeline.graph()), Map.of());
    }

    private static List<Problem> problems(Pipeline was, Pipeline is, String... dropped) {
        ClassLoader loader = StateSignaturesTest.class.getClassLoader();
        try {
            stored(was).check(is.graph(), Set.of(dropped), loader);
            return List.of();
        } catch (IncompatibleStateException e) {
            return e.problems();
        }
    }

    private static Set<String> dropped(Pipeline was, Pipeline is, String... droppable) {
        return stored(was)
                .check(is.graph(), Set.of(droppable), StateSignaturesTest.class.getClassLoader())
                .dropped();
    }

    private static void refused(Pipeline was, Pipeline is, String... words) {
        assertThat(problems(was, is)).extracting(Problem::what).containsExactly(words);
        assertThat(problems(was, was)).isEmpty();
        assertThat(problems(is, is)).isEmpty();
    }

    private static void allowed(Pipeline was, Pipeline is) {
        assertThat(problems(was, is)).isEmpty();
        assertThat(problems(is, was)).isEmpty();
    }

    // ---- steps ----------------------------------------------------------------------------------------------------

    @Test
    void whenStatelessStepsComeAndGo_thenStateIsKept() {
        Pipeline plain = keyed(k -> k.window(TEN).aggregate("load", count()));
        Pipeline more = Pipeline.of("fleet", p -> {
            EventStream<Item> events =
                    events(p).peek(e -> {}).filter("some", e -> e.id() > 0).map(e -> e);
            events.split(e -> true)
                    .matching()
                    .keyBy(String.class, Item::key)
                    .window(TEN)
                    .aggregate("load", count())
                    .to("screen", new Collector<>());
            events.to("all", Sink.console());
        });
        allowed(plain, more);
    }

    @Test
    void whenAStepIsNew_thenItBeginsEmpty() {
        Pipeline one = keyed(k -> k.window(TEN).aggregate("load", count()));
        Pipeline two = keyed(k -> {
            k.window(TEN).aggregate("load", count());
            k.latest("latest", ofSeconds(1));
        });
        assertThat(problems(one, two)).isEmpty();
        assertThat(problems(two, one)).hasSize(1);
        assertThat(problems(two, one, "latest")).isEmpty();
    }

    @Test
    void whenAStepIsGoneOrRenamed_thenRefused() {
        Pipeline load = keyed(k -> k.window(TEN).aggregate("load", count()));
        Pipeline work = keyed(k -> k.window(TEN).aggregate("work", count()));
        refused(
                load,
                work,
                "it has state, but the pipeline has no step of this name; it was of the kind 'window', tumbling"
                        + " PT10S");
        Pipeline latest = keyed(k -> k.latest("load", ofSeconds(1)));
        refused(latest, work, "it has state, but the pipeline has no step of this name; it was of the kind 'latest'");
        refused(load, latest, "it was of the kind 'window' and is of the kind 'latest'");
        Pipeline filter = Pipeline.of("fleet", p -> events(p).filter("load", e -> true));
        refused(load, filter, "it was of the kind 'window' and has state, and is of the kind 'filter' and keeps none");
    }

    @Test
    void whenThereAreProblems_thenTheMessageTellsThemAll() {
        Pipeline was = keyed(k -> {
            k.window(TEN).aggregate("load", count());
            k.deduplicate("once", ofSeconds(1));
        });
        Pipeline is = keyed(k -> k.window(Windows.tumbling(ofSeconds(20))).aggregate("load", count()));
        assertThatThrownBy(
                        () -> stored(was).check(is.graph(), Set.of(), getClass().getClassLoader()))
                .isInstanceOf(IncompatibleStateException.class)
                .hasMessage("pipeline 'fleet' cannot go on from its state in DIR, which is left as it was:\n"
                        + "- step 'load': its window was tumbling PT10S and is tumbling PT20S. Cure: change it back, or"
                        + " let the step begin anew: Leat.Options.dropState(\"load\")\n"
                        + "- step 'once': it has state, but the pipeline has no step of this name; it was of the kind"
                        + " 'deduplicate', PT1S. Cure: name a step so again, or drop its state:"
                        + " Leat.Options.dropState(\"once\")");
        assertThat(problems(was, is, "once")).extracting(Problem::step).containsExactly("load");
        assertThat(dropped(was, is, "once", "load", "events")).containsExactlyInAnyOrder("once", "load");
        assertThat(dropped(was, was, "once", "load"))
                .as("it fits, so it is kept")
                .isEmpty();
        assertThat(problems(was, is).get(0))
                .isEqualTo(new Problem(
                        "load",
                        "its window was tumbling PT10S and is tumbling PT20S",
                        "tumbling PT10S",
                        "tumbling PT20S",
                        "change it back, or let the step begin anew: Leat.Options.dropState(\"load\")"));
    }

    // ---- windows --------------------------------------------------------------------------------------------------

    private static Pipeline window(Windows windows) {
        return keyed(k -> k.window(windows).aggregate("load", count()));
    }

    @Test
    void whenWindowsAreOthers_thenRefused() {
        Windows[] shapes = {
            TEN,
            Windows.tumbling(ofSeconds(10), ofSeconds(1)),
            Windows.sliding(ofSeconds(10), ofSeconds(5)),
            Windows.sliding(ofSeconds(10), ofSeconds(2)),
            Windows.sliding(ofSeconds(20), ofSeconds(5)),
            Windows.sliding(ofSeconds(10), ofSeconds(10)),
            Windows.cumulative(ofSeconds(5), ofSeconds(10)),
            Windows.session(ofSeconds(10)),
            Windows.session(ofSeconds(11)),
            Windows.count(10),
            Windows.count(11),
            Windows.countOrTimeout(10, ofSeconds(1)),
            Windows.countOrTimeout(10, ofSeconds(2)),
            Windows.daily(java.time.ZoneId.of("Europe/Berlin")),
            Windows.daily(java.time.ZoneOffset.UTC),
            Windows.hourly(java.time.ZoneOffset.UTC),
            Windows.global()
        };
        for (Windows was : shapes) {
            for (Windows is : shapes) {
                assertThat(problems(window(was), window(is)))
                        .as("%s to %s", was, is)
                        .hasSize(was == is ? 0 : 1);
            }
        }
        refused(
                window(shapes[2]),
                window(shapes[3]),
                "its window was sliding PT10S every PT5S, in slices and is sliding PT10S every PT2S, in slices");
    }

    @Test
    void whenLatenessChanges_thenRefused() {
        Pipeline plain = window(TEN);
        Pipeline late = keyed(k -> k.window(TEN).allowedLateness(ofSeconds(5)).aggregate("load", count()));
        Pipeline last = keyed(
                k -> k.window(TEN).allowedLateness(ofSeconds(5)).finalOnly().aggregate("load", count()));
        refused(plain, late, "its window was tumbling PT10S and is tumbling PT10S, allowed lateness PT5S");
        refused(
                late,
                last,
                "its window was tumbling PT10S, allowed lateness PT5S and is tumbling PT10S, allowed lateness PT5S, final"
                        + " only");
        allowed(plain, keyed(k -> k.window(TEN).finalOnly().aggregate("load", count())));
    }

    @Test
    void whenEarlyResultsComeMoreOften_thenAllowedButNotWhereThereWereNone() {
        Pipeline plain = window(TEN);
        Pipeline early = keyed(k -> k.window(TEN).early(ofSeconds(1)).aggregate("load", count()));
        Pipeline rarer = keyed(k -> k.window(TEN).early(ofSeconds(3)).aggregate("load", count()));
        allowed(rarer, early);
        refused(early, plain, "its window was tumbling PT10S, early results and is tumbling PT10S");
        Pipeline changes = keyed(k -> k.window(TEN)
                .early(ofSeconds(1))
                .aggregate("load", count())
                .asChangelog()
                .to("out", new Collector<>()));
        refused(
                early,
                changes,
                "its window was tumbling PT10S, early results and is tumbling PT10S, early results, with the results it"
                        + " gave");
    }

    private static <R> Pipeline aggregate(Aggregate<? super String, ? super Item, ? extends R> what) {
        return keyed(k -> k.window(TEN).aggregate("load", what));
    }

    @Test
    void whenAnAggregateHasOtherParts_thenTheyAreNamed() {
        Pipeline was = aggregate(
                row(Load.class, Load::new, key(), count(), sum(Item::id), where(i -> i.id() > 3, avg(Item::id))));
        refused(
                was,
                aggregate(row(
                        Load.class, Load::new, key(), sum(Item::id), count(), where(i -> i.id() > 3, avg(Item::id)))),
                "the part calls of its aggregate was count and is sum",
                "the part ids of its aggregate was sum and is count");
        refused(
                was,
                aggregate(row(
                        Load.class,
                        Load::new,
                        key(),
                        count(),
                        sum(Item::id),
                        last(Item::id).then(i -> null))),
                "the part late of its aggregate was where and is last");
        refused(
                aggregate(topN(3, Item::id)),
                aggregate(topN(4, Item::id)),
                "the part value of its aggregate was topN 3 and is topN 4");
        refused(
                aggregate(collect(3)),
                aggregate(collect(4)),
                "the part value of its aggregate was collect 3 and is collect 4");
        allowed(aggregate(count()), aggregate(count().then(n -> n + 1)));
    }

    @Test
    void whenWindowsAreDescribed_thenWithAllThatIsWritten() {
        assertThat(StateSignatures.of(aggregate(row(
                                Load.class, Load::new, key(), count(), sum(Item::id), where(i -> true, avg(Item::id))))
                        .graph()))
                .containsEntry("load", """
                        window
                        tumbling PT10S
                        string
                        accumulator[emitted:int,changed:boolean,complete:boolean,aggregate:parts[calls:count[events:long],\
                        ids:sum[low:long,high:long],late:where[met:long,value:avg[sum:bits,compensation:bits,events:long]]]]""")
                .containsEntry("events", "from\nPush\nnone\nposition");
    }

    // ---- other steps by key ---------------------------------------------------------------------------------------

    @Test
    void whenTheKeyIsAnother_thenRefused() {
        Pipeline text = window(TEN);
        Pipeline number = Pipeline.of(
                "fleet", p -> events(p).keyBy(Long.class, Item::id).window(TEN).aggregate("load", count()));
        Pipeline any = Pipeline.of(
                "fleet",
                p -> events(p).keyBy((Item i) -> (Object) i.key()).window(TEN).aggregate("load", count()));
        Pipeline all = Pipeline.of("fleet", p -> events(p).window(TEN).aggregate("load", count()));
        refused(text, number, "its key was string and is long");
        refused(any, text, "its key was dynamic and is string");
        refused(all, any, "its key was none and is dynamic");
        refused(
                text,
                keyed(k -> k.window(Windows.session(ofSeconds(1))).aggregate("load", count())),
                "its window was tumbling PT10S and is session PT1S");
    }

    private static Pipeline joined(JoinBounds bounds, boolean outer) {
        return keyed(k -> {
            io.leat.Join<Item, Item> join = k.join("pairs", k, bounds);
            if (outer) {
                join.left((a, b) -> a);
            } else {
                join.inner((a, b) -> a);
            }
        });
    }

    @Test
    void whenAJoinIsAnother_thenRefusedIfWhatIsKeptDependsOnIt() {
        JoinBounds near = JoinBounds.within(ofSeconds(1));
        refused(
                joined(near, false),
                joined(JoinBounds.within(ofSeconds(2)), false),
                "its join was right from left - PT1S to left + PT1S, inner and is right from left - PT2S to left + PT2S, inner");
        refused(
                joined(near, false),
                joined(near, true),
                "its join was right from left - PT1S to left + PT1S, inner and is right from left - PT1S to left + PT1S, left");
        refused(
                joined(JoinBounds.sameWindow(TEN), false),
                joined(JoinBounds.sameWindow(Windows.tumbling(ofSeconds(5))), false),
                "its join was same window, tumbling PT10S and is same window, tumbling PT5S");
        refused(
                joined(JoinBounds.asOf(ofSeconds(5)), false),
                joined(JoinBounds.latest(ofSeconds(5)), false),
                "its join was right as of left and is latest right");
        allowed(joined(JoinBounds.sameWindow(TEN), false), joined(JoinBounds.sameWindow(TEN), true));
        allowed(joined(JoinBounds.asOf(ofSeconds(5)), false), joined(JoinBounds.asOf(ofSeconds(9)), true));
        allowed(joined(JoinBounds.latest(ofSeconds(5)), false), joined(JoinBounds.latest(ofSeconds(9)), true));
    }

    private static Pipeline matching(Pattern<Item> pattern) {
        return keyed(k -> k.match("alerts", pattern));
    }

    @Test
    void whenAPatternIsAnother_thenRefused() {
        Pattern<Item> pattern = Pattern.<Item>begin("slow", i -> true).times(3).followedBy("error", i -> true);
        refused(
                matching(pattern.within(ofSeconds(60))),
                matching(pattern.within(ofSeconds(30))),
                "its pattern was slow{3} followedBy error within PT1M and is slow{3} followedBy error within PT30S");
        Pattern<Item> timed = pattern.within(ofSeconds(60));
        for (Pattern<Item> other : List.of(
                timed.skipPastLastEvent(),
                timed.optional(),
                timed.followedBy("more", i -> true),
                Pattern.<Item>begin("slow", i -> true)
                        .times(2)
                        .followedBy("error", i -> true)
                        .within(ofSeconds(60)),
                Pattern.<Item>begin("slow", i -> true)
                        .times(3)
                        .next("error", i -> true)
                        .within(ofSeconds(60)))) {
            assertThat(problems(matching(timed), matching(other)))
                    .as("%s", other)
                    .hasSize(1);
        }
        allowed(matching(timed), matching(timed.maxPartialMatches(7)));
    }

    /** States of processes are of versions of a class, and have the names that the user gave them. */
    abstract static class Stateful extends KeyedProcess<String, Item, String> {
        @Override
        protected void onEvent(Item event, ProcessContext<String, String> context) {}
    }

    static final class Old extends Stateful {
        final Value<Instant> last = value("last", Instant.class);
        final Value<Long> count = value("count: all", Long.class, ofSeconds(1));
    }

    static final class Grown extends Stateful {
        final Value<Instant> last = value("last", Instant.class);
        final Value<Long> count = value("count: all", Long.class, ofSeconds(99));
        final io.leat.state.Values<String> words = values("words", String.class, ofSeconds(1));
    }

    static final class Changed extends Stateful {
        final Value<Long> last = value("last", Long.class);
        final Value<Long> count = value("count: all", Long.class);
    }

    static final class Swapped extends Stateful {
        final Value<Long> count = value("count: all", Long.class, ofSeconds(1));
        final Value<Instant> last = value("last", Instant.class);
    }

    static final class Unstorable extends Stateful {
        final Value<Thread> thread = value("thread", Thread.class);
    }

    private static Pipeline process(java.util.function.Supplier<? extends Stateful> logic) {
        return keyed(k -> k.process("logic", logic));
    }

    @Test
    void whenStatesOfAProcessAreAdded_thenAllowedBehindTheOthers() {
        assertThat(problems(process(Old::new), process(Grown::new))).isEmpty();
        refused(process(Grown::new), process(Old::new), "the state words of its process is gone");
        refused(
                process(Old::new),
                process(Changed::new),
                "the state last of its process was instant and is long?",
                "the state 'count: all' of its process was stamped and is long?");
        refused(
                process(Old::new),
                process(Swapped::new),
                "the state last of its process was number 1 and is number 2, but what is new goes behind the others");
        assertThat(StateSignatures.of(process(Grown::new).graph()))
                .containsEntry(
                        "logic",
                        "process\n\nstring\nkeyed[purge:maybe<long>,states:process{last:instant,'count: all':stamped["
                                + "written:long,of:long],words:list<stamped[written:long,of:string]>}]");
    }

    @Test
    void whenAStateHasNoCodec_thenTheStepAndTheStateAreNamed() {
        assertThatThrownBy(() -> StateSignatures.of(process(Unstorable::new).graph()))
                .isInstanceOf(PipelineException.class)
                .hasMessageStartingWith("the state of step 'logic' cannot be stored: state 'thread': no codec for"
                        + " java.lang.Thread, an ordinary class.");
    }

    @Test
    void whenOnlyATimeToLiveChanges_thenAllowed() {
        allowed(keyed(k -> k.latest("x", ofSeconds(1))), keyed(k -> k.latest("x", ofSeconds(2))));
        allowed(keyed(k -> k.running("x", count(), ofSeconds(1))), keyed(k -> k.running("x", count(), ofSeconds(2))));
        refused(
                keyed(k -> k.deduplicate("x", ofMillis(1))),
                keyed(k -> k.deduplicate("x", ofMillis(2))),
                "its time was PT0.001S and is PT0.002S");
    }

    // ---- tables, lookups, sources and sinks -----------------------------------------------------------------------

    @Test
    void whenTablesAndLookupsAreTheSame_thenTheirFunctionsMayChange() {
        allowed(
                Pipeline.of(
                        "fleet", p -> events(p).lookup("ask", i -> CompletableFuture.completedFuture(1), (i, a) -> i)),
                Pipeline.of(
                        "fleet",
                        p -> events(p)
                                .lookup(
                                        "ask",
                                        i -> CompletableFuture.completedFuture("x"),
                                        (i, a) -> a,
                                        LookupOptions.defaults().inFlight(7))));
        Pipeline table = Pipeline.of("fleet", p -> events(p).broadcast("table", Item::key));
        allowed(
                table,
                Pipeline.of(
                        "fleet", p -> events(p).broadcast("table", Item::key).removedWhen(i -> true)));
        refused(
                table,
                Pipeline.of("fleet", p -> events(p).broadcast("table", Item::id)),
                "its key was string and is long");
    }

    @Test
    void whenASourceIsOfAnotherKind_thenRefused() {
        Source<Item> list = Source.of(new Item(1, "a", 1));
        Source<Item> push = Push.of(Item.class);
        Pipeline pushed = source(push.timedByMillis(Item::time));
        refused(source(list), pushed, "its source was ListSource and is Push");
        allowed(source(push.timedByArrival()), pushed);
        Source<Item> both = list.timedByMillis(Item::time).followedBy(push.timedByMillis(Item::time));
        refused(source(both), pushed, "its source was ListSource, then Push and is Push");
    }

    private static Pipeline source(Source<Item> source) {
        return Pipeline.of("fleet", p -> p.from("events", source).to("out", Sink.console()));
    }

    /** A sink that has to go on from where it was. */
    private static class Exact extends Sink<Object> {
        @Override
        public SinkWriter<Object> open() {
            throw new IllegalStateException("nothing is opened");
        }

        @Override
        public Guarantee guarantee() {
            return Guarantee.EXACTLY_ONCE;
        }
    }

    private static final class Other extends Exact {}

    @Test
    void whenASinkHasToGoOn_thenItMustBeOfTheSameKind() {
        Pipeline exact = sink(new Exact());
        refused(exact, sink(new Other()), "its sink was Exact and is Other");
        refused(
                exact,
                sink(Sink.console()),
                "it was of the kind 'to' and has state, and is of the kind 'to' and keeps none");
        assertThat(problems(sink(Sink.console()), exact)).isEmpty();
        allowed(sink(Sink.console()), sink(new Collector<>()));
    }

    private static Pipeline sink(Sink<Object> sink) {
        return Pipeline.of("fleet", p -> events(p).to("out", sink));
    }
}
