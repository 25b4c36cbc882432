// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.durable;

import static io.leat.aggregate.Aggregates.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.history.EventHistory;
import io.leat.history.Recorded;
import io.leat.history.Replay;
import io.leat.metric.StepMetrics;
import io.leat.time.ManualClock;
import io.leat.time.Watermarks;
import io.leat.window.WindowResult;
import io.leat.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a source was given can be asked for, and be given again. */
@Timeout(60)
class EventHistoryTest {
    /** An event that is its own time in milliseconds. */
    record Call(long ms, String instance) {}

    private static final Instant BEGIN = Instant.ofEpochSecond(1_000);

    @TempDir
    Path directory;

    private final ManualClock clock = ManualClock.at(BEGIN);
    private final Push<Call> push = Push.of(Call.class).timedByMillis(Call::ms);

    private Leat open() {
        return Leat.open(directory, options -> options.clock(clock).epochs(Duration.ofMillis(5)));
    }

    private static Pipeline counting(Source<Call> calls, Collector<WindowResult<String, Long>> out) {
        return Pipeline.of(
                "count",
                p -> p.from("calls", calls, Watermarks.monotone())
                        .keyBy(Call::instance)
                        .window(Windows.tumbling(Duration.ofSeconds(10)))
                        .aggregate("counts", count())
                        .panes()
                        .to("out", out));
    }

    private static Instant at(long ms) {
        return Instant.ofEpochMilli(ms);
    }

