// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.plan;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.last;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.KeyedStream;
import io.leat.Pipeline;
import io.leat.codec.Codec;
import io.leat.codec.DynamicCodec;
import io.leat.connector.Source;
import io.leat.connector.memory.Push;
import io.leat.engine.Compiled;
import io.leat.failure.IncompatibleStateException;
import io.leat.failure.IncompatibleStateException.Problem;
import io.leat.window.Change;
import io.leat.window.Windows;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Classes that state names: found, compared, and told where they are not what they were. */
class StoredClassesTest {
    private static final Compiled OLD = Compiled.of(
            "record Call(String key, int tokens) {}",
            "record Place(String host) {}",
            "enum Level { LOW }",
            "record Armed(int n) { static { System.setProperty(\"acme.armed\", \"yes\"); } }");

    private static final Compiled NEW = Compiled.of(
            "record Call(String key, int tokens, long cost) {}",
            "record Place(String host, int port) {}",
            "enum Level { HIGH, LOW }",
            "record Armed(int n, int m) { static { System.setProperty(\"acme.armed\", \"yes\"); } }");

    private static final Compiled CHANGED =
            Compiled.of("record Call(String key, long tokens) {}", "class Place {}", "enum Level { HIGH }");

    private static final Windows TEN = Windows.tumbling(ofSeconds(10));

    /** Steps of which "load" has no values of classes in its state, and "last" and "pairs" have. */
    private static final Pipeline PIPELINE = Pipeline.of("fleet", p -> {
        Source<Object> source = Push.of(Object.class).timedByMillis(e -> 0);
        KeyedStream<String, Object> keyed = p.from("events", source).keyBy(String.class, Object::toString);
        keyed.window(TEN).aggregate("load", count());
        keyed.window(TEN).aggregate("last", last(e -> e));
        keyed.join("pairs", keyed, io.leat.join.JoinBounds.within(ofSeconds(1))).inner((a, b) -> a);
    });

    private static StoredState stored(DynamicCodec types) {
        return new StoredState("DIR", StateSignatures.of(PIPELINE.graph()), StoredClasses.of(types));
    }

    private static List<Problem> problems(DynamicCodec types, ClassLoader loader, String... dropped) {
        try {
            stored(types).check(PIPELINE.graph(), Set.of(dropped), loader);
            return List.of();
        } catch (IncompatibleStateException e) {
            return e.problems();
        }
    }

    private static DynamicCodec met(String step, Object... values) {
        DynamicCodec types = Codec.dynamic();
        for (Object value : values) {
            types.part(step).encode(value);
        }
        return types;
    }

    private static Object call() {
        return OLD.make("Call", "a", 5);
    }

    @Test
    void whenClassesHaveGrown_thenFoundByTheirNames() {
        DynamicCodec types = met("last", call(), OLD.constant("Level", "LOW"));
        byte[] bytes = types.part("last").encode(List.of(call(), new Change<>(Change.Kind.INSERT, call())));
        DynamicCodec later = Codec.dynamic();
        stored(types).check(PIPELINE.graph(), Set.of(), NEW).classes().allowIn(later);
        Object read = NEW.make("Call", "a", 5, 0L);
        assertThat(later.part("last").decode(bytes)).isEqualTo(List.of(read, new Change<>(Change.Kind.INSERT, read)));
        assertThat(later.partsWith(NEW.type("Level"))).containsExactly("last");
        assertThat(StoredClasses.of(later).keySet())
                .isEqualTo(StoredClasses.of(types).keySet());
        assertThat(StoredClasses.of(later).get("acme.Model$Call"))
                .isEqualTo("Call{key:string,tokens:int,cost:long}\nvalue\nlast");
    }

    @Test
    void whenAClassHasChanged_thenTheStepAndTheClassAreNamed() {
        assertThat(problems(met("last", call(), OLD.constant("Level", "LOW")), CHANGED))
                .extracting(Problem::toString)
                .containsExactly(
                        "step 'last': the field tokens of record Call was int and is long, in values of the class"
                                + " acme.Model$Call. Cure: change it back, or let the step begin anew:"
                                + " Leat.Options.dropState(\"last\")",
                        "step 'last': the constant LOW of enum Level is gone, in values of the class acme.Model$Level."
                                + " Cure: change it back, or let the step begin anew: Leat.Options.dropState(\"last\")");
    }

