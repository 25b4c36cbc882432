// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.metric;

import io.leat.Leat;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The numbers of all jobs of an engine, as meters: {@code LeatMeters.of(leat).bindTo(registry)}. Their names begin with {@code leat.}, which
 * is {@code leat_} in Prometheus; {@code docs/observability.md} lists them.
 *
 * <p>The meters of a job are there from its start until some time after its end, so that the last numbers are seen. A job
 * that is started while another one of its name runs gets a number behind its name. Thread-safe.
 */
public final class LeatMeters implements MeterBinder, AutoCloseable {
    private final Leat leat;
    private final List<Binding> bindings = new CopyOnWriteArrayList<>();
    private final List<Leat.OnStart> starts = new CopyOnWriteArrayList<>();

    private LeatMeters(Leat leat) {
        this.leat = leat;
    }

    /** Returns the meters of an engine, which are in no registry yet. */
    public static LeatMeters of(Leat leat) {
        return new LeatMeters(leat);
    }

    /** Registers the meters of the jobs that run, and of those that will be started. */
    @Override
    public void bindTo(MeterRegistry registry) {
        Binding binding = new Binding(registry);
        bindings.add(binding);
        starts.add(leat.onStart(binding::started));
        leat.jobs().forEach(binding::started);
    }

    /**
     * Does something, such as a scrape, while all meters of a job are of one moment, not more than 250 ms ago. Otherwise that moment may change
     * between two of them.
     */
    public <R> R atOneMoment(Supplier<R> read) {
        Supplier<R> inside = read;
        for (Binding binding : bindings) {
            Supplier<R> inner = inside;
            inside = () -> binding.atOneMoment(inner);
        }
        return inside.get();
    }

    /** Removes the meters from the registries. */
    @Override
    public void close() {
        starts.forEach(Leat.OnStart::close);
        bindings.forEach(Binding::close);
    }
}
