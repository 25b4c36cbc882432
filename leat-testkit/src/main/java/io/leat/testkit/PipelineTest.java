// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit;

import io.leat.Parameters;
import io.leat.Pipeline;
import io.leat.PipelineFactory;
import io.leat.connector.memory.Collector;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.run.InlineHost;
import io.leat.failure.DeadLetter;
import io.leat.failure.JobFailedException;
import io.leat.failure.PipelineException;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import io.leat.metric.JobMetrics;
import io.leat.time.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * A pipeline under test, in virtual time: its sources are fed by the test, its sinks remember, its clock moves when the test says
 * so. Everything else is what runs in production.
 *
 * <p>It runs in the test's own thread, and deterministically: when {@link TestInput#emit}, {@link #advanceClock} or
 * {@link #finish} returns, all that follows from it has happened, so the next line can look at the results.
 * {@link io.leat.testkit} shows an example.
 *
 * <p>Sources and sinks are not opened, so the files and servers that they name need not be there. Not thread-safe.
 */
public final class PipelineTest implements AutoCloseable {
    private final Graph graph;
    private final ManualClock clock;
    private final Map<String, TestSource> sources = new LinkedHashMap<>();
    private final Map<String, Collector<Object>> sinks = new LinkedHashMap<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private InlineHost host;
    private boolean finished;
    private boolean closed;

    /** What can be chosen for a test. */
    public static final class Options {
        private Instant start = Instant.parse("2026-01-01T00:00:00Z");
        private final Map<String, Integer> partitions = new HashMap<>();

        private Options() {}

        /**
         * Sets what the clock shows at first; the beginning of 2026 in UTC unless set. It matters for timers of the clock, and for
         * live sources, which take no event that lies more than an hour in its future.
         */
        public Options clock(Instant shows) {
            start = shows;
            return this;
        }

        /**
         * Sets how many partitions the input of a source has, each with a watermark of its own; 1 unless set.
         *
         * @param count at least 1
         */
        public Options partitions(String step, int count) {
            if (count < 1) {
                throw new IllegalArgumentException(count + " partitions for source '" + step + "': give at least 1");
            }
            partitions.put(step, count);
            return this;
        }
    }

    private PipelineTest(Graph original, Options options) {
        this.clock = ManualClock.at(options.start);
        List<Step> steps = new ArrayList<>();
        for (Step step : original.steps()) {
            steps.add(replaced(step, options));
        }
        options.partitions.keySet().forEach(step -> find("source", step, sources));
        this.graph = new Graph(original.name(), steps, original.policies());
        this.host = InlineHost.open(graph, clock, null);
    }

    /**
     * Builds the pipeline of a factory and opens it for a test.
     *
     * @throws PipelineException if the pipeline makes no sense
     */
    public static PipelineTest of(PipelineFactory factory, Parameters args) {
        return of(factory, args, options -> {});
    }

    /**
     * Builds the pipeline of a factory and opens it for a test, with options.
     *
     * @throws PipelineException if the pipeline makes no sense
     */
    public static PipelineTest of(PipelineFactory factory, Parameters args, Consumer<Options> choices) {
        return of(Pipeline.of("test", factory, args), choices);
    }

    /** Opens a pipeline for a test. */
    public static PipelineTest of(Pipeline pipeline) {
        return of(pipeline, options -> {});
    }

    /**
     * Opens a pipeline for a test, with options.
     *
     * @throws NoSuchElementException if the options name a source that is not there
     */
    public static PipelineTest of(Pipeline pipeline, Consumer<Options> choices) {
        Options options = new Options();
        choices.accept(options);
        return new PipelineTest(pipeline.graph(), options);
    }

    private Step replaced(Step step, Options options) {
        if (step instanceof Step.From from) {
            TestSource source = new TestSource(from, options.partitions.getOrDefault(from.name(), 1), clock);
            sources.put(from.name(), source);
            return source.step();
        }
        if (step instanceof Step.To to) {
            Collector<Object> sink = new Collector<>();
            sinks.put(to.name(), sink);
            return new Step.To(to.header(), sink);
        }
        return step;
    }

    // ---- in -------------------------------------------------------------------------------------------------------

    /**
     * Returns the input that stands for a source; of its partitions the first.
     *
     * @param step the name of the source's step
     * @param type the events
     * @throws NoSuchElementException if there is no such source; the message lists those there are
     * @throws IllegalArgumentException if the source gives events of another class
     */
    public <T> TestInput<T> input(String step, Class<T> type) {
        TestSource source = find("source", step, sources);
        source.requireGives(type);
        return new TestInput<>(this, source, 0, type);
    }

    /** Moves the clock, and fires the timers of the clock that are due. */
    public PipelineTest advanceClock(Duration by) {
        requireOpen();
        clock.advance(by);
        drain();
        return this;
    }

    /** Ends the input of all sources: the watermark comes to its end, every window is complete. There is no more to emit then. */
    public PipelineTest finish() {
        requireOpen();
        finished = true;
        attempt(host::endInput);
        drain();
        return this;
    }

    /**
     * Takes a snapshot, throws the running pipeline away, and goes on from the snapshot, as after a crash. Nobody should be able to
     * tell, but for {@link #metrics}.
     */
    public PipelineTest restart() {
        requireOpen();
        Snapshot[] snapshot = new Snapshot[1];
        attempt(() -> snapshot[0] = host.snapshot());
        closeHost();
        attempt(() -> host = InlineHost.open(graph, clock, snapshot[0]));
        drain();
        return this;
    }

    // ---- out ------------------------------------------------------------------------------------------------------

    /**
     * Returns what has come out of a sink so far, in order. A copy.
     *
     * @param step the name of the sink's step
     * @param type the results
     * @throws NoSuchElementException if there is no such sink; the message lists those there are
     * @throws IllegalArgumentException if a result is of another class
     */
    public <T> List<T> output(String step, Class<T> type) {
        return timedOutput(step, type).stream().map(Timed::value).toList();
    }

    /** Returns what has come out of a sink so far, as {@link #output} does, with the event time of each result. */
    public <T> List<Timed<T>> timedOutput(String step, Class<T> type) {
        List<Timed<T>> results = new ArrayList<>();
        for (Collector.Collected<Object> result : find("sink", step, sinks).timed()) {
            if (!type.isInstance(result.value())) {
                throw new IllegalArgumentException("sink '" + step + "' got " + describe(result.value())
                        + ", which is no " + type.getSimpleName());
            }
            results.add(new Timed<>(type.cast(result.value()), Instant.ofEpochMilli(result.timestamp())));
        }
        return results;
    }

    private static String describe(Object value) {
        return "a " + value.getClass().getSimpleName() + ", " + value;
    }

    /** Returns all dead letters so far, oldest first. */
    public List<DeadLetter> deadLetters() {
        takeDeadLetters();
        return List.copyOf(deadLetters);
    }

    private void takeDeadLetters() {
        if (!closed) {
            deadLetters.addAll(host.takeDeadLetters());
        }
    }

    /** Returns what the steps have done since the beginning, or since the last {@link #restart}. */
    public JobMetrics metrics() {
        return host.metrics();
    }

    /** Closes the pipeline; does not end its input. Results and dead letters can still be read. */
    @Override
    public void close() {
        if (!closed) {
            closeHost();
            closed = true;
        }
    }

    // ---- for its inputs -------------------------------------------------------------------------------------------

    void requireOpen() {
        if (closed || finished) {
            throw new IllegalStateException(closed ? "the test is closed" : "the input has ended by finish()");
        }
    }

    /** Lets everything happen that follows from what was put in. */
    void drain() {
        attempt(host::drain);
    }

    private void attempt(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            throw new JobFailedException("pipeline '" + graph.name() + "' failed: " + e.getMessage(), e);
        }
    }

    private void closeHost() {
        takeDeadLetters();
        try {
            host.close();
        } catch (IOException e) {
            throw new IllegalStateException("neither test sources nor test sinks hold anything that could fail", e);
        }
    }

    private <V> V find(String what, String step, Map<String, V> there) {
        V found = there.get(step);
        if (found == null) {
            throw new NoSuchElementException(
                    "there is no " + what + " '" + step + "': there are " + String.join(", ", there.keySet()));
        }
        return found;
    }
}