    /** Emits calls a second apart by the clock, each up to some seconds older. */
    private List<Call> emit(int calls, int disorderSeconds) throws InterruptedException {
        Random random = new Random(7);
        List<Call> emitted = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            long ms = clock.millis() - 1_000L * random.nextInt(disorderSeconds + 1);
            Call call = new Call(ms, "i-" + i % 3);
            push.emit(call);
            emitted.add(call);
            clock.advance(Duration.ofSeconds(1));
        }
        return emitted;
    }

    private static List<Call> events(Stream<Recorded<Call>> stream) {
        try (stream) {
            return stream.map(Recorded::event).toList();
        }
    }

    private static List<Call> byTime(List<Call> calls) {
        return calls.stream().sorted(Comparator.comparingLong(Call::ms)).toList();
    }

    @Test
    void whenAJobRuns_thenItsEventsCanBeAskedFor() throws Exception {
        try (Leat leat = open()) {
            EventHistory<Call> history =
                    leat.start(counting(push, new Collector<>())).history("calls", Call.class);
            assertThat(history.size()).isZero();
            assertThat(history.first()).isEmpty();
            assertThat(history.recent(5)).isEmpty();
            List<Call> calls = emit(100, 20);

            assertThat(history.size()).isEqualTo(100);
            assertThat(history.first())
                    .contains(new Recorded<>(0, BEGIN, at(calls.get(0).ms()), calls.get(0)));
            assertThat(history.recent(5)).extracting(Recorded::event).isEqualTo(calls.subList(95, 100));
            assertThat(history.recent(5)).extracting(Recorded::index).containsExactly(95L, 96L, 97L, 98L, 99L);
            assertThat(events(history.range(Instant.MIN, Instant.MAX))).isEqualTo(byTime(calls));
            assertThat(events(history.range(at(1_010_000), at(1_050_000))))
                    .isEqualTo(byTime(calls.stream()
                            .filter(call -> call.ms() >= 1_010_000 && call.ms() <= 1_050_000)
                            .toList()));
            assertThat(events(history.arrived(BEGIN.plusSeconds(10), BEGIN.plusSeconds(20))))
                    .isEqualTo(calls.subList(10, 21));
            assertThat(events(history.arrived(
                            BEGIN.plusNanos(1), BEGIN.plusMillis(1_000).plusNanos(1))))
                    .isEqualTo(calls.subList(1, 2));
        }
    }

    @Test
    void whenTheJobIsGone_thenItsEventsCanBeAskedForStill() throws Exception {
        List<Call> calls;
        EventHistory<Call> history;
        try (Leat leat = open()) {
            Job job = leat.start(counting(push, new Collector<>()));
            calls = emit(10, 0);
            push.close();
            job.awaitCompletion();
            history = job.history("calls", Call.class);
        }
        assertThat(history.recent(10)).extracting(Recorded::event).isEqualTo(calls);
        try (Leat leat = open()) {
            Job ended = leat.start(counting(Push.of(Call.class).timedByMillis(Call::ms), new Collector<>()));
            assertThat(ended.hadEnded()).isTrue();
            assertThat(events(ended.history("calls", Call.class).range(Instant.MIN, Instant.MAX)))
                    .isEqualTo(calls);
        }
    }

    @Test
    void whenWhatIsAskedForIsNotThere_thenTheMessageSaysWhatIs() throws Exception {
        try (Leat leat = open()) {
            Job job = leat.start(counting(push, new Collector<>()));
            assertThatThrownBy(() -> job.history("call", Call.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "job 'count' has no log of the events of source 'call': there are logs of [calls]. Cure: start it"
                                    + " from Leat.open(directory), with a source that is fed by the program: Push");
            assertThatThrownBy(() -> job.history("calls", String.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the events are of " + Call.class.getName() + ", not of java.lang.String");
            EventHistory<Record> wider = job.history("calls", Record.class);
            assertThatThrownBy(() -> wider.recent(-1)).hasMessage("the -1 latest events: give 0 or more");
            assertThatThrownBy(() -> wider.range(at(1), at(0))).hasMessageContaining("after its end");
            assertThatThrownBy(() -> wider.replay(at(1), at(0))).hasMessageContaining("after its end");
            assertThatThrownBy(() -> wider.replay(at(0), at(1)).atSpeed(0))
                    .hasMessage("a replay at 0.0 times the speed: give a factor above zero");
        }
        try (Leat leat = Leat.inMemory()) {
            Job job = leat.start(counting(push, new Collector<>()));
            assertThatThrownBy(() -> job.history("calls", Call.class)).hasMessageContaining("there are logs of []");
        }
    }

    // ---- replay ---------------------------------------------------------------------------------------------------

    @Test
    void whenReplayed_thenTheResultsAreTheSameWithWhatWasLate() throws Exception {
        Collector<WindowResult<String, Long>> live = new Collector<>();
        try (Leat leat = open()) {
            Job job = leat.start(counting(push, live));
            emit(200, 15);
            EventHistory<Call> history = job.history("calls", Call.class);
            push.close();
            StepMetrics counts = job.awaitCompletion().step("counts");
            assertThat(counts.late()).isPositive();
            Collector<WindowResult<String, Long>> again = new Collector<>();
            try (Leat other = Leat.inMemory()) {
                StepMetrics replayed = other.start(counting(history.replay(Instant.MIN, Instant.MAX), again))
                        .awaitCompletion()
                        .step("counts");
                assertThat(replayed.late()).isEqualTo(counts.late());
                assertThat(again.values()).containsExactlyInAnyOrderElementsOf(live.values());

                assertThat(other.start(counting(history.replayByTime(Instant.MIN, Instant.MAX), new Collector<>()))
                                .awaitCompletion()
                                .step("counts"))
                        .returns(200L, StepMetrics::in)
                        .returns(0L, StepMetrics::late);
            }
        }
    }

    @Test
    void whenReplayedAtASpeed_thenEventsComeByTheClockAndTheResultsAreTheSame() throws Exception {
        try (Leat leat = open()) {
            Job job = leat.start(counting(push, new Collector<>()));
            emit(20, 0);
            EventHistory<Call> history = job.history("calls", Call.class);
            Collector<Call> out = new Collector<>();
            try (Leat other = Leat.inMemory()) {
                Job replay = other.start(Pipeline.of(
                        "replay",
                        p -> p.from(
                                        "calls",
                                        history.replay(Instant.MIN, Instant.MAX).atSpeed(2))
                                .to("out", out)));
                for (int seconds = 0; seconds <= 9; seconds++) {
                    int expected = 2 * seconds + 1;
                    await().until(() -> out.values().size() == expected);
                    await().during(Duration.ofMillis(20))
                            .until(() -> out.values().size() == expected);
                    clock.advance(Duration.ofSeconds(1));
                }
                replay.awaitCompletion();
                assertThat(out.timed())
                        .extracting(Collector.Collected::timestamp)
                        .containsExactlyElementsOf(LongStream.range(1_000, 1_020)
                                .map(s -> s * 1_000)
                                .boxed()
                                .toList());
            }
        }
    }

    @Test
    void whenAReplayIsSuspended_thenItGoesOnAndSeesNothingThatCameLater() throws Exception {
        try (Leat leat = open()) {
            Job job = leat.start(counting(push, new Collector<>()));
            emit(300, 30);
            EventHistory<Call> history = job.history("calls", Call.class);
            for (boolean byTime : new boolean[] {false, true}) {
                List<Call> calls = events(history.arrived(Instant.MIN, Instant.MAX));
                Collector<Call> out = new Collector<>();
                for (int life = 0; life < 3; life++) {
                    Job replay = leat.start(replay(replayed(history, byTime).atSpeed(1), byTime, out));
                    int before = out.values().size();
                    await().pollInterval(Duration.ofMillis(5)).until(() -> {
                        clock.advance(Duration.ofSeconds(1));
                        return out.values().size() > before + 50;
                    });
                    replay.suspend();
                    assertThat(replay.await(Duration.ofSeconds(20))).isTrue();
                    push.emit(new Call(2_000_000, "later"));
                    push.emit(new Call(1_000_000, "earlier"));
                }
                leat.start(replay(replayed(history, byTime), byTime, out)).awaitCompletion();
                assertThat(out.values()).isEqualTo(byTime ? byTime(calls) : calls);
            }
        }
    }

    private static Replay<Call> replayed(EventHistory<Call> history, boolean byTime) {
        return byTime ? history.replayByTime(Instant.MIN, Instant.MAX) : history.replay(Instant.MIN, Instant.MAX);
    }

    private static Pipeline replay(Source<Call> source, boolean byTime, Collector<Call> out) {
        return Pipeline.of("replay " + byTime, p -> p.from("calls", source).to("out", out));
    }
}
