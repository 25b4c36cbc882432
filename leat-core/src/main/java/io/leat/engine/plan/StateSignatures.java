// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.plan;

import io.leat.codec.Codec;
import io.leat.codec.CodecException;
import io.leat.connector.Guarantee;
import io.leat.connector.TransactionalSink;
import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.operator.broadcast.BroadcastValue;
import io.leat.engine.operator.lookup.LookupQueue;
import io.leat.engine.port.Entry;
import io.leat.engine.port.Failures;
import io.leat.engine.port.OperatorState;
import io.leat.engine.port.Output;
import io.leat.engine.port.StateCodec;
import io.leat.engine.port.Tally;
import io.leat.engine.store.KeyGroups;
import io.leat.failure.PipelineException;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import io.leat.join.JoinBounds;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The signatures of all steps of a pipeline that keep something.
 *
 * <p>What of its definition the state of a step depends on is decided here, a kind at a time: all that says where windows begin and
 * end and when they are over, how near records of a join are, the steps of a pattern. Not what only says for how long something is
 * kept from now on (a time to live), how much at most, or how often early results come; nor what a user's function does, which
 * nobody can see.
 */
public final class StateSignatures {
    private final Graph graph;

    private StateSignatures(Graph graph) {
        this.graph = graph;
    }

    /**
     * Returns the signatures by the names of the steps, as text to be stored.
     *
     * @throws PipelineException if something that is to be stored has no codec; the message names the step
     */
    public static Map<String, String> of(Graph graph) {
        Map<String, String> texts = new TreeMap<>();
        signatures(graph).forEach((step, signature) -> texts.put(step, signature.text()));
        return texts;
    }

    static Map<String, StateSignature> signatures(Graph graph) {
        StateSignatures all = new StateSignatures(graph);
        Map<String, StateSignature> signatures = new TreeMap<>();
        for (Step step : graph.steps()) {
            StateSignature signature = all.of(step);
            if (signature != null) {
                signatures.put(step.name(), signature);
            }
        }
        return signatures;
    }

    private @Nullable StateSignature of(Step step) {
        if (step instanceof Step.From from) {
            return signature(step, from.source().positionKind(), StateSignature.NO_KEYS, "position");
        }
        if (step instanceof Step.To to) {
            return sink(to);
        }
        if (step instanceof Step.Lookup) {
            String entry = LookupQueue.codec(Codec.dynamic()).describe();
            return signature(step, "", StateSignature.NO_KEYS, entry);
        }
        if (step instanceof Step.Broadcast table) {
            return signature(
                    step,
                    "",
                    keys(table.type()),
                    BroadcastValue.codec(Codec.dynamic()).describe());
        }
        return step.timeful() ? keyed(step) : null;
    }

    private static StateSignature signature(Step step, String definition, String keys, String entry) {
        return new StateSignature(step.name(), step.kind(), definition, keys, entry);
    }

    /** Sinks that promise more than to lose nothing have to go on from where they were; the job keeps results for some. */
    private static @Nullable StateSignature sink(Step.To to) {
        boolean isKept = to.sink() instanceof TransactionalSink<?>;
        if (!isKept && to.sink().guarantee() != Guarantee.EXACTLY_ONCE) {
            return null;
        }
        String entry = isKept ? "many<result[time:long,value:dynamic]>" : "text";
        return signature(to, to.sink().getClass().getSimpleName(), StateSignature.NO_KEYS, entry);
    }

    private static String keys(@Nullable Class<?> type) {
        return type == null ? Codec.dynamic().schema() : Codec.of(type).schema();
    }

    // ---- steps with state by key ----------------------------------------------------------------------------------

    private StateSignature keyed(Step step) {
        Step.KeyBy keyBy = (Step.KeyBy) graph.steps().get(step.inputs().get(0).step());
        String keys = keyBy.key() == null ? StateSignature.NO_KEYS : keys(keyBy.type());
        return signature(step, definition(step), keys, entry(step));
    }

    private String entry(Step step) {
        Describing states = new Describing();
        new KeyedOperators(states, Codec.dynamic(), outputs(step), new Tally(), new NoFailures()).make(step);
        try {
            return Objects.requireNonNull(states.codec).get().describe();
        } catch (CodecException e) {
            throw new PipelineException(
                    "the state of step '" + step.name() + "' cannot be stored: " + e.getMessage(), e);
        }
    }

    private String definition(Step step) {
        if (step instanceof Step.Window window) {
            return window(window);
        }
        if (step instanceof Step.Join join) {
            boolean atOnce =
                    join.bounds() instanceof JoinBounds.Interval; // what has no partner was told by then, or was not
            return join.bounds() + (atOnce ? ", " + join.type().name().toLowerCase(Locale.ROOT) : "");
        }
        if (step instanceof Step.Match match) {
            return match.pattern().toString();
        }
        return step instanceof Step.Deduplicate deduplicate
                ? Duration.ofMillis(deduplicate.withinMs()).toString()
                : "";
    }

    private String window(Step.Window window) {
        long latenessMs = window.emission().allowedLatenessMs();
        return window.windows()
                + (latenessMs == 0 ? "" : ", allowed lateness " + Duration.ofMillis(latenessMs))
                + (latenessMs > 0 && window.emission().finalOnly() ? ", final only" : "")
                + (window.emission().earlyMs() > 0 ? ", early results" : "") // whose timers would give one more
                + (KeyedOperators.inSlices(window) ? ", in slices" : "")
                + (KeyedOperators.remembers(window, outputs(window)) ? ", with the results it gave" : "");
    }

    /** The outputs of a step that does not run: which are read decides what it keeps. */
    private Output outputs(Step step) {
        return new Output() {
            @Override
            public void emit(int output, @Nullable Object value, long ts) {
                throw new IllegalStateException("step '" + step.name() + "' does not run");
            }

            @Override
            public boolean isRead(int output) {
                return !graph.consumers(step.id(), output).isEmpty();
            }
        };
    }

    /** For a step that does not run. */
    private static final class NoFailures implements Failures {
        @Override
        public void failed(@Nullable Object value, long ts, Exception cause) {
            throw fatal(cause);
        }

        @Override
        public RuntimeException fatal(Exception cause) {
            return new IllegalStateException(cause);
        }
    }

    /** Takes note of the codec by which an operator would have its state written. */
    private static final class Describing implements OperatorState.Maker<Object> {
        private @Nullable Supplier<? extends StateCodec<?>> codec;

        @Override
        public <S extends Entry> OperatorState<Object, S> make(Supplier<StateCodec<S>> states, boolean sharedTimers) {
            codec = states;
            return new HeapState.Maker<Object>(KeyGroups.Range.ALL, Codec.of(Object.class)).make(states, sharedTimers);
        }
    }
}
