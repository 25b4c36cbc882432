// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.failure.DeadLetter;
import io.leat.failure.FailurePolicy;
import io.leat.failure.JobFailedException;
import io.leat.failure.PipelineException;
import io.leat.function.Action;
import io.leat.function.Condition;
import io.leat.function.Mapper;
import io.leat.join.JoinBounds;
import io.leat.metric.ProcessorMetrics;
import io.leat.processor.Flow;
import io.leat.processor.InlineEngine.Keeping;
import io.leat.processor.Pairs;
import io.leat.processor.Queries;
import io.leat.processor.Settings;
import io.leat.processor.Traits;
import io.leat.time.Millis;
import io.leat.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stream of events to define, feed and look at, all in one object: the easy door to the engine.
 *
 * <pre>{@code
 * try (var stream = StreamProcessor.named("my-stream")) {
 *     stream.filter(e -> e.getLong("value", 0) > 100)
 *             .map(e -> e.with("double", e.getLong("value", 0) * 2))
 *             .sink(e -> System.out.println(e.data()));
 *     stream.emit("event-1", Map.of("value", 150, "user", "alice"));
 * }
 * }</pre>
 *
 * <h2>The way of an event</h2>
 *
 * {@code emit} returns when the event has been through all filters and maps in the order of their definition, is kept, is in
 * its windows, and was handed to all sinks: what you read next includes it. An {@code emit} from inside one of these functions
 * is queued, returns at once, and is done before the outer {@code emit} returns; so processors may feed each other in circles.
 * Events have their turn one after the other, on whichever of the emitting threads; a function is never called by two threads
 * at once, and each call sees what the one before has done.
 *
 * <h2>What is kept</h2>
 *
 * What came out of the filters and maps, the latest 100,000 events of the last hour by arrival, unless {@link Options#retain}
 * says otherwise. Windows, joins and queries are over these. An event whose own timestamp lies so far behind the latest one that its
 * windows ended longer ago than that is late: kept, but in no window, and counted.
 *
 * <h2>Failures</h2>
 *
 * An event on which a filter or map throws is a {@linkplain #deadLetters dead letter}, as is one whose time is more than an
 * hour ahead of the clock. A sink that throws stops neither the other sinks nor the stream: the event is a dead letter of that
 * sink. An {@code Error} is thrown by {@code emit}.
 *
 * <p>Thread-safe. No lock is held while functions of the user run, and reading never waits for them.
 */
public final class StreamProcessor implements AutoCloseable {
    private final String name;
    private final Flow<Event> flow;

    private StreamProcessor(String name, Options options) {
        this.name = name;
        this.flow = new Flow<>(
                Leat.inline(),
                options.settings(name),
                new Traits<>(Event.class, StreamProcessor::timeMs, Event::id, Event::key));
    }

    /** What can be chosen when a processor is made. */
    public static final class Options {
        private static final Duration DEFAULT_AGE = Duration.ofHours(1);
        private static final long LONGEST_DEFAULT_SKEW_MS = Duration.ofHours(1).toMillis();

        private InstantSource clock = InstantSource.system();
        private int maxEvents = 100_000;
        private long ageMs = DEFAULT_AGE.toMillis();
        private @Nullable Long maxSkewMs;
        private FailurePolicy policy = FailurePolicy.DEAD_LETTER;

        private @Nullable Path directory;
        private boolean durable = true;
        private long diskAgeMs = Duration.ofDays(7).toMillis();
        private long diskBytes = 1L << 30;

        private Options() {}

        /** Sets the clock; the system's unless set. */
        public Options clock(InstantSource source) {
            clock = source;
            return this;
        }

        /**
         * Sets how many events are kept, and for how long; 100,000 and an hour unless set. Windows keep none for longer, and
         * one that ended longer ago than {@code age} before the latest event is gone. Each event costs a reference more in
         * each window that it is in.
         *
         * @param events at least 1
         * @param age at least a millisecond, from the arrival of the event
         */
        public Options retain(int events, Duration age) {
            if (events < 1) {
                throw new IllegalArgumentException("retain " + events + " events: give a number from 1 up");
            }
            maxEvents = events;
            ageMs = Millis.positive("the age to retain events for", age);
            return this;
        }

        /**
         * Keeps events in a directory too, where they outlive the process. {@code emit} then returns when its event is on the disk, and
         * survives a loss of power; see {@link #buffered}. A processor that is opened there again has the events that {@link #retain}
         * keeps, so windows and queries go on; it counts from zero. {@link #recentEvents} and {@link #eventsInRange} then look
         * on the disk, where more is kept: see {@link #retainOnDisk}. Filters, maps and sinks are not called for what was kept before.
         *
         * @param path made if it is not there; for this processor alone
         */
        public Options directory(Path path) {
            directory = path;
            return this;
        }

        /** Lets {@code emit} return when its event is with the operating system: it survives the end of the process, not a loss of power. */
        public Options buffered() {
            durable = false;
            return this;
        }

        /**
         * Sets how long events are kept in the directory, and how much of them; a week and 1 GiB unless set. Files of up to 64 MiB go as a
         * whole, the oldest first, so a bit more may be there.
         *
         * @param age at least a millisecond, from the arrival of the event
         * @param bytes at least 1
         */
        public Options retainOnDisk(Duration age, long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("retain " + bytes + " bytes on disk: give a number from 1 up");
            }
            diskAgeMs = Millis.positive("the age to retain events on disk for", age);
            diskBytes = bytes;
            return this;
        }

        private @Nullable Keeping keeping() {
            return directory == null ? null : new Keeping(directory, durable, diskAgeMs, diskBytes);
        }

        /**
         * Sets what becomes of an event on which a filter or map throws: a dead letter unless set. With {@code FAIL} the
         * {@code emit} throws a {@link JobFailedException}, and the stream goes on.
         */
        public Options onFailure(FailurePolicy choice) {
            policy = choice;
            return this;
        }

        /**
         * Sets how far an event may be ahead of the clock; an hour unless set, or the age that events are retained for if that
         * is shorter. What is later fails, since it would make all other events late.
         */
        public Options maxFutureSkew(Duration skew) {
            maxSkewMs = Millis.notNegative("the largest skew into the future", skew);
            return this;
        }

        /** Accepts events of any time, for replays of times to come; one wrong timestamp then makes all others late. */
        public Options withoutSkewGuard() {
            maxSkewMs = Long.MAX_VALUE;
            return this;
        }

        private Settings settings(String name) {
            long skewMs = maxSkewMs == null ? Math.min(LONGEST_DEFAULT_SKEW_MS, ageMs) : maxSkewMs;
            return new Settings(name, clock, maxEvents, ageMs, skewMs, policy, keeping());
        }
    }

    /** Makes a processor. */
    public static StreamProcessor named(String name) {
        return named(name, options -> {});
    }

    /** Makes a processor with options. */
    public static StreamProcessor named(String name, Consumer<Options> choices) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a stream processor needs a name that is not blank");
        }
        Options options = new Options();
        choices.accept(options);
        return new StreamProcessor(name, options);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    // ---- defining -------------------------------------------------------------------------------------------------

    /** Drops, from now on, the events that do not meet a condition. Returns this. */
    public StreamProcessor filter(Condition<? super Event> keep) {
        flow.filter(Objects.requireNonNull(keep, "the condition of a filter is null"));
        return this;
    }

    /** Replaces, from now on, each event by what a function makes of it; null is a failure. Returns this. */
    public StreamProcessor map(Mapper<? super Event, ? extends Event> function) {
        flow.map(Objects.requireNonNull(function, "the function of a map is null"));
        return this;
    }

    /** Does something, from now on, with each event that has passed all filters and maps. Returns this. */
    public StreamProcessor sink(Action<? super Event> action) {
        return sink(Sink.of(Objects.requireNonNull(action, "the action of a sink is null")));
    }

    /**
     * Sends, from now on, each event that has passed all filters and maps to a sink, which is opened now, flushed whenever no
     * event is waiting, and closed with the processor. A write that fails is not tried again. Returns this.
     *
     * @throws PipelineException if it cannot be opened
     */
    public StreamProcessor sink(Sink<? super Event> sink) {
        flow.sink(Objects.requireNonNull(sink, "the sink is null"));
        return this;
    }

    /**
     * Adds windows of one size, one after the other, over all events, beginning with those still kept. Returns this.
     *
     * @throws IllegalArgumentException if {@code size} is below a millisecond
     */
    public StreamProcessor tumblingWindow(Duration size) {
        flow.window(Windows.tumbling(size));
        return this;
    }

    /**
     * Adds windows of one size that begin every {@code slide}, over all events, beginning with those still kept. Returns this.
     *
     * @throws IllegalArgumentException if one of them is below a millisecond
     */
    public StreamProcessor slidingWindow(Duration size, Duration slide) {
        flow.window(Windows.sliding(size, slide));
        return this;
    }

    /**
     * Adds windows of activity per key, beginning with the events still kept: an event at least {@code timeout} after the last
     * one of its key opens a new session. Events without a key are sessions of their own. Returns this.
     *
     * @throws IllegalArgumentException if {@code timeout} is below a millisecond
     */
    public StreamProcessor sessionWindow(Duration timeout) {
        flow.window(Windows.session(timeout));
        return this;
    }

    /**
     * Drops, from now on, an event whose id came before, at most {@code within} ago by the clock; it counts as filtered. The
     * id of an event that failed may come again. At most a million ids are remembered. Returns this.
     */
    public StreamProcessor deduplicateIds(Duration within) {
        flow.deduplicate(Millis.positive("the time within which ids are told apart", within));
        return this;
    }

    // ---- emitting -------------------------------------------------------------------------------------------------

    /** Emits an event without a key at the clock's time, and returns it as it was emitted; see {@link #emit(Event)}. */
    public Event emit(String id, Map<String, ?> data) {
        return emit(id, data, null);
    }

    /** Emits an event at the clock's time, in whole milliseconds, and returns it; see {@link #emit(Event)}. */
    public Event emit(String id, Map<String, ?> data, @Nullable String key) {
        Event event = new Event(id, data, key, flow.now().truncatedTo(ChronoUnit.MILLIS));
        emit(event);
        return event;
    }

    /**
     * Emits an event with a time of its own, which may be out of order.
     *
     * @throws IllegalStateException if the processor is closed
     * @throws JobFailedException if a filter or map threw, and that is to {@linkplain Options#onFailure fail}; also for events
     *     that were emitted by functions meanwhile
     */
    public void emit(Event event) {
        flow.emit(Objects.requireNonNull(event, "the event is null"));
    }

    // ---- windows --------------------------------------------------------------------------------------------------

    /** Returns the windows of all definitions, open and closed, by start, then end, then key. A copy: O(events in windows). */
    public List<EventWindow> windows() {
        return flow.windows((view, open) -> new EventWindow(
                Millis.instant(view.startMs()),
                Millis.instant(view.endMs()),
                view.key(),
                view.events(),
                open,
                view.evicted()));
    }

    /**
     * Computes each function over the events of a window.
     *
     * @throws JobFailedException if one of them throws a checked exception; others are thrown as they are
     */
    public Fields aggregateWindow(EventWindow window, Map<String, ? extends WindowFunction> functions) {
        Map<String, @Nullable Object> results = new LinkedHashMap<>();
        functions.forEach((result, function) -> results.put(result, computed(result, function, window)));
        return new Fields(results);
    }

    private static @Nullable Object computed(String result, WindowFunction function, EventWindow window) {
        try {
            return function.apply(window.events());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new JobFailedException(
                    "result '" + result + "' of the window from " + window.start() + " failed: " + e, e);
        }
    }

    /** Drops the closed windows, and returns how many. A late event opens its window again, with nothing else in it. */
    public int clearOldWindows() {
        return flow.clearOldWindows();
    }

    // ---- looking --------------------------------------------------------------------------------------------------

    /** Returns the events kept, grouped by what a function gives, null included; groups by their first event. */
    public <K extends @Nullable Object> Map<K, List<Event>> groupBy(Function<? super Event, ? extends K> function) {
        return Queries.groups(all(), function);
    }

    /**
     * Counts the events kept by the value of a field, null included, in the order of first occurrence; those that have not the
     * field do not count. Numbers count by value, under the first form that came. If an event has no field {@code key}, its
     * {@link Event#key} is taken, if it has one.
     */
    public Map<@Nullable Object, Long> countByKey(String field) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Event event : all()) {
            if (event.data().containsKey(field)) {
                values.add(event.get(field));
            } else if (field.equals("key") && event.key() != null) {
                values.add(event.key());
            }
        }
        return Queries.counts(values);
    }

    /**
     * Returns the latest events, newest last.
     *
     * @throws IllegalArgumentException if {@code count} is negative
     */
    public List<Event> recentEvents(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("the " + count + " latest events: give 0 or more");
        }
        return flow.recent(count);
    }

    /**
     * Returns the events kept with a timestamp in a range, both ends included, by timestamp, of equal ones by arrival.
     *
     * @throws IllegalArgumentException if {@code from} is after {@code to}
     */
    public List<Event> eventsInRange(Instant from, Instant to) {
        if (from.isAfter(to)) {
            throw new IllegalArgumentException("the range begins at " + from + ", after its end " + to + ": swap them");
        }
        return flow.between(saturatedMs(from), saturatedMs(to)).stream()
                .filter(e -> !e.timestamp().isBefore(from) && !e.timestamp().isAfter(to))
                .sorted(Comparator.comparing(Event::timestamp))
                .toList();
    }

    /**
     * Returns every pair of an event of this processor and one of another, of those both keep, with the same value of a field
     * and at most {@code within} apart: by time of the later one, then by arrival. Numbers are the same by value; null and
     * NaN are the same as nothing. A processor joined with itself gives every pair of two different events, the earlier left.
     *
     * @throws IllegalArgumentException if {@code within} is negative
     */
    public List<Joined> joinStreams(StreamProcessor other, String field, Duration within) {
        JoinBounds bounds = JoinBounds.within(within);
        Pairs<Event> pairs = new Pairs<>(StreamProcessor::timeMs, event -> event.get(field));
        List<Pairs.Pair<Event>> found = other == this
                ? pairs.within(flow.engine(), all(), bounds)
                : pairs.between(flow.engine(), all(), other.all(), bounds);
        return found.stream().map(pair -> new Joined(pair.left(), pair.right())).toList();
    }

    private static long saturatedMs(Instant instant) {
        try {
            return instant.toEpochMilli();
        } catch (ArithmeticException e) {
            return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    private List<Event> all() {
        return flow.latest(Integer.MAX_VALUE);
    }

    private static long timeMs(Event event) {
        return event.timestamp().toEpochMilli();
    }

    /**
     * Returns a live source of what comes out of the filters and maps. Any number of jobs may read it, and each gets what is
     * emitted after it was started. Their watermarks are chosen there: events with times of their own may be out of order.
     *
     * <p>A job may be 65,536 events behind. Then {@code emit} waits for it, at most ten seconds; after that, and for events
     * emitted inside a function, what has no room is a dead letter of {@code asSource}.
     */
    public Source<Event> asSource() {
        return flow.source();
    }

    // ---- monitoring -----------------------------------------------------------------------------------------------

    /** Returns what the processor has done so far: one moment's numbers, which fit each other. */
    public ProcessorMetrics metrics() {
        return flow.metrics();
    }

    /** Returns the latest dead letters of filters, maps and sinks, oldest first, at most 1,000. The metrics count all. */
    public List<DeadLetter> deadLetters() {
        return flow.deadLetters();
    }

    /** Drops events, windows, metrics, dead letters and remembered ids, and keeps what was defined. */
    public void reset() {
        flow.reset();
    }

    /**
     * Takes no more events, finishes those that have come, flushes and closes the sinks, and ends the jobs' sources. What is
     * kept can still be read. From inside a function it returns at once and happens later.
     *
     * @throws JobFailedException if a sink could not be closed; the others are
     */
    @Override
    public void close() {
        flow.close();
    }

    @Override
    public String toString() {
        return "stream processor " + name;
    }
}
