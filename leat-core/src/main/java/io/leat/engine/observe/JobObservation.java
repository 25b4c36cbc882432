// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.observe;

import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.plan.KeyedOperators;
import io.leat.engine.replica.JobContext;
import io.leat.engine.replica.Replica;
import io.leat.graph.Step;
import io.leat.observe.Fired;
import io.leat.observe.Inputs;
import io.leat.observe.Kept;
import io.leat.observe.Missed;
import io.leat.observe.Observation;
import io.leat.observe.Progress;
import io.leat.observe.Seen;
import io.leat.observe.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** A look into one job: at what was taken note of, and at what its workers have at hand. */
public final class JobObservation implements Observation {
    private final JobContext job;
    private final Questions questions;
    private final AtomicBoolean open = new AtomicBoolean(true);

    /** Begins to look. */
    public JobObservation(JobContext job, Questions questions) {
        this.job = job;
        this.questions = questions;
        job.samples().begin();
    }

    @Override
    public List<Seen> seen(String step, int output, long after, int atMost) {
        return job.samples().seen(new Step.Origin(step(step).id(), output), after, atMost);
    }

    @Override
    public List<Fired> fired(String step, long after, int atMost) {
        return job.samples().fired(step(step), after, atMost);
    }

    @Override
    public List<Missed> missed(String step, long after, int atMost) {
        return job.samples().missed(step(step), after, atMost);
    }

    @Override
    public Inputs inputs(String step, Fired result) {
        if (step(step) instanceof Step.Window window) {
            return new WindowInputs(job.plan().graph(), job.samples()).of(window, result);
        }
        throw new IllegalArgumentException("step '" + step + "' has no windows: ask for a result of one that has");
    }

    @Override
    public List<Span> windowsOf(String step, Instant time) {
        return step(step) instanceof Step.Window window
                ? WindowsOfEvent.of(window.windows(), time.toEpochMilli())
                : List.of();
    }

    @Override
    public List<Progress> progress() {
        return job.samples().progress();
    }

    @Override
    public List<Kept> windows(String step, int atMost, Duration timeout) throws TimeoutException, InterruptedException {
        return kept(step, atMost, timeout, (operator, found) -> {
            if (operator.windows() != null) {
                operator.windows().visit(atMost, (key, span, value) -> {
                    found.add(
                            new Kept(key, Instant.ofEpochMilli(span.start()), Instant.ofEpochMilli(span.end()), value));
                    return true;
                });
            }
        });
    }

    @Override
    public List<Kept> values(String step, int atMost, Duration timeout) throws TimeoutException, InterruptedException {
        return kept(step, atMost, timeout, (operator, found) -> {
            if (operator.values() != null) {
                operator.values().visit(atMost, (key, value) -> found.add(new Kept(key, null, null, value)));
            }
        });
    }

    private List<Kept> kept(String step, int atMost, Duration timeout, BiConsumer<KeyedOperators.Made, List<Kept>> look)
            throws TimeoutException, InterruptedException {
        String name = step(step).name();
        List<Kept> all = new ArrayList<>();
        for (List<Kept> part : questions.ask(replica -> kept(replica, name, look), timeout)) {
            all.addAll(part);
        }
        return all.size() > atMost ? all.subList(0, atMost) : all;
    }

    private static List<Kept> kept(Replica replica, String step, BiConsumer<KeyedOperators.Made, List<Kept>> look) {
        List<Kept> found = new ArrayList<>();
        KeyedOperators.Made operator = replica.operator(step);
        if (operator != null) {
            look.accept(operator, found);
        }
        return found;
    }

    @Override
    public OptionalLong stateBytes(String step, Duration timeout) throws TimeoutException, InterruptedException {
        String name = step(step).name();
        long sum = 0;
        for (OptionalLong part : questions.ask(replica -> stateBytes(replica, name), timeout)) {
            if (part.isEmpty()) {
                return part;
            }
            sum += part.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    private static OptionalLong stateBytes(Replica replica, String step) {
        KeyedOperators.Made operator = replica.operator(step);
        return operator != null && operator.state() instanceof HeapState<?, ?> state
                ? state.bytes()
                : OptionalLong.of(0);
    }

    private Step step(String name) {
        List<Step> steps = job.plan().graph().steps();
        return steps.stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no step '" + name + "': there are "
                        + steps.stream().map(Step::name).toList()));
    }

    @Override
    public void close() {
        if (open.getAndSet(false)) {
            job.samples().end();
        }
    }
}
