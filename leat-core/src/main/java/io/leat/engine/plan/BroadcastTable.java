// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.plan;

import io.leat.codec.Codec;
import io.leat.codec.DynamicCodec;
import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.operator.MapMultiOperator;
import io.leat.engine.operator.broadcast.BroadcastOperator;
import io.leat.engine.operator.broadcast.BroadcastValue;
import io.leat.engine.port.Failures;
import io.leat.engine.port.Receiver;
import io.leat.engine.port.Tally;
import io.leat.engine.store.KeyGroups;
import io.leat.graph.Step;
import io.leat.join.TableExpand;
import io.leat.state.TableView;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A worker's copy of a table that all workers have: the operator that keeps it, and the steps that read it. */
public final class BroadcastTable {
    private final Codec<Object> keys;
    private final HeapState<Object, BroadcastValue> state;
    private final KeyedOperators.Made made;

    /** All values, made for {@link TableView#all} when it is asked for; null if they have changed since. */
    private @Nullable Map<Object, Object> all;

    /** {@code values} writes the values, whose class only shows when they come. */
    public BroadcastTable(Step.Broadcast step, Codec<Object> keys, DynamicCodec values, Tally tally) {
        this.keys = keys;
        this.state = new HeapState.Maker<>(KeyGroups.Range.ALL, keys).make(() -> BroadcastValue.codec(values), false);
        BroadcastOperator operator =
                new BroadcastOperator(step.gone() != null, state.table(), state.timers(), tally, () -> all = null);
        this.made = new KeyedOperators.Made(operator, state, null);
    }

    /** Returns the operator that keeps the table. */
    public KeyedOperators.Made made() {
        return made;
    }

    /** Returns the operator of a step that reads the table. */
    @SuppressWarnings("unchecked") // the function was given for the records of the stream and for this table
    public Receiver<Object> reader(Step.With step, Receiver<Object> next, Tally tally, Failures failures) {
        var expand = (TableExpand<Object, Object, Object, Object>) step.expand();
        View view = new View();
        return new MapMultiOperator<>((event, out) -> expand.apply(event, view, out), next, tally, failures);
    }

    private final class View implements TableView<Object, Object> {
        @Override
        public @Nullable Object get(Object key) {
            BroadcastValue latest = state.table().forUpdate(key, keys.hash(key), BroadcastOperator.STATE);
            return latest == null ? null : latest.value();
        }

        @Override
        public Map<Object, Object> all() {
            Map<Object, Object> known = all;
            if (known == null) {
                known = read();
                all = known;
            }
            return known;
        }

        @SuppressWarnings("NullAway") // the keys of this table are not null
        private Map<Object, Object> read() {
            Map<Object, Object> values = new LinkedHashMap<>();
            state.table().forEach((namespace, latest) -> {
                Object value = latest.value();
                if (value != null) {
                    values.put(latest.key(), value);
                }
            });
            return Collections.unmodifiableMap(values);
        }
    }
}
