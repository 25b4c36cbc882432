// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

import static io.leat.aggregate.Aggregates.avg;
import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.last;
import static io.leat.aggregate.Aggregates.max;
import static io.leat.aggregate.Aggregates.minLong;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;
import static io.leat.aggregate.Aggregates.sumDouble;

import io.leat.EventStream;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * What else runs in the same JVM: pipelines with other functions, steps, sources and aggregates, so that the call sites of
 * the engine have met many classes before the measured ones come. HotSpot optimises by call site, so an engine that has run
 * one pipeline only is measured faster than it is.
 */
public final class Pollution {
    private static final int EVENTS = 300_000;
    private static final int ROUNDS = 2;
    private static final Watermarks BOUND = Watermarks.outOfOrder(Duration.ofMillis(Ring.DISORDER_MS));

    private final Ring ring = Ring.of(1_000, 5, 10);
    private long results;

    private Pollution() {}

    /** Runs them all, and returns how many results they gave. */
    public static long run() throws InterruptedException {
        return run(ROUNDS, EVENTS);
    }

    static long run(int rounds, int events) throws InterruptedException {
        Pollution pollution = new Pollution();
        for (int round = 0; round < rounds; round++) {
            pollution.stateless(events);
            pollution.windowed(events);
        }
        return pollution.results;
    }

    private void stateless(int events) throws InterruptedException {
        over(
                events,
                calls -> calls.filter(call -> call.latencyMs() > 500)
                        .map(Call::tokens)
                        .filter(tokens -> tokens % 3 != 0)
                        .to("sink", sink()));
        over(
                events,
                calls -> calls.map(call -> call.instance().length())
                        .map(length -> length + 1)
                        .to("sink", sink()));
        over(
                events,
                calls -> calls.filter(call -> call.ts() % 7 != 0)
                        .peek(call -> results += call.tokens() & 1)
                        .to("sink", sink()));
        overList(calls -> calls.<Long>mapMulti((call, out) -> {
                    if (call.tokens() > 100) {
                        out.accept(call.latencyMs());
                    }
                })
                .filter(latency -> latency < 9_000)
                .to("sink", sink()));
        overList(calls -> calls.split(call -> call.tokens() == 0)
                .rest()
                .map(call -> call.tokens() * 2L)
                .to("sink", sink()));
    }

    private void windowed(int events) throws InterruptedException {
        over(
                events,
                calls -> calls.keyBy(String.class, Call::instance)
                        .window(Windows.tumbling(Duration.ofSeconds(3)))
                        .aggregate("counts", row(Counted.class, Counted::new, key(), count()))
                        .to("sink", sink()));
        over(
                events,
                calls -> calls.filter(call -> call.tokens() > 0)
                        .keyBy(Integer.class, call -> call.tokens() % 100)
                        .window(Windows.sliding(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                        .aggregate("means", avg(Call::latencyMs))
                        .to("sink", sink()));
        over(
                events,
                calls -> calls.keyBy(Long.class, call -> call.latencyMs() % 50)
                        .window(Windows.session(Duration.ofMillis(50)))
                        .aggregate(
                                "visits",
                                row(Visit.class, Visit::new, count(), last(Call::instance), sum(Call::latencyMs)))
                        .to("sink", sink()));
        overList(calls -> calls.keyBy(String.class, call -> call.instance().substring(0, 10))
                .window(Windows.tumbling(Duration.ofSeconds(5)))
                .aggregate(
                        "extremes",
                        row(
                                Extremes.class,
                                Extremes::new,
                                max(Call::tokens),
                                minLong(Call::ts),
                                sumDouble(Call::latencyMs)))
                .to("sink", sink()));
    }

    /** Results of some shapes. */
    private record Counted(String instance, long calls) {}

    private record Visit(long calls, String last, long busyMs) {}

    private record Extremes(int most, long first, double busyMs) {}

    private <T> Sink<T> sink() {
        return Sink.of(result -> results++);
    }

    private void over(int events, Consumer<EventStream<Call>> steps) throws InterruptedException {
        Source<Call> source = new RingSource(ring, events, new Meter());
        Jobs.run(Pipeline.of("pollution", p -> steps.accept(p.from("ring", source, BOUND))));
    }

    /** Also through another source, whose events get their time from a function. */
    private void overList(Consumer<EventStream<Call>> steps) throws InterruptedException {
        List<Call> calls = Arrays.asList(ring.calls());
        Source<Call> source = Source.of(calls).timedByMillis(Call::ts);
        Jobs.run(Pipeline.of("pollution", p -> steps.accept(p.from("list", source, BOUND))));
    }
}
