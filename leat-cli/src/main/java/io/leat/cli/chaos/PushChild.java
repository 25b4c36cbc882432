// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import io.leat.Job;
import io.leat.Leat;
import io.leat.cli.chaos.PushPipeline.Numbered;
import io.leat.cli.process.Lifeline;
import io.leat.connector.memory.Push;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * The process that is killed while it emits numbers, and says of each when it is acknowledged. Arguments: those of {@link ChaosChild} up
 * to the epochs, then the directory of results, the first number, and whether it is to complete after some.
 */
public final class PushChild {
    private static final int EMITTERS = 3;
    private static final int BATCH = 5;
    private static final int LAST_LIFE = 600;

    private final Push<Numbered> push = Push.of(Numbered.class).durable();
    private final AtomicLong next;
    private final long end;

    private PushChild(long first, boolean completes) {
        next = new AtomicLong(first);
        end = first + (completes ? LAST_LIFE : PushTrial.A_LIFE);
    }

    public static void main(String[] args) throws InterruptedException {
        Lifeline.tie();
        new PushChild(Long.parseLong(args[4]), Boolean.parseBoolean(args[5])).run(args);
    }

    private void run(String[] args) throws InterruptedException {
        long begunNanos = System.nanoTime();
        try (Leat leat = Leat.open(
                Path.of(args[0]),
                options -> options.parallelism(Integer.parseInt(args[1]))
                        .epochs(Duration.ofMillis(Long.parseLong(args[2]))))) {
            Job job = leat.start(PushPipeline.of(push, Path.of(args[3])));
            System.out.println("started " + (System.nanoTime() - begunNanos) / 1_000_000);
            List<Thread> emitters = LongStream.range(0, EMITTERS)
                    .mapToObj(i -> new Thread(i == 0 ? this::emitSome : this::emit, "emitter-" + i))
                    .toList();
            emitters.forEach(Thread::start);
            for (Thread emitter : emitters) {
                emitter.join();
            }
            push.close();
            job.awaitCompletion();
        }
    }

    private void emit() {
        try {
            for (long number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
                push.emit(new Numbered(number));
                acknowledged(number);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts it", e);
        }
    }

    private void emitSome() {
        try {
            for (long first = next.getAndAdd(BATCH); first < end; first = next.getAndAdd(BATCH)) {
                push.emitAll(LongStream.range(first, first + BATCH)
                        .mapToObj(Numbered::new)
                        .toList());
                LongStream.range(first, first + BATCH).forEach(PushChild::acknowledged);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts it", e);
        }
    }

    /** The full stop tells a whole line from one that was cut when the process was killed. */
    private static void acknowledged(long number) {
        System.out.println("acknowledged " + number + ".");
    }
}
