// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import io.leat.failure.DeadLetter;
import io.leat.failure.FailurePolicy;
import io.leat.failure.JobFailedException;
import io.leat.failure.PipelineException;
import io.leat.metric.ProcessorMetrics;
import io.leat.time.ManualClock;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Filters, maps, sinks, failures and the life of a processor: the rules of "The seed's API" in docs/semantics.md. */
class StreamProcessorTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private final ManualClock clock = ManualClock.at(NOON);
    private final List<String> seen = new ArrayList<>();

    private StreamProcessor processor() {
        return StreamProcessor.named("test", o -> o.clock(clock));
    }

    private StreamProcessor processor(FailurePolicy policy) {
        return StreamProcessor.named("test", o -> o.clock(clock).onFailure(policy));
    }

    // ---- the way of an event --------------------------------------------------------------------------------------

    @Test
    void whenEmitted_thenFiltersAndMapsApplyInTheOrderGiven() {
        var stream = processor()
                .filter(e -> e.getLong("value", 0) > 1)
                .map(e -> e.with("value", e.getLong("value", 0) * 10))
                .filter(e -> e.getLong("value", 0) < 40)
                .map(e -> e.with("value", e.getLong("value", 0) + 1))
                .sink(e -> seen.add(e.id() + "=" + e.get("value")));

        for (int i = 1; i <= 4; i++) {
            stream.emit("e" + i, Map.of("value", i));
        }

        assertThat(seen).containsExactly("e2=21", "e3=31");
        assertThat(stream.recentEvents(10)).extracting(Event::id).containsExactly("e2", "e3");
    }

    @Test
    void whenEmittedWithoutTimestamp_thenTheClocksTimeInMilliseconds() {
        clock.set(NOON.plusNanos(1_999_999));
        var stream = processor();

        Event emitted = stream.emit("e", Map.of(), "k");

        assertThat(emitted).isEqualTo(new Event("e", Map.of(), "k", NOON.plusMillis(1)));
        assertThat(stream.recentEvents(1)).containsExactly(emitted);
    }

    @Test
    void whenDefinedLater_thenFiltersMapsAndSinksApplyFromThenOn() {
        var stream = processor();
        stream.emit("a", Map.of());
        stream.sink(e -> seen.add("first " + e.id()));
        stream.emit("b", Map.of());
        stream.filter(e -> !e.id().equals("c")).sink(e -> seen.add("second " + e.id()));
        stream.emit("c", Map.of()); // dropped
        stream.map(e -> e.with("mapped", true));
        Event d = stream.emit("d", Map.of());

        assertThat(seen).containsExactly("first b", "first d", "second d");
        assertThat(stream.recentEvents(9)).extracting(Event::id).containsExactly("a", "b", "d");
        assertThat(stream.recentEvents(1)).containsExactly(d.with("mapped", true));
    }

    @Test
    void whenFilterIsDefinedInsideASink_thenItAppliesToTheNextEvent() {
        var stream = processor();
        stream.sink(e -> {
            seen.add(e.id());
            stream.filter(next -> false);
        });

        stream.emit("a", Map.of());
        stream.emit("b", Map.of());

        assertThat(seen).containsExactly("a");
    }

    // ---- counting -------------------------------------------------------------------------------------------------

    @Test
    void whenEventsGoDifferentWays_thenReceivedIsTheSum() {
        var stream = processor()
                .filter(e -> 100 / e.getLong("value", 0) > 0)
                .map(e -> e.getLong("value", 0) == 2 ? null : e)
                .sink(e -> {
                    if (e.getLong("value", 0) == 3) {
                        throw new IOException("full");
                    }
                });

        for (int value : new int[] {0, 1, 2, 3, 4, 500}) {
            stream.emit("e" + value, Map.of("value", value));
        }

        ProcessorMetrics metrics = stream.metrics();
        assertThat(metrics.eventsReceived()).isEqualTo(6);
        assertThat(metrics.eventsProcessed()).isEqualTo(3);
        assertThat(metrics.eventsFiltered()).isEqualTo(1);
        assertThat(metrics.eventsFailed()).isEqualTo(2);
        assertThat(metrics.sinkFailures()).isEqualTo(1);
        assertThat(metrics.asMap())
                .containsEntry("events_received", 6L)
                .containsEntry("events_processed", 3L)
                .containsEntry("events_filtered", 1L)
                .containsEntry("events_failed", 2L)
                .containsEntry("windows_created", 0L)
                .containsEntry("sink_failures", 1L);
    }

    // ---- failures -------------------------------------------------------------------------------------------------

    @Test
    void whenFilterOrMapThrows_thenDeadLetterAndTheStreamGoesOn() {
        var stream = processor()
                .filter(e -> e.get("value").equals(1))
                .map(e -> {
                    throw new IOException("no");
                })
                .sink(e -> seen.add(e.id()));

        Event a = stream.emit("a", Map.of());
        Event b = stream.emit("b", Map.of("value", 1));

        assertThat(seen).isEmpty();
        assertThat(stream.recentEvents(9)).isEmpty();
        List<DeadLetter> letters = stream.deadLetters();
        assertThat(letters).extracting(DeadLetter::value).containsExactly(a, b);
        assertThat(letters).extracting(DeadLetter::step).containsExactly("filter-1", "map-2");
        assertThat(letters.get(1).exception()).isInstanceOf(IOException.class);
        assertThat(letters.get(1).at()).isEqualTo(NOON);
        assertThat(letters.get(1).timestamp()).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void whenMapReturnsNull_thenTheEventFailsAndTheReasonSaysSo() {
        var stream = processor().map(e -> null);

        stream.emit("a", Map.of());

        assertThat(stream.metrics().eventsFailed()).isEqualTo(1);
        assertThat(stream.deadLetters().get(0).reason()).contains("returned null", "filter");
    }

    @Test
    void whenSinkThrows_thenTheOthersGoOnAndTheEventIsADeadLetterOfThatSink() {
        var stream = processor()
                .sink(e -> seen.add("1 " + e.id()))
                .sink(e -> {
                    throw new IllegalStateException("down");
                })
                .sink(e -> seen.add("3 " + e.id()));

        Event a = stream.emit("a", Map.of());
        stream.emit("b", Map.of());

        assertThat(seen).containsExactly("1 a", "3 a", "1 b", "3 b");
        assertThat(stream.recentEvents(2)).hasSize(2);
        assertThat(stream.metrics().eventsProcessed()).isEqualTo(2);
        assertThat(stream.metrics().eventsFailed()).isZero();
        assertThat(stream.metrics().sinkFailures()).isEqualTo(2);
        assertThat(stream.deadLetters().get(0))
                .returns("sink-2", DeadLetter::step)
                .returns(a, DeadLetter::value);
    }

    @Test
    void whenPolicyIsSkip_thenCountedWithoutALetter() {
        var stream = processor(FailurePolicy.SKIP).map(e -> null);

        stream.emit("a", Map.of());

        assertThat(stream.metrics().eventsFailed()).isEqualTo(1);
        assertThat(stream.deadLetters()).isEmpty();
    }

    @Test
    void whenPolicyIsFail_thenEmitThrowsAndTheStreamGoesOn() {
        var stream = processor(FailurePolicy.FAIL)
                .map(e -> {
                    if (e.id().equals("bad")) {
                        throw new IOException("broken");
                    }
                    return e;
                })
                .sink(e -> seen.add(e.id()));

        assertThatThrownBy(() -> stream.emit("bad", Map.of()))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContainingAll("test", "map-1", "bad", "broken")
                .hasRootCauseInstanceOf(IOException.class);
        stream.emit("good", Map.of());

        assertThat(seen).containsExactly("good");
        assertThat(stream.metrics().eventsFailed()).isEqualTo(1);
        assertThat(stream.metrics().eventsReceived()).isEqualTo(2);
    }

    @Test
    void whenEmittedInsideAFunctionFails_thenTheOuterEmitThrows() {
        var strict = processor(FailurePolicy.FAIL).map(e -> null);
        var stream = processor().sink(strict::emit).sink(e -> seen.add(e.id()));

        assertThatThrownBy(() -> stream.emit("a", Map.of())).isInstanceOf(JobFailedException.class);

        assertThat(seen).containsExactly("a");
        assertThat(stream.metrics().sinkFailures()).isZero();
        assertThat(strict.metrics().eventsFailed()).isEqualTo(1);
    }

    @Test
    void whenAnErrorIsThrown_thenEmitThrowsItAndTheCountsStillAddUp() {
        var stream = processor()
                .filter(e -> {
                    if (e.id().equals("filter")) {
                        throw new AssertionError("in the filter");
                    }
                    return true;
                })
                .sink(e -> {
                    if (e.id().equals("sink")) {
                        throw new AssertionError("in the sink");
                    }
                })
                .sink(e -> seen.add(e.id()));

        assertThatThrownBy(() -> stream.emit("filter", Map.of())).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> stream.emit("sink", Map.of())).isInstanceOf(AssertionError.class);
        stream.emit("fine", Map.of());

        assertThat(seen).containsExactly("sink", "fine");
        assertThat(stream.metrics().eventsReceived()).isEqualTo(3);
        assertThat(stream.metrics().eventsFailed()).isEqualTo(1);
        assertThat(stream.metrics().sinkFailures()).isEqualTo(1);
    }

    @Test
    void whenThereAreManyDeadLetters_thenTheLatestThousandAreKept() {
        var stream = processor().map(e -> null);

        for (int i = 0; i < 1_500; i++) {
            stream.emit("e" + i, Map.of());
        }

        assertThat(stream.deadLetters()).hasSize(1_000);
        assertThat(((Event) stream.deadLetters().get(0).value()).id()).isEqualTo("e500");
        assertThat(stream.metrics().eventsFailed()).isEqualTo(1_500);
    }

    // ---- the skew guard -------------------------------------------------------------------------------------------

    private static Event at(String id, Instant timestamp) {
        return new Event(id, Map.of(), null, timestamp);
    }

    @Test
    void whenEventIsTooFarInTheFuture_thenItFailsAndMakesNothingLate() {
        var stream = processor().tumblingWindow(ofSeconds(10));

        stream.emit(at("hour", NOON.plus(ofHours(1))));
        stream.emit(at("2099", Instant.parse("2099-01-01T00:00:00Z")));
        stream.emit(at("now", NOON));

        assertThat(stream.recentEvents(9)).extracting(Event::id).containsExactly("hour", "now");
        assertThat(stream.windows()).hasSize(2);
        assertThat(stream.metrics().eventsFailed()).isEqualTo(1);
        assertThat(stream.metrics().eventsLate()).isZero();
        assertThat(stream.deadLetters().get(0).reason()).contains("2099", "ahead of the clock");
    }

    @Test
    void whenAMapMovesTheTimeFarIntoTheFuture_thenItFailsToo() {
        var stream = processor().map(e -> at(e.id(), Instant.MAX)).tumblingWindow(ofSeconds(10));

        stream.emit("a", Map.of());

        assertThat(stream.metrics().eventsFailed()).isEqualTo(1);
        assertThat(stream.windows()).isEmpty();
    }

    @Test
    void whenSkewIsSet_thenItIsTheLimit() {
        var stream = StreamProcessor.named("s", o -> o.clock(clock).maxFutureSkew(ofSeconds(5)));

        stream.emit(at("5", NOON.plusSeconds(5)));
        stream.emit(at("6", NOON.plusSeconds(6)));

        assertThat(stream.recentEvents(9)).extracting(Event::id).containsExactly("5");
    }

    @Test
    void whenSkewGuardIsOff_thenAnyTimeIsTaken() {
        var stream = StreamProcessor.named("s", o -> o.clock(clock).withoutSkewGuard());

        stream.emit(at("2099", Instant.parse("2099-01-01T00:00:00Z")));

        assertThat(stream.recentEvents(9)).hasSize(1);
    }

    @Test
    void whenTimeIsBeyondWhatALongCanTell_thenItFails() {
        var stream = processor();

        stream.emit(at("min", Instant.MIN));

        assertThat(stream.metrics().eventsFailed()).isEqualTo(1);
        assertThat(stream.deadLetters()).hasSize(1);
    }

    // ---- repeats --------------------------------------------------------------------------------------------------

    @Test
    void whenIdsAreNotDeduplicated_thenTheyNeedNotBeUnique() {
        var stream = processor();

        stream.emit("a", Map.of());
        stream.emit("a", Map.of());

        assertThat(stream.recentEvents(9)).hasSize(2);
    }

    @Test
    void whenIdsAreDeduplicated_thenRepeatsCountAsFiltered() {
        var stream = processor().deduplicateIds(ofMinutes(1)).sink(e -> seen.add(e.id()));

        stream.emit("a", Map.of());
        clock.advance(ofMinutes(1));
        stream.emit("a", Map.of());
        clock.advance(ofSeconds(1));
        stream.emit("a", Map.of());

        assertThat(seen).containsExactly("a", "a");
        assertThat(stream.metrics().eventsFiltered()).isEqualTo(1);
        assertThat(stream.metrics().eventsRepeated()).isEqualTo(1);
        assertThat(stream.metrics().eventsReceived()).isEqualTo(3);
    }

    @Test
    void whenAnEventFailed_thenItsIdMayComeAgain() {
        var down = new boolean[] {true};
        var stream = processor(FailurePolicy.FAIL).deduplicateIds(ofMinutes(1)).map(e -> down[0] ? null : e);

        assertThatThrownBy(() -> stream.emit("a", Map.of())).isInstanceOf(JobFailedException.class);
        down[0] = false;
        stream.emit("a", Map.of());

        assertThat(stream.recentEvents(9)).hasSize(1);
    }

    // ---- real sinks -----------------------------------------------------------------------------------------------

    /** Notes what is done to it. */
    private final class NotingSink extends Sink<Object> {
        boolean failing;

        @Override
        public SinkWriter<Object> open() throws IOException {
            if (failing) {
                throw new IOException("no such table");
            }
            seen.add("open");
            return new SinkWriter<>() {
                @Override
                public void write(Object value, long timestamp) {
                    seen.add("write " + ((Event) value).id() + " " + timestamp);
                }

                @Override
                public void flush() {
                    seen.add("flush");
                }

                @Override
                public void close() throws IOException {
                    seen.add("close");
                    if (failing) {
                        throw new IOException("disk full");
                    }
                }
            };
        }
    }

    @Test
    void whenSinkIsReal_thenOpenedOnceWrittenFlushedAndClosed() {
        var stream = processor().sink(new NotingSink());
        stream.emit(at("a", Instant.ofEpochMilli(7)));
        stream.emit(at("b", Instant.ofEpochMilli(-7)));
        stream.close();
        stream.close();

        assertThat(seen).containsExactly("open", "write a 7", "flush", "write b -7", "flush", "flush", "close");
    }

    @Test
    void whenSinkCannotBeOpened_thenDefiningItFails() {
        var sink = new NotingSink();
        sink.failing = true;
        var stream = processor();

        assertThatThrownBy(() -> stream.sink(sink))
                .isInstanceOf(PipelineException.class)
                .hasMessageContainingAll("sink-1", "no such table");
    }

    @Test
    void whenASinkCannotBeClosed_thenTheOthersAreAndCloseThrows() {
        var sink = new NotingSink();
        var stream = processor().sink(sink).sink(new NotingSink());
        sink.failing = true;

        assertThatThrownBy(stream::close)
                .isInstanceOf(JobFailedException.class)
                .hasMessageContainingAll("test", "sink-1", "disk full");

        assertThat(seen).filteredOn("close"::equals).hasSize(2);
    }

    // ---- reset and close ------------------------------------------------------------------------------------------

    @Test
    void whenReset_thenDataIsGoneAndDefinitionsStay() {
        var stream = processor()
                .deduplicateIds(ofHours(1))
                .filter(e -> !e.id().equals("x"))
                .tumblingWindow(ofSeconds(10))
                .sink(e -> seen.add(e.id()));
        stream.emit("a", Map.of());
        stream.emit("x", Map.of());

        stream.reset();

        assertThat(stream.recentEvents(9)).isEmpty();
        assertThat(stream.windows()).isEmpty();
        assertThat(stream.metrics().asMap().values()).containsOnly(0L);

        stream.emit("a", Map.of());
        stream.emit("x", Map.of());
        assertThat(seen).containsExactly("a", "a");
        assertThat(stream.windows()).hasSize(1);
        assertThat(stream.metrics().windowsCreated()).isEqualTo(1);
        assertThat(stream.metrics().eventsReceived()).isEqualTo(2);
    }

    @Test
    void whenResetInsideASink_thenTheEventIsDroppedAndTheRestGoesOn() {
        var stream = processor().tumblingWindow(ofSeconds(10));
        stream.sink(e -> stream.reset()).sink(e -> seen.add(e.id()));

        stream.emit("a", Map.of());

        assertThat(seen).containsExactly("a");
        assertThat(stream.recentEvents(9)).isEmpty();
        assertThat(stream.metrics().eventsReceived()).isZero();
    }

    @Test
    void whenClosed_thenNothingIsTakenAndWhatIsKeptCanBeRead() {
        var stream = processor();
        stream.emit("a", Map.of());
        stream.close();

        assertThatThrownBy(() -> stream.emit("b", Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("test", "closed");
        assertThatThrownBy(() -> stream.filter(e -> true)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stream.sink(e -> {})).isInstanceOf(IllegalStateException.class);
        assertThat(stream.recentEvents(9)).hasSize(1);
        assertThat(stream.metrics().eventsReceived()).isEqualTo(1);
    }

    @Test
    void whenClosedInsideASink_thenTheEventIsFinishedFirst() {
        var stream = processor();
        stream.sink(e -> stream.close()).sink(new NotingSink());

        stream.emit("a", Map.of());

        assertThat(seen).containsSubsequence("open", "write a " + NOON.toEpochMilli(), "flush", "close");
        assertThatThrownBy(() -> stream.emit("b", Map.of())).isInstanceOf(IllegalStateException.class);
    }

    // ---- mistakes -------------------------------------------------------------------------------------------------

    @Test
    void whenArgumentsMakeNoSense_thenTheMessageSaysWhatToGive() {
        var stream = processor();

        assertThatThrownBy(() -> stream.emit(null, Map.of())).hasMessageContaining("id");
        assertThatThrownBy(() -> stream.emit("a", null)).hasMessageContaining("data");
        assertThatThrownBy(() -> stream.emit((Event) null)).hasMessageContaining("event");
        assertThatThrownBy(() -> stream.filter(null)).hasMessageContaining("filter");
        assertThatThrownBy(() -> stream.map(null)).hasMessageContaining("map");
        assertThatThrownBy(() -> StreamProcessor.named(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StreamProcessor.named("a", o -> o.retain(0, ofHours(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 events");
        assertThatThrownBy(() -> StreamProcessor.named("a", o -> o.retain(1, ofHours(-1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> stream.deduplicateIds(ofSeconds(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> stream.recentEvents(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> stream.eventsInRange(NOON, NOON.minusMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("swap");
        assertThatThrownBy(() -> stream.tumblingWindow(ofSeconds(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> stream.slidingWindow(ofSeconds(1), ofSeconds(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> stream.sessionWindow(ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> stream.joinStreams(stream, "a", ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
