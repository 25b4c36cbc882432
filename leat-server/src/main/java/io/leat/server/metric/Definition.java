// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.metric;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A number that is told of each job, or of each step, partition … of a job.
 *
 * @param name as Micrometer writes it; Prometheus gets {@code leat_step_in_records_total} of {@code leat.step.in} in {@code records}
 * @param unit what it counts or measures; null for none
 * @param help what it is
 * @param counter whether it only grows
 * @param tags in addition to those that say what it is told of
 * @param value of what it is told of; NaN where there is none
 */
record Definition<S>(
        String name, @Nullable String unit, String help, boolean counter, Tags tags, ToDoubleFunction<S> value) {

    static <S> Definition<S> counter(String name, @Nullable String unit, String help, ToDoubleFunction<S> value) {
        return new Definition<>(name, unit, help, true, Tags.empty(), value);
    }

    static <S> Definition<S> gauge(String name, @Nullable String unit, String help, ToDoubleFunction<S> value) {
        return new Definition<>(name, unit, help, false, Tags.empty(), value);
    }

    Definition<S> with(String tag, String is) {
        return new Definition<>(name, unit, help, counter, tags.and(tag, is), value);
    }

    /**
     * Registers it.
     *
     * @param of says what it is told of
     * @param row returns that from a snapshot; null if it is gone
     */
    Meter register(MeterRegistry registry, JobMeters job, Tags of, Function<Snapshot, @Nullable S> row) {
        ToDoubleFunction<JobMeters> now = meters -> {
            S found = row.apply(meters.snapshot());
            return found == null ? Double.NaN : value.applyAsDouble(found);
        };
        return counter
                ? FunctionCounter.builder(name, job, now)
                        .baseUnit(unit)
                        .description(help)
                        .tags(of.and(tags))
                        .register(registry)
                : Gauge.builder(name, job, now)
                        .baseUnit(unit)
                        .description(help)
                        .tags(of.and(tags))
                        .register(registry);
    }
}
