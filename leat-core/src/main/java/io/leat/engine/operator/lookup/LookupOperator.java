// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.lookup;

import static io.leat.time.Millis.plus;

import io.leat.engine.operator.lookup.Pending.Answer;
import io.leat.engine.port.Failures;
import io.leat.engine.port.Receiver;
import io.leat.engine.port.Table;
import io.leat.engine.port.Tally;
import io.leat.function.AsyncMapper;
import io.leat.function.Joiner;
import io.leat.join.LookupOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks something outside about each record. It never waits: records queue, at most so many requests are on their way, and
 * each time the host has it {@linkplain #work work}, the results that are due go on.
 *
 * <p>A watermark goes on when the results of all records before it are out. In order, a result is due when it is that of the
 * first record; otherwise when its record has no watermark before it that is held. The watermarks that are held cut the queue
 * into segments.
 *
 * <p>Requests are completed in any thread; all that such a thread does is to put the answer into a queue and wake the host. What
 * the operator keeps besides its table, requests and watermarks, can be had again: a restored record's request begins anew.
 */
public final class LookupOperator extends Receiver<@Nullable Object> {
    private static final String NO_STAGE =
            "the lookup's function returned null: return a stage, which may be completed with null";
    private static final Object KEY = "";
    private static final long STATE = 0;
    /** How many results are emitted at a time. */
    private static final int SLICE = 256;

    private final AsyncMapper<@Nullable Object, ?> request;
    private final Joiner<@Nullable Object, @Nullable Object, ?> joiner;
    private final int mostInFlight;
    private final long timeoutMs;
    private final boolean ordered;
    private final LookupQueue queue = new LookupQueue();
    private final Table<Object, LookupQueue> table;
    private final int hash;
    private final Parts parts;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Deque<Held> watermarks = new ArrayDeque<>();

    /** Records of the first segment that are answered, in the order of their answers; if results are not in order. */
    private final Deque<Pending> ready = new ArrayDeque<>();

    private int inFlight;
    private long segment;

    /** A watermark that waits for the records of a segment, and of those before it. */
    private record Held(long segment, long watermark, boolean idle) {}

    /**
     * What the operator works with.
     *
     * @param wake is run in any thread when an answer has come
     * @param forward takes watermarks
     */
    public record Parts(
            Receiver<@Nullable Object> next, Tally tally, Failures failures, Runnable wake, Forward forward) {}

    /** Takes watermarks, and whether the lookup is idle: as they came in. */
    @FunctionalInterface
    public interface Forward {
        void watermark(long watermark, boolean idle);
    }

    /** {@code hash} tells the key group under which the queue is kept in the table. */
    @SuppressWarnings("unchecked") // the functions were given for the records of this stream
    public LookupOperator(
            AsyncMapper<?, ?> request,
            Joiner<?, ?, ?> joiner,
            LookupOptions options,
            Table<Object, LookupQueue> table,
            int hash,
            Parts parts) {
        this.request = (AsyncMapper<@Nullable Object, ?>) request;
        this.joiner = (Joiner<@Nullable Object, @Nullable Object, ?>) joiner;
        this.mostInFlight = options.inFlight();
        this.timeoutMs = options.timeout().toMillis();
        this.ordered = options.ordered();
        this.table = table;
        this.hash = hash;
        this.parts = parts;
    }

    // ---- coming in ------------------------------------------------------------------------------------------------

    @Override
    public void receive(@Nullable Object value, long ts, long own) {
        parts.tally().in++;
        add(new Pending(value, ts, own));
    }

    private void add(Pending pending) {
        pending.segment = segment;
        boolean isFirst = queue.isEmpty();
        queue.add(pending);
        if (isFirst) {
            table.insert(KEY, hash, STATE, queue);
        } else {
            table.save(queue);
        }
    }

    /** Takes over the records of a queue that was read back: they come before all others. */
    public void takeOver(LookupQueue restored) {
        for (Pending p; (p = restored.pollToBegin()) != null; ) {
            add(new Pending(p.value, p.ts, p.own));
        }
    }

    /** Takes the watermark, and whether what feeds the lookup is idle. */
    public void watermark(long watermark, boolean idle) {
        if (queue.isEmpty()) {
            parts.forward().watermark(watermark, idle);
            return;
        }
        Held last = watermarks.peekLast();
        if (last != null && last.segment == segment - 1 && queue.lastSegment() < segment) {
            watermarks.removeLast(); // nothing has come between the two
            segment--;
        }
        watermarks.addLast(new Held(segment++, watermark, idle));
    }

    /** Returns how many records wait for their results. */
    public int size() {
        return queue.size();
    }

    /** Returns with how many records nothing more should come in. */
    public int bound() {
        return mostInFlight;
    }

    /** Returns whether nothing more should come in now. */
    public boolean isFull() {
        return queue.size() >= mostInFlight;
    }

    // ---- requests -------------------------------------------------------------------------------------------------

    /** Begins requests and emits results, as many as can be now but at most a slice; returns whether there were any. */
    public boolean work(long nowMs) {
        expire(nowMs);
        boolean any = false;
        int emitted = 0;
        while (true) {
            any |= begin(nowMs);
            takeAnswers(); // a request may have been answered at once
            Pending due = emitted == SLICE ? null : takeDue();
            if (due == null) {
                return any;
            }
            emit(due);
            emitted++;
            any = true;
        }
    }

    private boolean begin(long nowMs) {
        boolean any = false;
        for (Pending next; inFlight < mostInFlight && (next = queue.pollToBegin()) != null; ) {
            inFlight++;
            next.deadline = plus(nowMs, timeoutMs);
            ask(next);
            any = true;
        }
        return any;
    }

    @SuppressWarnings("NullAway") // a value may be null, which NullAway does not read from type arguments
    private void ask(Pending pending) {
        try {
            CompletionStage<?> stage = Objects.requireNonNull(request.apply(pending.value), NO_STAGE);
            pending.stage = stage;
            stage.whenComplete((value, failure) -> {
                answers.add(new Answer(pending, value, failure));
                parts.wake().run();
            });
        } catch (Exception e) {
            answered(new Answer(pending, null, e));
        }
    }

    private void takeAnswers() {
        for (Answer answer; (answer = answers.poll()) != null; ) {
            answered(answer);
        }
    }

    private void answered(Answer answer) {
        Pending pending = answer.to();
        if (pending.answer == null) { // otherwise it is too late
            pending.answer = answer;
            Pending first = queue.first();
            if (!ordered && first != null && pending.segment == first.segment) {
                ready.addLast(pending);
            }
        }
    }

    /** Requests begin in the order of the queue, and so their time is up. */
    private void expire(long nowMs) {
        for (Pending p = queue.first(); p != null && hasBegun(p) && p.deadline <= nowMs; p = p.behind) {
            if (p.answer == null) {
                takeAnswers(); // perhaps it has come meanwhile
            }
            if (p.answer == null) {
                p.cancel();
                answered(new Answer(p, null, new TimeoutException("no answer within " + timeoutMs + " ms")));
            }
        }
    }

    private static boolean hasBegun(Pending pending) {
        return pending.stage != null || pending.answer != null;
    }

    // ---- results --------------------------------------------------------------------------------------------------

    /** Takes the next record whose result is to go out now; it must be {@linkplain #emit emitted}. Null if there is none. */
    private @Nullable Pending takeDue() {
        if (!ordered) {
            return ready.pollFirst();
        }
        Pending first = queue.first();
        return first != null && first.answer != null ? first : null;
    }

    private void emit(Pending due) {
        inFlight--;
        queue.remove(due);
        if (queue.isEmpty()) {
            table.remove(KEY, hash, STATE);
        } else {
            table.save(queue);
        }
        push(due);
        if (queue.isEmpty() || first().segment > due.segment) {
            endSegment();
        }
    }

    private Pending first() {
        return Objects.requireNonNull(queue.first());
    }

    @SuppressWarnings("NullAway") // an answer may be null, which NullAway does not read from type arguments
    private void push(Pending due) {
        Answer answer = Objects.requireNonNull(due.answer);
        Object result;
        try {
            if (answer.failure() != null) {
                throw exception(answer.failure());
            }
            result = joiner.join(due.value, answer.value());
        } catch (Exception e) {
            parts.failures().failed(due.value, due.ts, e);
            return;
        }
        parts.tally().out++;
        parts.next().receive(result, due.ts, due.own);
    }

    /** Returns what a request has failed with; an {@code Error} is thrown, as if it had come in the host's own thread. */
    private static Exception exception(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wraps = failure instanceof CompletionException || failure instanceof ExecutionException;
        Throwable real = wraps && cause != null ? cause : failure;
        if (real instanceof Error error) {
            throw error;
        }
        return real instanceof Exception exception ? exception : new ExecutionException(real);
    }

    /** All of a segment is out: lets the watermarks behind it go, and finds what is due in the next one. */
    private void endSegment() {
        long open = queue.isEmpty() ? Long.MAX_VALUE : first().segment;
        for (Held held; (held = watermarks.peekFirst()) != null && held.segment < open; ) {
            watermarks.removeFirst();
            parts.forward().watermark(held.watermark, held.idle);
        }
        if (!ordered) {
            for (Pending p = queue.first(); p != null && p.segment == open; p = p.behind) {
                if (p.answer != null) {
                    ready.addLast(p);
                }
            }
        }
    }

    /** Gives up what is on its way. */
    public void cancel() {
        for (Pending p = queue.first(); p != null; p = p.behind) {
            p.cancel();
        }
    }
}
