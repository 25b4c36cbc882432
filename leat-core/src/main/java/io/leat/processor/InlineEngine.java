// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import io.leat.failure.DeadLetter;
import io.leat.graph.Graph;
import io.leat.metric.JobMetrics;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine as the easy API sees it: it runs a graph in the thread that calls. Implemented inside {@code io.leat.Leat}. */
public interface InlineEngine {
    /** Opens a graph. */
    Run open(Graph graph, InstantSource clock);

    /**
     * Opens the directory of a processor.
     *
     * @throws java.io.UncheckedIOException if it cannot be opened, or is in use
     */
    <T> KeptEvents<T> open(Keeping keeping, InstantSource clock, Class<T> type);

    /** A graph that runs. Not thread-safe. */
    interface Run {
        /** Does one batch of work, and returns whether there was any. */
        boolean step();

        /** Returns the latest dead letters, oldest first, and forgets them. */
        List<DeadLetter> takeDeadLetters();

        /** Hands the windows that a step keeps to a visitor, and drops those that it does not keep. */
        void visitWindows(String step, WindowVisitor visitor);

        /** Returns what the steps have done so far. */
        JobMetrics metrics();
    }

    /** Looks at a window: its key, its bounds in milliseconds, and what its aggregate gives now. */
    @FunctionalInterface
    interface WindowVisitor {
        /** Returns whether the window is to be kept. */
        boolean keeps(@Nullable Object key, long start, long end, @Nullable Object value);
    }

    /**
     * How events are kept on disk.
     *
     * @param durable whether an event survives a loss of power once its emit has returned; otherwise only the end of the process
     * @param ageMs how long an event is kept at least, from its arrival
     * @param bytes how much is kept at most, about
     */
    record Keeping(Path directory, boolean durable, long ageMs, long bytes) {}

    /**
     * The events of a processor in its directory, where they outlive the process. Thread-safe. Implemented inside the engine; what goes wrong
     * there is thrown as {@link java.io.UncheckedIOException}.
     */
    interface KeptEvents<T> extends AutoCloseable {
        /** Adds an event; that it survives is certain after {@link #settle}. */
        void add(T event, long timeMs, long arrivalMs);

        /** Returns when all that was added survives what was chosen. */
        void settle();

        /** Returns the latest events, oldest first. */
        List<T> latest(int atMost);

        /** Returns the events of a range of time, both ends included, by time, of equal ones by arrival. */
        List<T> between(long fromMs, long toMs);

        /** Hands over the latest events, oldest first, with the time of their arrival. */
        void visitLatest(int atMost, Visitor<T> visitor);

        /** Takes events. */
        @FunctionalInterface
        interface Visitor<T> {
            void visit(T event, long arrivalMs);
        }

        /** Forgets all events. */
        void clear();

        @Override
        void close();
    }
}
