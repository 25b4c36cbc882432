// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.written;

import io.leat.EventStream;
import io.leat.Join;
import io.leat.JoinResults;
import io.leat.join.JoinBounds;
import io.leat.join.JoinType;
import io.leat.testkit.host.Probe;
import io.leat.testkit.host.Recorder;
import io.leat.testkit.reference.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A join: {@code join TYPE between LOWER UPPER} or {@code join TYPE SHAPE}, and {@code [then SHAPE]} for windows {@link Behind}. A result is the ids of the pair and its time:
 * {@code 1+3 @100}, with a dash for a side that is missing; of a semi or anti join the id alone.
 */
record JoinForm(JoinType type, JoinBounds bounds, @Nullable Behind behind) implements Form {
    static JoinForm read(Words words) {
        JoinType type = JoinType.valueOf(words.word().toUpperCase(Locale.ROOT));
        JoinBounds bounds = words.skip("between")
                ? JoinBounds.between(Duration.ofMillis(words.number()), Duration.ofMillis(words.number()))
                : JoinBounds.sameWindow(WindowForm.shape(words));
        Behind behind = words.skip("then") ? new Behind(WindowForm.shape(words)) : null;
        return new JoinForm(type, bounds, behind);
    }

    @Override
    public int inputs() {
        return 2;
    }

    @Override
    public void define(List<EventStream<Item>> inputs, Probe probe) {
        JoinResults<Item, Item, ?> results =
                join(inputs.get(0).keyBy(Item::key).join(STEP, inputs.get(1).keyBy(Item::key), bounds));
        results.to("results", probe.sink("results"));
        if (behind != null) {
            behind.define(results, probe);
        }
        results.lateLeft().to("late left", probe.sink("late"));
        results.lateRight().to("late right", probe.sink("late"));
    }

    private JoinResults<Item, Item, ?> join(Join<Item, Item> join) {
        return switch (type) {
            case INNER -> join.inner(JoinForm::pair);
            case LEFT -> join.left(JoinForm::pair);
            case RIGHT -> join.right(JoinForm::pair);
            case FULL -> join.full(JoinForm::pair);
            case SEMI -> join.semi();
            case ANTI -> join.anti();
        };
    }

    private static String pair(@Nullable Item left, @Nullable Item right) {
        return id(left) + "+" + id(right);
    }

    private static String id(@Nullable Item item) {
        return item == null ? "-" : Long.toString(item.id());
    }

    @Override
    public List<String> results(Probe probe) {
        List<String> lines = new ArrayList<>();
        probe.results("results").forEach(out -> lines.add(line(out)));
        if (behind != null) {
            lines.addAll(behind.results(probe));
        }
        return lines;
    }

    private static String line(Recorder.Out out) {
        return (out.value() instanceof Item item ? id(item) : out.value()) + " @" + out.time();
    }
}
