// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.examples.limits.LiveLimits.Alert;
import io.leat.examples.limits.LiveLimits.Call;
import io.leat.examples.limits.LiveLimits.Limit;
import io.leat.examples.limits.LiveLimits.Load;
import io.leat.examples.limits.LiveLimits.Page;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class LiveLimitsTest {
    private final Push<Limit> limits = Push.of(Limit.class).timedBy(Limit::since);
    private final Push<Call> calls = Push.of(Call.class).timedBy(Call::eventTime);
    private final Collector<Page> pages = new Collector<>();

    @Test
    void whenALimitChanges_thenTheNextAveragesAreJudgedByIt() throws Exception {
        try (Leat leat = Leat.inMemory(o -> o.parallelism(2))) {
            Job job = leat.start(Pipeline.of(
                    "limits",
                    p -> LiveLimits.define(
                            p,
                            limits,
                            calls,
                            instance -> CompletableFuture.supplyAsync(() -> "owner of " + instance),
                            pages)));
            set(job, 1, new Limit("ai-1", at(0), 1_000));
            sixTakeTwoSeconds(0, 20); // [0, 10) is complete at 15
            until(() -> job.metrics().step("load").out() == 6);
            set(job, 2, new Limit("ai-1", at(20), 3_000));
            sixTakeTwoSeconds(20, 40);
            until(() -> job.metrics().step("load").out() == 18);
            set(job, 4, new Limit("ai-1", at(40), 0), new Limit("ai-2", at(40), 1_500));
            sixTakeTwoSeconds(40, 50);
            limits.close();
            calls.close();
            job.awaitCompletion();
        }
        assertThat(pages.values())
                .containsExactly(page("ai-1", 10, 1_000), page("ai-2", 40, 1_500), page("ai-2", 50, 1_500));
    }

    private static Page page(String instance, long second, long limitMs) {
        return new Page(new Alert(new Load(instance, at(second), 2_000), limitMs), "owner of " + instance);
    }

    /** Changes limits, and waits until both workers have them. */
    private void set(Job job, long soFar, Limit... changed) throws InterruptedException {
        for (Limit limit : changed) {
            limits.emit(limit);
        }
        until(() -> job.metrics().step("limits").in() == soFar);
        Thread.sleep(200);
    }

    /** Six instances get a call every second. */
    private void sixTakeTwoSeconds(int from, int to) throws InterruptedException {
        for (int second = from; second < to; second++) {
            for (int instance = 1; instance <= 6; instance++) {
                calls.emit(new Call("ai-" + instance, at(second), 2_000));
            }
        }
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; !condition.getAsBoolean(); i++) {
            assertThat(i).as("waited for 20 seconds").isLessThan(2_000);
            Thread.sleep(10);
        }
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
