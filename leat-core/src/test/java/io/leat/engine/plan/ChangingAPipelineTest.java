// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.plan;

import static io.leat.aggregate.Aggregates.avg;
import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.last;
import static io.leat.aggregate.Aggregates.maxLong;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.KeyedStream;
import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Push;
import io.leat.engine.Compiled;
import io.leat.engine.Item;
import io.leat.engine.schema.SchemaChange;
import io.leat.failure.IncompatibleStateException;
import io.leat.failure.IncompatibleStateException.Problem;
import io.leat.join.JoinBounds;
import io.leat.pattern.Pattern;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.window.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/changing-a-pipeline.md} quotes is what is said, word by word. */
class ChangingAPipelineTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "changing-a-pipeline.md");
    private static final String FENCE = "```";
    private static final Windows TEN = Windows.tumbling(ofSeconds(10));

    record Load(String key, long calls, double tokens) {}

    record Worse(String key, long calls, double tokens, long worst) {}

    /** The quotations, a line each. */
    private static List<String> quoted() throws IOException {
        String[] blocks = Files.readString(DOCUMENT).split("(^|\n)" + FENCE + "\n", -1);
        return Stream.iterate(1, i -> i + 2)
                .limit(blocks.length / 2)
                .flatMap(i -> blocks[i].lines())
                .toList();
    }

    @Test
    void whenTheDocumentQuotesAMessage_thenItIsOne() throws IOException {
        List<String> said = Stream.of(wholeMessage(), ofSchemas(), ofSteps(), ofClasses())
                .flatMap(lines -> lines)
                .toList();
        assertThat(quoted()).hasSizeGreaterThan(15).containsExactlyInAnyOrderElementsOf(said);
    }

    // ---- what is said ---------------------------------------------------------------------------------------------

    private static Pipeline keyed(Consumer<KeyedStream<String, Item>> steps) {
        Source<Item> source = Push.of(Item.class).timedByMillis(Item::time);
        return Pipeline.of("fleet", p -> steps.accept(p.from("events", source).keyBy(String.class, Item::key)));
    }

    private static Stream<String> wholeMessage() {
        Pipeline was = keyed(k -> {
            k.window(TEN).aggregate("load", count());
            k.deduplicate("once", ofSeconds(1));
        });
        Pipeline is = keyed(k -> k.window(Windows.tumbling(ofSeconds(20))).aggregate("load", count()));
        return refusal(was, Map.of(), is, ChangingAPipelineTest.class.getClassLoader())
                .getMessage()
                .lines();
    }

    private static IncompatibleStateException refusal(
            Pipeline was, Map<String, String> classes, Pipeline is, ClassLoader loader) {
        try {
            new StoredState("fleet.leat/fleet", StateSignatures.of(was.graph()), classes)
                    .check(is.graph(), Set.of(), loader);
        } catch (IncompatibleStateException e) {
            return e;
        }
        throw new AssertionError("nothing was refused");
    }

    private static Stream<String> ofSchemas() {
        return Stream.of(
                        SchemaChange.ofValues("it", "Load{tokens:int}", "Load{tokens:long}"),
                        SchemaChange.ofValues("it", "Load{tokens:int}", "Load{cost:int}"),
                        SchemaChange.ofValues("it", "Load{calls:int}", "Load{tokens:int,calls:int}"),
                        SchemaChange.ofValues("it", "Level(LOW|HIGH)", "Level(LOW)"),
                        SchemaChange.ofKeys("it", "Instance{name:string}", "Instance{name:string,region:string}"))
                .flatMap(change -> change.problems().stream());
    }

    private static Stream<String> ofSteps() {
        Pipeline load = keyed(k ->
                k.window(TEN).aggregate("x", row(Load.class, (a, b, c) -> null, key(), count(), sum(Item::id))));
        Pipeline mean = keyed(k ->
                k.window(TEN).aggregate("x", row(Load.class, (a, b, c) -> null, key(), count(), avg(Item::id))));
        Pipeline worse = keyed(k -> k.window(TEN)
                .aggregate(
                        "x", row(Worse.class, (a, b, c, d) -> null, key(), count(), sum(Item::id), maxLong(Item::id))));
        Pipeline numbers = Pipeline.of(
                "fleet",
                p -> p.from("events", Push.of(Item.class).timedByMillis(Item::time))
                        .keyBy(Long.class, Item::id)
                        .latest("x", ofSeconds(1)));
        Pattern<Item> pattern = Pattern.<Item>begin("slow", i -> true).times(3).followedBy("error", i -> true);
        Source<Item> list = Source.of(new Item(1, "a", 1)).timedByMillis(Item::time);
        return Stream.of(
                        problem(load, mean),
                        problem(load, worse),
                        problem(process(First::new), process(Second::new)),
                        problem(process(First::new), process(Third::new)),
                        problem(keyed(k -> k.latest("x", ofSeconds(1))), numbers),
                        problem(
                                keyed(k -> k.match("x", pattern.within(ofSeconds(60)))),
                                keyed(k -> k.match("x", pattern.within(ofSeconds(30))))),
                        problem(joined(1), joined(2)),
                        problem(
                                keyed(k -> k.window(TEN).aggregate("x", count())),
                                keyed(k -> k.latest("x", ofSeconds(1)))),
                        problem(
                                Pipeline.of("fleet", p -> p.from("events", list)),
                                Pipeline.of("fleet", p -> p.from("events", Push.of(Item.class)))))
                .map(Problem::what);
    }

    private static Problem problem(Pipeline was, Pipeline is) {
        List<Problem> problems = refusal(was, Map.of(), is, ChangingAPipelineTest.class.getClassLoader())
                .problems();
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static Pipeline joined(long seconds) {
        return keyed(k -> k.join("x", k, JoinBounds.within(ofSeconds(seconds))).inner((a, b) -> a));
    }

    private static Pipeline process(java.util.function.Supplier<KeyedProcess<String, Item, String>> logic) {
        return keyed(k -> k.process("x", logic));
    }

    private abstract static class Stateful extends KeyedProcess<String, Item, String> {
        @Override
        protected void onEvent(Item event, ProcessContext<String, String> context) {}
    }

    private static final class First extends Stateful {
        {
            value("last", Instant.class);
        }
    }

    private static final class Second extends Stateful {
        {
            value("last", Long.class);
        }
    }

    private static final class Third extends Stateful {
        {
            value("count", Long.class);
        }
    }

    private static Stream<String> ofClasses() {
        Pipeline pipeline = keyed(k -> k.window(TEN).aggregate("x", last(i -> i)));
        Map<String, String> classes = Map.of("acme.Call", "Call{tokens:int}\nvalue\nx");
        Compiled changed = Compiled.ofTopLevel("record Call(long tokens) {}");
        return Stream.of(
                        refusal(pipeline, classes, pipeline, ChangingAPipelineTest.class.getClassLoader()),
                        refusal(pipeline, classes, pipeline, changed))
                .map(refusal -> refusal.problems().get(0).what());
    }
}
