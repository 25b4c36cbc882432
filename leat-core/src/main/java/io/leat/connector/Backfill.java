// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A history and what follows it as it happens, as one source: made by {@link Source#followedBy}.
 *
 * <p>Its partitions are those of both sides; {@link Part} tells which is which.
 */
public final class Backfill<T> extends Source<T> {
    /** What the names of the partitions of the history begin with. */
    public static final String HISTORY = "history/";
    /** What the names of the partitions of what follows it begin with. */
    public static final String LIVE = "live/";

    private final Source<T> history;
    private final Source<T> sequel;

    Backfill(Source<T> history, Source<T> sequel) {
        this.history = history;
        this.sequel = sequel;
    }

    /** Checks that one source may follow another, where the user says so. */
    static <T> Backfill<T> of(Source<T> history, Source<T> sequel) {
        if (history.live()) {
            throw new IllegalArgumentException("source '" + history + "' is live, so nothing can follow its end: "
                    + "the source that ends comes first, bounded.followedBy(live)");
        }
        if (sequel instanceof Backfill<?>) {
            throw new IllegalArgumentException("source '" + sequel + "' is a history with its sequel already: "
                    + "only one history and one live source make one");
        }
        if (!sequel.live()) {
            throw new IllegalArgumentException("source '" + sequel + "' is not live, so it needs no seam: "
                    + "give a live source, or read two bounded ones with union");
        }
        requireTime(history);
        requireTime(sequel);
        return new Backfill<>(history, sequel);
    }

    private static void requireTime(Source<?> side) {
        if (!side.timed()) {
            throw new IllegalArgumentException("source '" + side + "' does not know its events' time, "
                    + "by which a history and its sequel are put together: add .timedBy(event -> …) to it");
        }
    }

    /**
     * A partition of one of the sides.
     *
     * @param side the source that it is of
     * @param isHistory whether that is the history
     */
    public record Part<T>(SourcePartition<T> partition, Source<T> side, boolean isHistory)
            implements SourcePartition<T> {
        @Override
        public String name() {
            return (isHistory ? HISTORY : LIVE) + partition.name();
        }

        @Override
        public SourceReader<T> open(@Nullable Position from) throws Exception {
            return partition.open(from);
        }

        @Override
        public SourceReader<T> open(@Nullable Position from, SourceLog<T> log) throws Exception {
            return partition.open(from, log);
        }
    }

    /** Returns the source that follows the history. */
    public Source<T> sequel() {
        return sequel;
    }

    @Override
    public Class<?> type() {
        return history.type() == Object.class ? sequel.type() : history.type();
    }

    @Override
    public List<? extends SourcePartition<T>> partitions() throws Exception {
        List<Part<T>> parts = new ArrayList<>();
        for (SourcePartition<T> partition : history.partitions()) {
            parts.add(new Part<>(partition, history, true));
        }
        addLive(sequel.partitions(), parts);
        return parts;
    }

    @Override
    public List<? extends SourcePartition<T>> newPartitions() throws Exception {
        List<Part<T>> parts = new ArrayList<>();
        addLive(sequel.newPartitions(), parts);
        return parts;
    }

    private void addLive(List<? extends SourcePartition<T>> partitions, List<Part<T>> to) {
        partitions.forEach(partition -> to.add(new Part<>(partition, sequel, false)));
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public boolean timed() {
        return true;
    }

    /** Returns this source with the time of the events of both sides given by a function. */
    @Override
    public Source<T> timedBy(Function<? super T, Instant> time) {
        return timedByMillis(t -> time.apply(t).toEpochMilli());
    }

    /** Returns this source with the time of the events of both sides given by a function, in milliseconds since 1970. */
    @Override
    public Source<T> timedByMillis(ToLongFunction<? super T> time) {
        return new Backfill<>(
                new Source.Timed<>(history, time), new Source.Timed<>(sequel, time)); // the sides themselves
    }

    @Override
    public String positionKind() {
        return history.positionKind() + ", then " + sequel.positionKind();
    }

    @Override
    public String toString() {
        return history + ", then " + sequel;
    }
}
