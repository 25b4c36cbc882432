// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.leat.metric.ProcessorMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processors used by many threads, and by their own functions. */
@Timeout(120)
class StreamProcessorThreadsTest {
    /** What may throw, in a thread of its own. */
    private interface Work {
        void run(int thread) throws Exception;
    }

    /** Runs the work in several threads, and fails if one of them does, or does not end. */
    private static void inThreads(int threads, Work work) throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    work.run(number);
                } catch (Throwable t) {
                    thrown.compareAndSet(null, t);
                }
            });
            thread.setDaemon(true);
            thread.start();
            running.add(thread);
        }
        for (Thread thread : running) {
            thread.join(TimeUnit.SECONDS.toMillis(60));
            if (thread.isAlive()) {
                fail("a thread hangs at " + List.of(thread.getStackTrace()));
            }
        }
        if (thrown.get() != null) {
            throw new AssertionError(thrown.get());
        }
    }

    // ---- many emitters --------------------------------------------------------------------------------------------

    @Test
    void whenEightThreadsEmit_thenNothingIsLostOrDoubledAndFunctionsRunOneAtATime() throws Exception {
        int perThread = 100_000;
        long[] plain = new long[3]; // written by functions without any synchronisation
        long[] latest = new long[8];
        var stream = StreamProcessor.named("s", o -> o.retain(1_000, ofSeconds(3_600)))
                .filter(e -> ++plain[0] > 0)
                .map(e -> e.with("order", ++plain[1]))
                .tumblingWindow(ofSeconds(1))
                .sink(e -> {
                    plain[2]++;
                    int thread = (int) e.getLong("thread", 0);
                    long n = e.getLong("n", 0);
                    if (n != ++latest[thread] || e.getLong("order", 0) != plain[2]) {
                        throw new IllegalStateException("out of order");
                    }
                });

        inThreads(8, thread -> {
            for (int i = 1; i <= perThread; i++) {
                stream.emit("e", Map.of("n", i, "thread", thread));
            }
        });

        assertThat(plain).containsOnly(8 * perThread);
        ProcessorMetrics metrics = stream.metrics();
        assertThat(metrics.eventsReceived()).isEqualTo(8 * perThread);
        assertThat(metrics.eventsProcessed()).isEqualTo(8 * perThread);
        assertThat(metrics.sinkFailures()).isZero();
        assertThat(metrics.eventsRetained()).isEqualTo(1_000);
    }

    @Test
    void whenEmitReturns_thenWhatIsReadNextIncludesIt() throws Exception {
        var stream = StreamProcessor.named("s");
        AtomicLong sum = new AtomicLong();
        stream.sink(e -> sum.addAndGet(1));

        inThreads(4, thread -> {
            for (int i = 0; i < 1_000; i++) {
                long before = sum.get();
                Event mine = stream.emit(thread + "-" + i, Map.of());
                assertThat(sum.get()).isGreaterThan(before);
                assertThat(stream.recentEvents(4_000).contains(mine)).isTrue();
            }
        });
    }

    @Test
    void whenReadWhileOthersEmit_thenThePictureFits() throws Exception {
        var stream = StreamProcessor.named("s", o -> o.retain(500, ofSeconds(3_600)))
                .filter(e -> e.getLong("n", 0) % 3 != 0)
                .map(e -> e.getLong("n", 0) % 7 == 0 ? null : e)
                .tumblingWindow(ofSeconds(1))
                .sessionWindow(ofSeconds(1));
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger emitters = new AtomicInteger(4);

        inThreads(6, thread -> {
            if (thread < 4) {
                for (int i = 0; i < 10_000; i++) {
                    stream.emit("e", Map.of("n", i), "k" + i % 5);
                }
                done.compareAndSet(false, emitters.decrementAndGet() == 0);
                return;
            }
            long last = 0;
            while (!done.get()) {
                ProcessorMetrics m = stream.metrics();
                assertThat(m.eventsReceived()).isEqualTo(m.eventsProcessed() + m.eventsFiltered() + m.eventsFailed());
                assertThat(m.eventsRetained() + m.eventsEvicted()).isEqualTo(m.eventsProcessed());
                assertThat(m.eventsReceived()).isGreaterThanOrEqualTo(last);
                last = m.eventsReceived();
                assertThat(stream.windows()).noneMatch(w -> w.events().isEmpty());
                stream.clearOldWindows();
                stream.countByKey("n");
                stream.joinStreams(stream, "n", ofSeconds(0));
            }
        });

        assertThat(stream.metrics().eventsReceived()).isEqualTo(40_000);
    }

    @Test
    void whenAFunctionIsSlow_thenReadersDoNotWaitForIt() throws Exception {
        var stream = StreamProcessor.named("s").tumblingWindow(ofSeconds(10));
        stream.emit("first", Map.of());
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        stream.sink(e -> {
            inside.countDown();
            go.await();
        });

        Thread emitter = new Thread(() -> stream.emit("slow", Map.of()));
        emitter.start();
        inside.await();
        assertThat(stream.metrics().eventsReceived()).isEqualTo(2);
        assertThat(stream.recentEvents(9)).hasSize(2);
        assertThat(stream.windows()).isNotEmpty();
        assertThat(stream.clearOldWindows()).isNotNegative();
        stream.tumblingWindow(ofSeconds(1)).filter(e -> true).sink(e -> {});
        go.countDown();
        emitter.join();
    }

    // ---- emitting inside ------------------------------------------------------------------------------------------

    @Test
    void whenEmittedInsideAFunction_thenQueuedAndDoneBeforeTheOuterReturns() {
        List<String> order = new ArrayList<>();
        var stream = StreamProcessor.named("s");
        stream.map(e -> {
                    order.add("map " + e.id());
                    if (e.id().equals("a")) {
                        stream.emit("b", Map.of());
                        stream.emit("c", Map.of());
                        order.add("back in map");
                    }
                    return e;
                })
                .sink(e -> order.add("sink " + e.id()));

        stream.emit("a", Map.of());

        assertThat(order).containsExactly("map a", "back in map", "sink a", "map b", "sink b", "map c", "sink c");
        assertThat(stream.recentEvents(9)).extracting(Event::id).containsExactly("a", "b", "c");
    }

    @Test
    void whenAChainOfProcessorsIsLong_thenTheStackIsNot() {
        List<StreamProcessor> chain = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            chain.add(StreamProcessor.named("p" + i));
        }
        for (int i = 1; i < chain.size(); i++) {
            chain.get(i - 1).sink(chain.get(i)::emit);
        }

        chain.get(0).emit("a", Map.of());

        assertThat(chain.get(2_999).recentEvents(1)).hasSize(1);
    }

    @Test
    void whenAFunctionEmitsOnAndOn_thenTheStackDoesNotGrow() {
        var stream = StreamProcessor.named("s", o -> o.retain(10, ofSeconds(60)));
        stream.sink(e -> {
            if (e.getLong("n", 0) < 50_000) {
                stream.emit("e", Map.of("n", e.getLong("n", 0) + 1));
            }
        });

        stream.emit("e", Map.of("n", 1));

        assertThat(stream.metrics().eventsReceived()).isEqualTo(50_000);
    }

    @RepeatedTest(5)
    void whenTwoProcessorsFeedEachOtherFromTwoThreads_thenNoDeadlock() throws Exception {
        var a = StreamProcessor.named("a", o -> o.retain(100, ofSeconds(60)));
        var b = StreamProcessor.named("b", o -> o.retain(100, ofSeconds(60)));
        a.filter(e -> e.getLong("hops", 0) < 3)
                .map(e -> e.with("hops", e.getLong("hops", 0) + 1))
                .sink(b::emit);
        b.filter(e -> e.getLong("hops", 0) < 3)
                .map(e -> e.with("hops", e.getLong("hops", 0) + 1))
                .sink(a::emit);

        inThreads(2, thread -> {
            for (int i = 0; i < 5_000; i++) {
                (thread == 0 ? a : b).emit("e", Map.of());
            }
        });

        // every event passes three times, and is dropped the fourth time
        assertThat(a.metrics().eventsProcessed() + b.metrics().eventsProcessed())
                .isEqualTo(30_000);
        assertThat(a.metrics().eventsFiltered() + b.metrics().eventsFiltered()).isEqualTo(10_000);
    }

    @Test
    void whenTwoSinksMeetInTheMiddle_thenNeitherWaitsForTheOther() throws Exception {
        var a = StreamProcessor.named("a");
        var b = StreamProcessor.named("b");
        CyclicBarrier both = new CyclicBarrier(2);
        a.sink(e -> {
            if (e.id().equals("from-1")) {
                both.await(20, TimeUnit.SECONDS); // both threads are inside a sink now
                b.emit("to-b", Map.of());
            }
        });
        b.sink(e -> {
            if (e.id().equals("from-2")) {
                both.await(20, TimeUnit.SECONDS);
                a.emit("to-a", Map.of());
            }
        });

        inThreads(2, thread -> {
            if (thread == 0) {
                a.emit("from-1", Map.of());
                assertThat(b.recentEvents(9)).extracting(Event::id).contains("to-b");
            } else {
                b.emit("from-2", Map.of());
                assertThat(a.recentEvents(9)).extracting(Event::id).contains("to-a");
            }
        });
        assertThat(a.metrics().sinkFailures() + b.metrics().sinkFailures()).isZero();
    }

    @Test
    void whenManyProcessorsFeedEachOtherInACircle_thenEveryEmitSeesAllItSetOff() throws Exception {
        int processors = 5;
        List<StreamProcessor> ring = new ArrayList<>();
        for (int i = 0; i < processors; i++) {
            ring.add(StreamProcessor.named("p" + i, o -> o.retain(10, ofSeconds(60))));
        }
        Map<String, AtomicInteger> visits = new ConcurrentHashMap<>();
        for (int i = 0; i < processors; i++) {
            StreamProcessor next = ring.get((i + 1) % processors);
            ring.get(i).sink(e -> {
                visits.get(e.id()).incrementAndGet();
                if (e.getLong("hops", 0) > 0) {
                    next.emit(e.with("hops", e.getLong("hops", 0) - 1));
                }
            });
        }

        inThreads(6, thread -> {
            for (int i = 0; i < 1_000; i++) {
                String id = thread + "-" + i;
                visits.put(id, new AtomicInteger());
                ring.get(thread % processors).emit(id, Map.of("hops", 7));
                assertThat(visits.get(id).get()).isEqualTo(8);
            }
        });
    }

    @Test
    void whenOthersEmitWithoutEnd_thenOneEmitStillReturns() throws Exception {
        var stream = StreamProcessor.named("s", o -> o.retain(10, ofSeconds(60)));
        AtomicBoolean done = new AtomicBoolean();

        inThreads(4, thread -> {
            if (thread == 0) {
                for (int i = 0; i < 2_000; i++) {
                    stream.emit("mine", Map.of());
                }
                done.set(true);
            } else {
                while (!done.get()) {
                    stream.emit("theirs", Map.of());
                }
            }
        });
    }

    @Test
    void whenInterrupted_thenTheEmitIsFinishedAndTheFlagStays() throws Exception {
        var stream = StreamProcessor.named("s");

        inThreads(2, thread -> {
            for (int i = 0; i < 1_000; i++) {
                Thread.currentThread().interrupt();
                stream.emit("e", Map.of());
                assertThat(Thread.interrupted()).isTrue();
            }
        });

        assertThat(stream.metrics().eventsProcessed()).isEqualTo(2_000);
    }

    // ---- closing --------------------------------------------------------------------------------------------------

    @RepeatedTest(5)
    void whenClosedWhileOthersEmit_thenWhatWasTakenIsDoneAndTheRestRefused() throws Exception {
        AtomicInteger written = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        var stream = StreamProcessor.named("s").sink(e -> written.incrementAndGet());

        inThreads(5, thread -> {
            if (thread == 0) {
                Thread.sleep(5);
                stream.close();
                return;
            }
            assertThatThrownBy(() -> {
                        while (true) {
                            stream.emit("e", Map.of());
                            taken.incrementAndGet();
                        }
                    })
                    .isInstanceOf(IllegalStateException.class);
        });

        assertThat(written.get()).isEqualTo(taken.get());
        assertThat(stream.metrics().eventsProcessed()).isEqualTo(taken.get());
    }
}
