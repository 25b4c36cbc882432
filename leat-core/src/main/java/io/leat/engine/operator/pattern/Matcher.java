// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.pattern;

import io.leat.pattern.Pattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the automaton over the events of a key in the order of their time, and ends what has run out of it.
 *
 * <p>Each event is put to every match under way: a step that waits and whose condition it meets takes it, which gives another
 * match under way; the old one stays as long as a step of it still waits. Cost O(matches under way) an event.
 */
final class Matcher {
    private final Automaton automaton;
    private final Verdicts verdicts;
    private final MatchOutput output;
    private final boolean skips;
    private final int most;

    /** What {@link PatternState#partials} will be after the current event; the two lists are exchanged. */
    private List<PartialMatch> next = new ArrayList<>();

    /** The matches that are complete by the current event, in order. */
    private final List<Taken> complete = new ArrayList<>();

    /** The current event, its time and its place among those of the key. */
    private @Nullable Object event;

    private long ts;
    private long place;

    /** How many matches are under way or wait, while an event is being handled. */
    private int size;

    Matcher(Automaton automaton, Pattern<?> pattern, Verdicts verdicts, MatchOutput output) {
        this.automaton = automaton;
        this.verdicts = verdicts;
        this.output = output;
        this.skips = pattern.skipsPastLastEvent();
        this.most = pattern.maxPartialMatches();
    }

    /** Handles all events up to a time, and ends what has no more time then. */
    void advance(PatternState state, long upTo) {
        while (!state.queue.isEmpty() && state.queue.firstTime() <= upTo) {
            long time = state.queue.firstTime();
            expire(state, time - 1);
            handle(state, state.queue.poll(), time);
        }
        expire(state, upTo);
    }

    // ---- one event ------------------------------------------------------------------------------------------------

    private void handle(PatternState state, @Nullable Object value, long time) {
        verdicts.turnTo(value, time);
        event = value;
        ts = time;
        place = state.nextPlace++;
        size = state.size();
        for (PartialMatch partial : state.partials) {
            extend(state, partial);
        }
        begin(state);
        exchange(state);
        settle(state, time);
    }

    private void exchange(PatternState state) {
        List<PartialMatch> before = state.partials;
        state.partials = next;
        next = before;
        next.clear();
    }

    /** Puts an event to a match under way. */
    private void extend(PatternState state, PartialMatch partial) {
        Taken last = partial.last;
        if (partial.isFresh && verdicts.meetsAny(automaton.notNext(last.stage, last.count), last)) {
            size--;
            return;
        }
        boolean isStopped = verdicts.meetsAny(automaton.notFollowedBy(last.stage), last);
        if (partial.isFresh && automaton.endsByNext() && automaton.isAtEnd(last.stage, last.count)) {
            complete.add(last);
        }
        long taking = Automaton.NONE;
        long waiting = partial.waiting;
        for (long left = partial.waiting; left != 0; left &= left - 1) {
            int target = Long.numberOfTrailingZeros(left);
            boolean again = target == last.stage;
            boolean matched = !(again && isStopped) && verdicts.meets(automaton.condition(target), last);
            taking |= matched ? Automaton.bit(target) : Automaton.NONE;
            waiting &= automaton.staysAfter(last.stage, target, matched) ? -1 : ~Automaton.bit(target);
        }
        boolean survives = !isStopped && (waiting != 0 || awaitsAbsence(last));
        size -= survives ? 0 : 1;
        take(state, taking, last);
        if (survives) {
            partial.waiting = waiting;
            partial.isFresh = false;
            next.add(partial);
        }
    }

    private void begin(PatternState state) {
        long taking = Automaton.NONE;
        for (long left = automaton.starts(); left != 0; left &= left - 1) {
            int target = Long.numberOfTrailingZeros(left);
            taking |= verdicts.meets(automaton.condition(target), null) ? Automaton.bit(target) : Automaton.NONE;
        }
        take(state, taking, null);
    }

