// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.jmh;

import io.leat.bench.work.FilterMapSink;
import io.leat.bench.work.Pollution;
import io.leat.bench.work.Run;
import io.leat.bench.work.Sliding;
import io.leat.bench.work.Tumbling;
import io.leat.bench.work.Work;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Both sides of each work, by event. An invocation is a whole run, and fails if its results are not those of the loop
 * written by hand.
 *
 * <p>JMH's profiler of allocation sees threads that live as long as it does. A job's threads do not, so the works count
 * themselves: {@code bytesPerEvent}, state and results included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(2)
public class WorkBenchmark {
    /** A multiple of the events of a window in every work. */
    private static final int EVENTS = 8_000_000;

    /** The work that is measured. */
    @Param({"filter-map-sink", "tumbling-10k-keys", "tumbling-1m-keys", "sliding-1k-keys", "sliding-10k-keys"})
    public String work = "";

    private Work measured = new FilterMapSink();
    private Run expected = new FilterMapSink().hand(0);

    /** What is reported beside the rate. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Allocation {
        private long bytes;
        private long events;

        /** Begins to count anew. */
        @Setup(Level.Iteration)
        public void reset() {
            bytes = 0;
            events = 0;
        }

        /** Returns what the thread that works has allocated, by event. */
        public double bytesPerEvent() {
            return events == 0 ? 0 : (double) bytes / events;
        }

        private void count(Run run) {
            bytes += run.bytes();
            events += run.events();
        }
    }

    /** Makes the events and lets other pipelines run first. */
    @Setup(Level.Trial)
    public void prepare() throws InterruptedException {
        measured = switch (work) {
            case "filter-map-sink" -> new FilterMapSink();
            case "tumbling-10k-keys" -> Tumbling.over10kKeys();
            case "tumbling-1m-keys" -> Tumbling.over1mKeys();
            case "sliding-1k-keys" -> Sliding.over1kKeys();
            case "sliding-10k-keys" -> Sliding.over10kKeys();
            default -> throw new IllegalArgumentException("no work '" + work + "'");
        };
        expected = measured.hand(EVENTS);
        Pollution.run();
    }

    /** The pipeline. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Run leat(Allocation allocation) throws InterruptedException {
        return checked(measured.leat(EVENTS), allocation);
    }

    /** The loop written by hand. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Run hand(Allocation allocation) throws InterruptedException {
        return checked(measured.hand(EVENTS), allocation);
    }

    private Run checked(Run run, Allocation allocation) {
        if (!run.agreesWith(expected)) {
            throw new IllegalStateException("the results of " + work + " differ: " + run + ", expected " + expected);
        }
        allocation.count(run);
        return run;
    }
}
