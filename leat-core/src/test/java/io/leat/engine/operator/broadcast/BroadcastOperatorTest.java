// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.codec.Codec;
import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.port.Tally;
import io.leat.engine.store.KeyGroups;
import org.junit.jupiter.api.Test;

/** Two workers get the same updates, one of them with its timers in time and one not: their tables are the same. */
class BroadcastOperatorTest {
    private static final String KEY = "a";
    private static final long UNTIMED = Long.MIN_VALUE;

    private final Table early = new Table();
    private final Table behind = new Table();

    /** The table of one worker. */
    private static final class Table {
        private final HeapState<Object, BroadcastValue> state = new HeapState.Maker<>(
                        KeyGroups.Range.ALL, Codec.of(Object.class))
                .make(() -> BroadcastValue.codec(Codec.dynamic()), false);
        private final Tally tally = new Tally();
        private final BroadcastOperator operator =
                new BroadcastOperator(true, state.table(), state.timers(), tally, () -> {});

        void update(String value, int sender, long ts, long w) {
            operator.onRecord(0, KEY, KEY.hashCode(), new Update(value, sender), ts, w);
        }

        void fire(long w) {
            state.timers().event().fire(w, operator::onDue, () -> false);
        }

        Object value() {
            BroadcastValue latest = state.table().forUpdate(KEY, KEY.hashCode(), BroadcastOperator.STATE);
            return latest == null ? null : latest.value();
        }
    }

    private void update(String value, int sender, long ts, long w) {
        early.update(value, sender, ts, w);
        behind.update(value, sender, ts, w);
    }

    @Test
    void whenOneWorkerHasForgottenARemoval_thenALateValueBringsTheKeyBackOnNone() {
        update("old", 0, 100, 90);
        update(null, 0, 110, 100);
        early.fire(115);
        assertThat(early.state.table().size()).as("the removal is forgotten").isZero();
        assertThat(behind.state.table().size()).as("or not yet").isOne();
        update("late", 0, 114, 115);
        assertThat(early.value()).isNull();
        assertThat(behind.value()).isNull();
        assertThat(behind.tally.late).isEqualTo(early.tally.late).isOne();
    }

    @Test
    void whenAValueIsNotLate_thenItBringsTheKeyBackOnAll() {
        update(null, 0, 110, 100);
        early.fire(115);
        update("new", 0, 115, 115);
        assertThat(early.value()).isEqualTo("new");
        assertThat(behind.value()).isEqualTo("new");
    }

    @Test
    void whenValuesHaveTheSameTime_thenThoseOfTheHighestSenderInAnyOrder() {
        early.update("of 0", 0, 100, 90);
        early.update("of 1", 1, 100, 90);
        behind.update("of 1", 1, 100, 90);
        behind.update("of 0", 0, 100, 90);
        assertThat(early.value()).isEqualTo("of 1");
        assertThat(behind.value()).isEqualTo("of 1");
    }

    @Test
    void whenValuesHaveNoTime_thenTheLastToArriveWhoeverSentIt() {
        update("first", 1, UNTIMED, UNTIMED);
        update("second", 0, UNTIMED, UNTIMED);
        assertThat(early.value()).isEqualTo("second");
        assertThat(early.tally.late).isZero();
    }
}