    /** Gives an event to each of some steps. */
    private void take(PatternState state, long taking, @Nullable Taken before) {
        for (long left = taking; left != 0; left &= left - 1) {
            Taken taken = new Taken(event, ts, place, Long.numberOfTrailingZeros(left), before);
            boolean atEnd = automaton.isAtEnd(taken.stage, taken.count);
            boolean awaitsMore = automaton.endsByAbsence() || automaton.endsByNext();
            if (atEnd && !awaitsMore) {
                complete.add(taken);
            }
            long waiting = automaton.targets(taken.stage, taken.count);
            if (waiting != 0 || (atEnd && awaitsMore)) {
                keep(state, new PartialMatch(taken, waiting, true));
            }
        }
    }

    private void keep(PatternState state, PartialMatch partial) {
        if (size < most) {
            size++;
            next.add(partial);
        } else {
            verdicts.fail(new IllegalStateException("more than " + most + " partial matches of key " + state.key()
                    + ": let fewer events match, shorten within(…), or raise maxPartialMatches(…)"));
        }
    }

    private boolean awaitsAbsence(Taken last) {
        return automaton.endsByAbsence() && automaton.isAtEnd(last.stage, last.count);
    }

    // ---- what is complete -----------------------------------------------------------------------------------------

    /** Emits what is complete, or lets it wait for what began before it. */
    private void settle(PatternState state, long time) {
        for (Taken last : complete) {
            if (skips) {
                hold(state, last);
            } else {
                output.match(last, time);
            }
        }
        complete.clear();
        release(state, time);
    }

    /** Of the matches that begin with an event the first counts: those still under way are of no more use. */
    private static void hold(PatternState state, Taken last) {
        int place = state.held.size();
        while (place > 0 && state.held.get(place - 1).start() >= last.start()) {
            place--;
        }
        if (place < state.held.size() && state.held.get(place).start() == last.start()) {
            return;
        }
        state.held.add(place, last);
        state.partials.removeIf(partial -> partial.start() == last.start());
    }

    /** Emits the matches before which none that is under way began, and drops what overlaps them. */
    private void release(PatternState state, long time) {
        while (!state.held.isEmpty()) {
            Taken first = state.held.get(0);
            if (!state.partials.isEmpty() && state.partials.get(0).start() < first.start()) {
                return;
            }
            output.match(first, time);
            state.held.removeIf(other -> other.start() <= first.place);
            state.partials.removeIf(partial -> partial.start() <= first.place);
        }
    }

    // ---- what has run out of time ---------------------------------------------------------------------------------

    /** Returns the watermark at which the matches that began first are out of time; the largest if there are none. */
    long nextEnd(PatternState state) {
        return state.partials.isEmpty()
                ? Long.MAX_VALUE
                : automaton.lastTime(state.partials.get(0).last.startTime());
    }

    private void expire(PatternState state, long upTo) {
        while (!state.partials.isEmpty() && nextEnd(state) <= upTo) {
            expireFirst(state, nextEnd(state));
        }
    }

    /** Ends the matches that began with the first event: by absence they are complete, otherwise they have timed out. */
    private void expireFirst(PatternState state, long time) {
        long start = state.partials.get(0).start();
        for (int i = 0; i < state.partials.size() && state.partials.get(i).start() == start; i++) {
            if (awaitsAbsence(state.partials.get(i).last)) {
                complete.add(state.partials.get(i).last);
            }
        }
        settle(state, time);
        int ended = 0;
        for (; ended < state.partials.size() && state.partials.get(ended).start() == start; ended++) {
            timeOut(state.partials.get(ended), time);
        }
        state.partials.subList(0, ended).clear();
        release(state, time);
    }

    /** Tells what was matched, unless it was told as a match. */
    private void timeOut(PartialMatch partial, long time) {
        boolean atEnd = automaton.isAtEnd(partial.last.stage, partial.last.count);
        boolean isTold = atEnd && !(automaton.endsByNext() && partial.isFresh);
        if (!isTold && automaton.isTimed()) {
            output.timedOut(partial.last, time);
        }
    }
}
