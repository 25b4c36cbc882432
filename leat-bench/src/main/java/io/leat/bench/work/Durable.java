// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

import io.leat.Leat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A work as a job in a directory, which ends an epoch every second, beside the same job in memory. */
public final class Durable implements Work {
    private final PipelineWork work;
    private final int times;
    private final double leastRatio;
    private final Path under;

    private Durable(PipelineWork work, int times, double leastRatio, Path under) {
        this.work = work;
        this.times = times;
        this.leastRatio = leastRatio;
        this.under = under;
    }

    /** Returns the work without state; {@code under} is where jobs get their directories. */
    public static Durable stateless(Path under) {
        return new Durable(new FilterMapSink(), 15, 0.8, under);
    }

    /** Returns windows over few keys. */
    public static Durable over10kKeys(Path under) {
        return new Durable(Tumbling.over10kKeys(), 4, 0.8, under);
    }

    /** Returns windows over many keys: of those most change in each epoch. */
    public static Durable over1mKeys(Path under) {
        return new Durable(Tumbling.over1mKeys(), 2, 0, under);
    }

    @Override
    public String name() {
        return work.name();
    }

    /** Some seconds: there are to be some epochs. */
    @Override
    public long events() {
        return times * work.events();
    }

    @Override
    public boolean windowed() {
        return work.windowed();
    }

    @Override
    public double leastRatio() {
        return leastRatio;
    }

    @Override
    public Run leat(long events) throws InterruptedException {
        Meter meter = new Meter();
        Checksum sum = new Checksum();
        try (Place place = Place.under(under);
                Leat leat = Leat.open(place.path())) {
            Jobs.run(leat, work.pipeline(events, meter, sum));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return meter.run(events, sum);
    }

    /** Runs the job in memory. */
    @Override
    public Run hand(long events) throws InterruptedException {
        return work.leat(events);
    }
}
