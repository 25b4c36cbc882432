// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.graph;

import io.leat.aggregate.Aggregate;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.failure.PipelineException;
import io.leat.function.Action;
import io.leat.function.AsyncMapper;
import io.leat.function.Condition;
import io.leat.function.Expand;
import io.leat.function.Joiner;
import io.leat.function.Mapper;
import io.leat.join.JoinBounds;
import io.leat.join.JoinType;
import io.leat.join.LookupOptions;
import io.leat.join.TableExpand;
import io.leat.pattern.Pattern;
import io.leat.state.KeyedProcess;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One step of a pipeline, as it was defined. Steps name their inputs by {@link Origin}, and a step's inputs always have
 * smaller ids than the step itself, so a graph has no cycles.
 */
public sealed interface Step {
    /** The output of results, which every step has. */
    int MAIN = 0;
    /** The second output of a split: what did not match. */
    int REST = 1;
    /** The output of a window or deduplication for events that were too late for it. */
    int LATE = 1;
    /** The output of a window for results with their window and pane. */
    int PANES = 2;
    /** The output of a window for results as insertions and retractions. */
    int CHANGES = 3;
    /** The output of a join for left records that were too late. */
    int LATE_LEFT = 1;
    /** The output of a join for right records that were too late. */
    int LATE_RIGHT = 2;

    /** The output of a match for events that were too late. */
    int LATE_EVENTS = 1;
    /** The output of a match for what was matched of a pattern when its time had passed. */
    int TIMED_OUT = 2;

    /** How many outputs a step may have. */
    int OUTPUTS = 4;

    /**
     * What all steps have. Ids count from 0 in the order of definition. An input that is not a step before this one is refused: so
     * there are no cycles, and nothing need look for them.
     *
     * @param place where the step is defined; null if that is not known. It is for people: headers are equal without it
     */
    record Header(
            int id,
            String name,
            List<Origin> inputs,
            @Nullable Place place) {
        public Header {
            inputs = List.copyOf(inputs);
            for (Origin input : inputs) {
                if (input.step() < 0 || input.step() >= id) {
                    throw new IllegalArgumentException("step '" + name + "', number " + id + ", reads step "
                            + input.step() + ": a step can only read steps before it, so that there are no cycles");
                }
            }
        }

        /** Makes the header of a step that no program has defined. */
        public Header(int id, String name, List<Origin> inputs) {
            this(id, name, inputs, null);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Header that
                    && id == that.id
                    && name.equals(that.name)
                    && inputs.equals(that.inputs);
        }

        @Override
        public int hashCode() {
            return Objects.hash(id, name, inputs);
        }
    }

    /** An output of a step. */
    record Origin(int step, int output) {}

    /** Returns what all steps have. */
    Header header();

    /** Returns the step's place in the order of definition, from 0. */
    default int id() {
        return header().id();
    }

    /** Returns the name, unique in its pipeline; state and metrics go by it. */
    default String name() {
        return header().name();
    }

    /** Returns where the step's input comes from; none for a source, two for a join, any number for a union. */
    default List<Origin> inputs() {
        return header().inputs();
    }

    /** Returns where in the user's program the step is defined, or null if that is not known. */
    default @Nullable Place place() {
        return header().place();
    }

    /** Returns what the step does, in a word. */
    String kind();

    /** Returns whether records that were too late for the step go to an output. */
    default boolean isLate(int output) {
        boolean mayBeLate = timeful() && !(this instanceof Process || this instanceof Running);
        return mayBeLate && (output == LATE || (this instanceof Join && output == LATE_RIGHT));
    }

    /** Returns whether the step keeps state or looks at event time. */
    default boolean timeful() {
        return false;
    }

    /** Events come in. */
    record From(Header header, Source<?> source, Watermarks watermarks) implements Step {
        @Override
        public String kind() {
            return "from";
        }
    }

    /** Drops what does not meet a condition. */
    record Filter(Header header, Condition<?> keep) implements Step {
        @Override
        public String kind() {
            return "filter";
        }
    }

    /** Makes one value of each. */
    record Map(Header header, Mapper<?, ?> function) implements Step {
        @Override
        public String kind() {
            return "map";
        }
    }

    /** Makes the elements of an {@code Iterable} of each value. */
    record FlatMap(Header header, Mapper<?, ? extends Iterable<?>> function) implements Step {
        @Override
        public String kind() {
            return "flatMap";
        }
    }

    /** Makes any number of values of each. */
    record MapMulti(Header header, Expand<?, ?> function) implements Step {
        @Override
        public String kind() {
            return "mapMulti";
        }
    }

    /** Does something with each value and passes it on. */
    record Peek(Header header, Action<?> action) implements Step {
        @Override
        public String kind() {
            return "peek";
        }
    }

    /** Sends a value to {@link #MAIN} if it meets the condition, to {@link #REST} if not. */
    record Split(Header header, Condition<?> condition) implements Step {
        @Override
        public String kind() {
            return "split";
        }
    }

    /** Several streams as one. */
    record Union(Header header) implements Step {
        @Override
        public String kind() {
            return "union";
        }
    }

    /** Says of which class the values are, and checks it. */
    record As(Header header, Class<?> type) implements Step {
        @Override
        public String kind() {
            return "as";
        }
    }

