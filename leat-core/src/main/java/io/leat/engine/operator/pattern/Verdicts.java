// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.pattern;

import io.leat.engine.port.Failures;
import io.leat.pattern.Pattern;
import io.leat.pattern.PatternCondition;
import io.leat.pattern.PatternStep;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the conditions of a pattern say of one event. Those that do not look back are asked once, whatever the number of matches
 * under way. A condition that throws is not met; the event fails, once.
 */
final class Verdicts {
    private static final byte UNKNOWN = 0;
    private static final byte NO = 1;
    private static final byte YES = 2;

    private final PatternCondition<Object>[] conditions;
    private final byte[] known;
    private final SoFar soFar;
    private final Failures failures;
    private @Nullable Object value;
    private long ts;
    private boolean hasFailed;

    @SuppressWarnings({"unchecked", "rawtypes"}) // the conditions were given for the events of this stream
    Verdicts(Pattern<?> pattern, Automaton automaton, Failures failures) {
        this.conditions = pattern.steps().stream().map(PatternStep::condition).toArray(PatternCondition[]::new);
        this.known = new byte[conditions.length];
        this.soFar = new SoFar(automaton);
        this.failures = failures;
    }

    /** Turns to another event. */
    void turnTo(@Nullable Object event, long time) {
        value = event;
        ts = time;
        hasFailed = false;
        Arrays.fill(known, UNKNOWN);
    }

    /** Returns whether the event meets one of some conditions. */
    boolean meetsAny(List<Integer> some, Taken before) {
        for (int i = 0; i < some.size(); i++) {
            if (meets(some.get(i), before)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the event meets a condition, {@code before} being what was taken before it; null for nothing. */
    boolean meets(int condition, @Nullable Taken before) {
        if (conditions[condition].looksBack()) {
            return ask(condition, before);
        }
        if (known[condition] == UNKNOWN) {
            known[condition] = ask(condition, null) ? YES : NO;
        }
        return known[condition] == YES;
    }

    @SuppressWarnings("NullAway") // events of a nullable type are given to conditions that take null
    private boolean ask(int condition, @Nullable Taken before) {
        try {
            return conditions[condition].test(value, soFar.upTo(before));
        } catch (Exception e) {
            fail(e);
            return false;
        }
    }

    /** Lets the event fail, unless it has already. */
    void fail(Exception cause) {
        if (!hasFailed) {
            hasFailed = true;
            failures.failed(value, ts, cause);
        }
    }
}