    @Test
    void whenAClassIsGone_thenTheStepAndTheClassAreNamed() {
        assertThat(problems(met("last", call()), getClass().getClassLoader()))
                .containsExactly(new Problem(
                        "last",
                        "its state has values of the class acme.Model$Call, and there is no such class any more",
                        "Call{key:string,tokens:int}",
                        "",
                        "change it back, or let the step begin anew: Leat.Options.dropState(\"last\")"));
        assertThat(problems(met("last", OLD.make("Place", "h")), CHANGED))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what())
                        .startsWith(
                                "its state has values of the class acme.Model$Place, and that has no codec any more: no codec"
                                        + " for acme.Model$Place, an ordinary class."));
    }

    @Test
    void whenTheStepMayBeDropped_thenItsClassesDoNotMatterWhereTheyDoNotFit() {
        DynamicCodec types = met("last", call());
        assertThat(problems(types, getClass().getClassLoader(), "pairs")).hasSize(1);
        assertThat(problems(types, getClass().getClassLoader(), "last")).isEmpty();
        assertThat(dropped(types, CHANGED)).containsExactly("last");
        assertThat(classes(types, CHANGED)).isEmpty();
        assertThat(dropped(types, NEW)).as("it fits").isEmpty();
        assertThat(classes(types, NEW)).containsExactly(NEW.type("Call"));
        types.part("pairs").encode(new Change<>(Change.Kind.INSERT, 1));
        assertThat(classes(types, CHANGED)).as("of the step that fits").contains(Change.class);
    }

    private static Set<String> dropped(DynamicCodec types, ClassLoader loader) {
        return stored(types)
                .check(PIPELINE.graph(), Set.of("last", "pairs"), loader)
                .dropped();
    }

    private static Set<Class<?>> classes(DynamicCodec types, ClassLoader loader) {
        DynamicCodec later = Codec.dynamic();
        stored(types)
                .check(PIPELINE.graph(), Set.of("last", "pairs"), loader)
                .classes()
                .allowIn(later);
        return later.classes();
    }

    @Test
    void whenItIsNotKnownInWhichStepAClassIs_thenItMayBeInAllThatHaveSuchValues() {
        DynamicCodec types = Codec.dynamic().allow(OLD.type("Call"));
        assertThat(problems(types, CHANGED)).extracting(Problem::step).containsExactly("last", "pairs");
        assertThat(problems(types, CHANGED, "last", "pairs")).isEmpty();
        DynamicCodec later = Codec.dynamic();
        stored(types).check(PIPELINE.graph(), Set.of(), NEW).classes().allowIn(later);
        assertThat(later.classes()).containsExactly(NEW.type("Call"));
        assertThat(later.partsWith(NEW.type("Call"))).isEmpty();
    }

    @Test
    void whenValuesAreKeys_thenTheirClassMustNotGrow() {
        Object place = OLD.make("Place", "h");
        DynamicCodec types = met("pairs", place, OLD.constant("Level", "LOW"));
        assertThat(problems(types, NEW)).isEmpty();
        types.hash(place);
        types.hash(OLD.constant("Level", "LOW"));
        assertThat(problems(types, NEW))
                .extracting(Problem::what)
                .containsExactly("the field port of record Place is new, and a key must stay as it is: it would have"
                        + " another hash, in values of the class acme.Model$Place");
        DynamicCodec later = Codec.dynamic();
        stored(types).check(PIPELINE.graph(), Set.of(), OLD).classes().allowIn(later);
        assertThat(StoredClasses.of(later)).as("it stays a key").isEqualTo(StoredClasses.of(types));
    }

    /** Why keys must not grow: the one that is read would be looked for elsewhere. */
    @Test
    void whenAKeyGrows_thenItsHashIsAnother() {
        Class<?> old = OLD.type("Place");
        Class<?> grown = NEW.type("Place");
        int hash = hash(old, OLD.make("Place", "h"));
        assertThat(hash(grown, NEW.make("Place", "h", 0))).isNotEqualTo(hash);
        Pipeline before = keyed(old);
        StoredState stored = new StoredState("DIR", StateSignatures.of(before.graph()), Map.of());
        assertThatThrownBy(() -> stored.check(keyed(grown).graph(), Set.of(), NEW))
                .isInstanceOf(IncompatibleStateException.class)
                .hasMessageContaining(
                        "step 'load': the field port of record Place is new, and a key must stay as it is:"
                                + " it would have another hash. Cure: ");
    }

    @SuppressWarnings("unchecked") // the value is of the class
    private static int hash(Class<?> type, Object value) {
        return ((Codec<Object>) Codec.of(type)).hash(value);
    }

    @SuppressWarnings("unchecked") // nothing runs
    private static Pipeline keyed(Class<?> key) {
        Source<Object> source = Push.of(Object.class).timedByMillis(e -> 0);
        return Pipeline.of(
                "fleet",
                p -> p.from("events", source)
                        .keyBy((Class<Object>) key, e -> e)
                        .window(TEN)
                        .aggregate("load", count()));
    }

    @Test
    void whenClassesAreFound_thenTheirCodeIsNotRun() {
        Map<String, String> classes =
                Map.of("acme.Model$Armed", "Armed{n:int}\nvalue\nlast", "java.lang.ProcessBuilder", "x\nvalue\nlast");
        StoredState stored = new StoredState("DIR", StateSignatures.of(PIPELINE.graph()), classes);
        assertThatThrownBy(() -> stored.check(PIPELINE.graph(), Set.of(), NEW))
                .hasMessageContaining("java.lang.ProcessBuilder, and that has no codec any more");
        assertThat(System.getProperty("acme.armed")).isNull();
    }
}