    /**
     * Groups by a key. Only steps with state by key follow it.
     *
     * @param key the key's function; null puts all events under one key, which is null
     * @param type the key's class, null if it is not known before the first key
     */
    record KeyBy(
            Header header,
            @Nullable Mapper<?, ?> key,
            @Nullable Class<?> type) implements Step {
        @Override
        public String kind() {
            return "keyBy";
        }
    }

    /**
     * Aggregates the events of each key and window. Outputs: {@link #MAIN}, {@link #LATE}, {@link #PANES}, {@link #CHANGES}.
     *
     * @param kept whether windows are looked at before they give a result
     */
    record Window(Header header, Windows windows, Emission emission, Aggregate<?, ?, ?> aggregate, boolean kept)
            implements Step {
        @Override
        public String kind() {
            return "window";
        }

        @Override
        public boolean timeful() {
            return true;
        }
    }

    /**
     * When windows give results.
     *
     * @param allowedLatenessMs how long a window takes events after its end
     * @param finalOnly whether it gives one complete result, at the end of that, or one at its end and one for each late event
     * @param earlyMs how far apart results before that are; 0 for none
     */
    record Emission(long allowedLatenessMs, boolean finalOnly, long earlyMs) {
        /** One result, at the end. */
        public static final Emission AT_END = new Emission(0, false, 0);

        /** Returns whether a window may give a result for each late event. */
        public boolean updates() {
            return allowedLatenessMs > 0 && !finalOnly;
        }

        /** Returns whether a window may give more than one result. */
        public boolean accumulates() {
            return updates() || earlyMs > 0;
        }
    }

    /** Join of two keyed streams. Outputs: {@link #MAIN}, {@link #LATE_LEFT}, {@link #LATE_RIGHT}. */
    record Join(Header header, JoinBounds bounds, JoinType type, Joiner<?, ?, ?> joiner) implements Step {
        public Join {
            if (!bounds.allows(type)) {
                throw new PipelineException("join '" + header.name() + "' (" + bounds + ") cannot be of type " + type
                        + ": each left event looks up one right event at most, so use .inner(…) or .left(…)");
            }
        }

        @Override
        public String kind() {
            return "join";
        }

        @Override
        public boolean timeful() {
            return true;
        }
    }

    /** The latest value of each key. Outputs: {@link #MAIN} what became the latest, {@link #LATE} what was too old for that. */
    record Latest(Header header, long timeToLiveMs) implements Step {
        @Override
        public String kind() {
            return "latest";
        }

        @Override
        public boolean timeful() {
            return true;
        }
    }

    /** Finds a pattern among the events of each key. Outputs: {@link #MAIN}, {@link #LATE_EVENTS}, {@link #TIMED_OUT}. */
    record Match(Header header, Pattern<?> pattern) implements Step {
        @Override
        public String kind() {
            return "match";
        }

        @Override
        public boolean timeful() {
            return true;
        }
    }

    /** Logic of the user's own, with state and timers. The supplier is called once for each thread, and to see the states. */
    @SuppressWarnings("JavaLangClash") // it is the word for it, and always read as Step.Process
    record Process(Header header, Supplier<? extends KeyedProcess<?, ?, ?>> logic) implements Step {
        @Override
        public String kind() {
            return "process";
        }

        @Override
        public boolean timeful() {
            return true;
        }
    }

    /** Aggregates all events of each key, and gives the result after each. */
    record Running(Header header, Aggregate<?, ?, ?> aggregate, long timeToLiveMs) implements Step {
        @Override
        public String kind() {
            return "running";
        }

        @Override
        public boolean timeful() {
            return true;
        }
    }

    /** Drops events that repeat one of their key. Outputs: {@link #MAIN}, {@link #LATE}. */
    record Deduplicate(Header header, long withinMs) implements Step {
        @Override
        public String kind() {
            return "deduplicate";
        }

        @Override
        public boolean timeful() {
            return true;
        }
    }

    /** Asks something outside about each value, and makes a result of value and answer. */
    record Lookup(Header header, AsyncMapper<?, ?> request, Joiner<?, ?, ?> joiner, LookupOptions options)
            implements Step {
        @Override
        public String kind() {
            return "lookup";
        }
    }

    /**
     * A table of the latest value of each key, on every thread that reads it by {@link With}. It has no output.
     *
     * @param type the key's class, null if it is not known before the first key
     * @param gone tells which values remove their key; null if none does
     */
    record Broadcast(
            Header header,
            Mapper<?, ?> key,
            @Nullable Class<?> type,
            @Nullable Condition<?> gone) implements Step {
        @Override
        public String kind() {
            return "broadcast";
        }

        /** Returns this table with another rule for what removes a key. */
        public Broadcast removedWhen(Condition<?> removes) {
            return new Broadcast(header, key, type, removes);
        }
    }

    /**
     * Makes any number of values of each and a table.
     *
     * @param table the id of the {@link Broadcast}; no input, since no values and no watermarks come from there
     */
    record With(Header header, int table, TableExpand<?, ?, ?, ?> expand) implements Step {
        @Override
        public String kind() {
            return "with";
        }
    }

    /** Results go out. */
    record To(Header header, Sink<?> sink) implements Step {
        @Override
        public String kind() {
            return "to";
        }
    }
}
